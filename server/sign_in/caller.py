"""Who calls: the account behind a request, and the actor that the engine asks about."""

from dataclasses import dataclass

from engine.access.duty import Actor
from engine.ports.people import Account, Session, Token


@dataclass(frozen=True, slots=True)
class Caller:
    """``session`` when a browser calls, ``token`` when a program does."""

    account: Account
    actor: Actor
    session: Session | None = None
    token: Token | None = None

    @property
    def is_admin(self) -> bool:
        """Whether administration is open: an account marked so, or a token with that scope."""
        return "admin" in self.token.scopes if self.token else self.account.admin
