"""Who may: one place that answers for reading, listing, filtering, exporting, creating, changing and moving."""

from collections.abc import Iterable, Mapping
from datetime import date

from engine.access.duty import Actor, Duty, Holding, Right, Rulebook
from engine.access.reach import Gather, held, holding_for, reaches
from engine.access.reasons import NO_DUTY, NOBODY, NOT_CREATABLE, NOT_REACHED
from engine.access.veil import veil_on
from engine.diagnostics.refuse import refused
from engine.values.plain import Label, in_language, listed
from engine.values.refusal import Kind, Reason, Refusal

# The engine itself (rules, timers, migrations) acts by no post.
ENGINE = Holding(role="", centre=None)

_RANK = {Right.HIDDEN: 0, Right.MASKED: 1, Right.READ: 2, Right.WRITE: 3}


def permit(book: Rulebook, actor: Actor, duty: str, today: date, gather: Gather) -> Holding | None:
    """The holding by which the actor may do this duty on the record, or None.

    Several may permit: the one the actor acts as, else the first by the order of roles (A31).
    """
    if actor.everything:
        return ENGINE
    found = book.duties.get(duty)
    return None if found is None else holding_for(found, actor, today, gather)


def why_not(book: Rulebook, actor: Actor, duty: str, today: date) -> Reason:
    """The reason of a "no": nobody of the actor's posts holds the duty, or it does not reach this record."""
    found = book.duties[duty]
    holds = any(holding.role in found.held_by for holding in actor.holdings)
    problem = NOT_REACHED if holds else NO_DUTY
    holders = _labels(book, found.held_by)
    text = {
        language: sentence.format(
            duty=in_language(found.label, language, duty), holders=in_language(holders, language)
        )
        for language, sentence in problem.text.items()
    }
    return Reason(
        problem.code,
        text,
        fix=problem.hint,
        data={"duty": duty, "held_by": sorted(found.held_by), "on": today.isoformat()},
    )


def may_not_create(book: Rulebook, entity: str, label: Label) -> Refusal:
    """The refusal to make a record of an entity; it names the roles that may. ``label`` is that of the entity."""
    roles = {role for duty in book.creating.get(entity, ()) for role in duty.held_by}
    return refused(
        Kind.FORBIDDEN, NOT_CREATABLE, {"entity": label, "holders": _labels(book, roles) or NOBODY}
    )


def visible(book: Rulebook, actor: Actor, entity: str, today: date, gather: Gather) -> bool:
    """Whether the actor may know that this record exists."""
    if actor.everything:
        return True
    return any(holding_for(duty, actor, today, gather) for duty in book.reaching.get(entity, ()))


class Rights:
    """The rights of one actor on the fields of records of one entity: worked out once for all that the same duties reach.

    The highest right of several duties wins, nothing subtracts (A34). The engine itself may write all: it is not asked
    about here, callers look at ``actor.everything`` first.
    """

    def __init__(
        self, book: Rulebook, actor: Actor, entity: str, today: date, only: Iterable[str] | None = None
    ) -> None:
        """``only``: the duties that count for writing (what a state left of them); None is all."""
        self._book, self._actor, self._entity, self._today = book, actor, entity, today
        granting = (duty for duty in book.reaching.get(entity, ()) if duty.fields.get(entity))
        self._held = [(duty, holdings) for duty in granting if (holdings := held(duty, actor, today))]
        self._only = only
        self._merged: dict[object, Mapping[str, Right]] = {}

    def on(self, gather: Gather) -> Mapping[str, Right]:
        """The right on each field of the record that ``gather`` tells about; a field that is not there is hidden."""
        actor = self._actor
        reached = tuple(
            [any([reaches(duty, one, actor, gather) for one in holdings]) for duty, holdings in self._held]  # noqa: C419 - quicker
        )
        veil = (
            veil_on(self._book, self._actor, self._entity, self._today, gather) if True in reached else None
        )
        key = reached if veil is None else (reached, veil.shows)
        found = self._merged.get(key)
        if found is None:
            found = self._merge(reached)
            if veil is not None:
                found = {name: right for name, right in found.items() if name in veil.shows}
            self._merged[key] = found
        return found

    def _merge(self, reached: tuple[bool, ...]) -> Mapping[str, Right]:
        found: dict[str, Right] = {}
        for (duty, _holdings), counts in zip(self._held, reached, strict=True):
            may_write = self._only is None or duty.id in self._only
            for name, right in duty.fields[self._entity].items() if counts else ():
                counted = right if may_write or right is not Right.WRITE else Right.READ
                if _RANK[counted] > _RANK[found.get(name, Right.HIDDEN)]:
                    found[name] = counted
        return found


def highest(*granted: Mapping[str, Right]) -> dict[str, Right]:
    """Several rights on fields as one: the highest of each wins, nothing subtracts (A34)."""
    found: dict[str, Right] = {}
    for one in granted:
        for name, right in one.items():
            if _RANK[right] > _RANK[found.get(name, Right.HIDDEN)]:
                found[name] = right
    return found


def rights(
    book: Rulebook,
    actor: Actor,
    entity: str,
    today: date,
    gather: Gather,
    only: Iterable[str] | None = None,
) -> Mapping[str, Right]:
    """The right on each field of one record, as ``Rights`` gives it."""
    return Rights(book, actor, entity, today, only).on(gather)


def may_reveal(book: Rulebook, actor: Actor, entity: str, field: str, today: date, gather: Gather) -> bool:
    """Whether the actor may be shown the whole of a masked value (which is logged)."""
    veil = veil_on(book, actor, entity, today, gather)
    if veil is not None and field not in veil.shows:
        return False
    return any(
        field in duty.reveal.get(entity, ()) and holding_for(duty, actor, today, gather)
        for duty in book.duties.values()
    )


def granting(
    book: Rulebook, entity: str, field: str, *, common: bool, least: Right = Right.READ
) -> tuple[Duty, ...]:
    """The duties by which a field may be read whole: what a filter or a sort on it needs.

    ``common``: the field is one of the engine's own, which everyone may read who may see the record. ``least``: the right
    that is enough.
    """
    reaching = book.reaching.get(entity, ())
    if common:
        return reaching
    return tuple(
        duty
        for duty in reaching
        if _RANK[duty.fields.get(entity, {}).get(field, Right.HIDDEN)] >= _RANK[least]
    )


def _labels(book: Rulebook, held_by: Iterable[str]) -> Label:
    roles = [book.roles[role] for role in sorted(held_by) if role in book.roles]
    return listed((role.label, role.id) for role in roles) if roles else {}
