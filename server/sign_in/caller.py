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
    def must_change(self) -> bool:
        """Whether another password must be chosen before anything else; programs go on."""
        return self.session is not None and self.account.must_change

    @property
    def is_admin(self) -> bool:
        """Whether administration is open: to an account marked so; through a token only when it has that scope."""
        return self.account.admin and (self.token is None or "admin" in self.token.scopes)
