"""What is hidden while a record waits for somebody to claim it: one meaning, as an answer about one record and for lists."""

from collections.abc import Iterator
from datetime import date

from engine.access.duty import Actor, Duty, Rulebook, Scope, Veil
from engine.access.reach import Gather, active, holding_for, scope_condition
from engine.conditions.needs import Needs
from engine.conditions.tree import All, Condition, Constant, Leaf, Literal, Not, Path


def veil_on(book: Rulebook, actor: Actor, entity: str, today: date, gather: Gather) -> Veil | None:
    """What hides fields of the record from the actor; None: nothing but the rights themselves."""
    found = book.veils.get(entity, ())
    if not found or actor.everything:
        return None
    state = gather(Needs()).get("state")
    return next(
        (
            veil
            for veil in found
            if state in veil.states
            and holding_for(veil.claim, actor, today, gather) is not None
            and (veil.manage is None or holding_for(veil.manage, actor, today, gather) is None)
        ),
        None,
    )


def unveiled(
    book: Rulebook, actor: Actor, entity: str, field: str, today: date, prefix: str = ""
) -> Iterator[Condition]:
    """Conditions on rows: on those for which they hold, no veil hides the field from the actor."""
    for veil in book.veils.get(entity, ()):
        if field in veil.shows or actor.everything:
            continue
        claim = _held(veil.claim, actor, today, prefix, unsure=Constant(holds=True))
        if claim == Constant(holds=False):
            continue
        state = Path(f"{prefix}state", veil.type)
        inside = Leaf(state, "in", Literal(tuple(sorted(veil.states)), veil.type))
        parts: list[Condition] = [inside, claim]
        if veil.manage is not None:
            parts.append(Not(_held(veil.manage, actor, today, prefix, unsure=Constant(holds=False))))
        yield Not(All(tuple(parts)))


def _held(duty: Duty, actor: Actor, today: date, prefix: str, unsure: Constant) -> Condition:
    """The rows that the duty reaches; ``unsure``: what is taken for so where that cannot be asked behind a link."""
    if prefix and not isinstance(duty.scope, Scope):
        holds = any(holding.role in duty.held_by for holding in active(actor, today))
        return unsure if holds else Constant(holds=False)
    return scope_condition((duty,), actor, today, prefix)
