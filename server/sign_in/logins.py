"""What people sign in as."""


def folded(login: str) -> str:
    """A login as it is kept and compared: people type it in any case, with spaces around it."""
    return login.strip().casefold()
