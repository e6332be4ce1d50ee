"""Which records a duty reaches: one meaning, as an answer about one record and as a condition for lists.

A duty permits when ONE holding of the actor (a role that holds the duty, active today, at a centre) reaches the record;
holdings are never mixed (A32). ``own`` with no owner and ``centre`` with no centre reach nobody (A33).
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from engine.access.duty import Actor, Duty, Holding, Scope
from engine.conditions.needs import NOTHING, Needs
from engine.conditions.tree import All, Any, Condition, Constant, Leaf, Literal, Path
from engine.conditions.types import CENTRE, PERSON, TEXT

Gather = Callable[[Needs], Mapping[str, object]]

OWNER_TEAM = "owner.team"
_TEAM_NEEDS = Needs(paths=frozenset({"owner", "centre", OWNER_TEAM}))


def active(actor: Actor, today: date) -> tuple[Holding, ...]:
    """The holdings that count today: the one the actor acts as, or all that are active."""
    held = (actor.acting_as,) if actor.acting_as else actor.holdings
    return tuple(
        holding
        for holding in held
        if (holding.active_from is None or holding.active_from <= today)
        and (holding.active_until is None or today <= holding.active_until)
    )


def holding_for(duty: Duty, actor: Actor, today: date, gather: Gather) -> Holding | None:
    """The first holding by which the duty reaches the record that ``gather`` tells about, or None.

    ``gather(needs)`` gives facts of the record; it is asked only for what the scope really looks at.
    """
    for holding in held(duty, actor, today):
        if reaches(duty, holding, actor, gather):
            return holding
    return None


def held(duty: Duty, actor: Actor, today: date) -> tuple[Holding, ...]:
    """The holdings by which the actor does this duty today, on whatever it reaches."""
    return tuple(holding for holding in active(actor, today) if holding.role in duty.held_by)


def reaches(duty: Duty, holding: Holding, actor: Actor, gather: Gather) -> bool:
    """Whether the duty, held like this, reaches the record that ``gather`` tells about."""
    scope = duty.scope
    if not isinstance(scope, Scope):
        return scope.test(gather(scope.needs))
    if scope is Scope.COMPANY:
        return True
    facts = gather(_TEAM_NEEDS if scope is Scope.TEAM else NOTHING)
    if scope is Scope.OWN:
        return actor.person is not None and facts.get("owner") == actor.person
    here = holding.centre is None or facts.get("centre") == holding.centre
    if scope is Scope.CENTRE:
        return here
    return here and holding.team is not None and facts.get(OWNER_TEAM) == holding.team


def scope_condition(duties: Iterable[Duty], actor: Actor, today: date, prefix: str = "") -> Condition:
    """The same answer as a condition on the record: true of the rows that at least one duty reaches.

    ``prefix`` (``customer.``) makes it a condition on the record behind a link.
    """
    if actor.everything:
        return Constant(holds=True)
    parts: list[Condition] = []
    for duty in duties:
        for holding in active(actor, today):
            if holding.role not in duty.held_by:
                continue
            part = _condition(duty, holding, actor, prefix)
            if part == Constant(holds=True):
                return part
            if part != Constant(holds=False) and part not in parts:
                parts.append(part)
    return Any(tuple(parts)) if parts else Constant(holds=False)


def _condition(duty: Duty, holding: Holding, actor: Actor, prefix: str) -> Condition:
    scope = duty.scope
    if not isinstance(scope, Scope):
        # A scope written as a condition speaks of the record itself; behind a link it grants nothing.
        return Constant(holds=False) if prefix else scope.tree
    if scope is Scope.COMPANY:
        return Constant(holds=True)
    if scope is Scope.OWN:
        if actor.person is None:
            return Constant(holds=False)
        return Leaf(Path(f"{prefix}owner", PERSON), "eq", Literal(actor.person, PERSON))
    here: Condition = Constant(holds=True)
    if holding.centre is not None:
        here = Leaf(Path(f"{prefix}centre", CENTRE), "eq", Literal(holding.centre, CENTRE))
    if scope is Scope.CENTRE:
        return here
    if holding.team is None:
        return Constant(holds=False)
    team = Leaf(Path(f"{prefix}{OWNER_TEAM}", TEXT), "eq", Literal(holding.team, TEXT))
    return team if here == Constant(holds=True) else All((here, team))
