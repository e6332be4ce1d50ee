"""Secrets of sessions and tokens: long and random; only their hashes are kept."""

import hashlib
import secrets

TOKEN_PREFIX = "pm_"  # noqa: S105 - what a token begins with is no secret
_BYTES = 32


def new_secret() -> str:
    """A new secret: 32 random bytes as text."""
    return secrets.token_urlsafe(_BYTES)


def new_token() -> str:
    """A new API token."""
    return TOKEN_PREFIX + new_secret()


def hashed(secret: str) -> str:
    """What is kept of a secret. It is long and random, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
