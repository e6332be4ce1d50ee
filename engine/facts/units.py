"""How far the limits on an action are used: one judgement, asked by the button bar and by the command alike."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from zoneinfo import ZoneInfo

from engine.access.duty import Holding
from engine.access.permit import permit
from engine.access.reach import active
from engine.conditions.compiled import Computed
from engine.diagnostics.refuse import reason
from engine.facts.exempting import Exempt, exempt_of, plain, told_of_exception, told_of_grant
from engine.facts.gather import Facts
from engine.facts.scene import Scene, zone_of
from engine.facts.spans import kept_for, window_of
from engine.facts.view import View
from engine.limits.limit import EVER, USAGE, How, Limit, Over, Source, Window
from engine.limits.reasons import ASK, ASKED, CONFIRM, FREE_AT, FULL, LIFTED_BY, NEXT_FREE
from engine.limits.reserve import Unit, free_at, live, units_of, used
from engine.values.plain import Json, Label, Value, in_language, listed
from engine.values.refusal import Reason

_LONGEST = 200
_LANGUAGES = ("en", "zh-CN")
Post = Callable[[], Holding | None]


@dataclass(frozen=True, slots=True)
class Tally:
    """One counter as it stands before one more is taken.

    ``row`` is the id of its row, ``counted`` its key; ``taken`` what is used, ``amount`` what one more takes, ``most``
    None when there is no limit. ``may_exceed``: the actor holds the duty that lifts it. ``units`` of events. ``exempt``:
    how things stand with exceptions (None: none is ever granted). ``next``: the next free slot or moment of what is held.
    ``window``: that of events where the record is; ``kept``: the units that its row goes on holding, for ``kept_for``.
    """

    limit: Limit
    source: Source
    row: str
    counted: str
    taken: Decimal
    amount: Decimal
    most: Decimal | None
    warn_at: Decimal | None
    zone: ZoneInfo
    may_exceed: bool = False
    units: tuple[Unit, ...] = ()
    exempt: Exempt | None = None
    next: datetime | None = None
    window: Window = EVER
    kept: tuple[Unit, ...] = ()
    kept_for: Window = EVER

    @property
    def over(self) -> bool:
        """Whether one more goes beyond the limit."""
        return self.most is not None and self.taken + self.amount > self.most

    @property
    def full(self) -> bool:
        """Whether one more is too many, also with what was granted for going beyond the limit once more."""
        room = self.exempt.room if self.exempt else 0
        return self.most is not None and self.taken + self.amount > max(self.most, self.taken) + room

    @property
    def spends(self) -> bool:
        """Whether one more makes use of an exception that was granted."""
        return self.over and not self.full

    @property
    def blocks(self) -> bool:
        """Whether one more is refused, with or without a reason."""
        return self.full and self.limit.over is Over.BLOCK and not self.may_exceed

    @property
    def asks(self) -> bool:
        """Whether one more needs a reason."""
        asked = (Over.BLOCK, Over.CONFIRM, *((Over.QUEUE,) if self.may_exceed else ()))
        return self.full and not self.blocks and self.limit.over in asked

    @property
    def warns(self) -> bool:
        """Whether so many are used that it is worth a warning."""
        return self.warn_at is not None and self.taken >= self.warn_at

    @property
    def resets_at(self) -> datetime | None:
        """When there is room again; of a counter with room, when the first unit no longer counts (UTC)."""
        return free_at(self.units, self.amount, self.most, self.window, self.zone)


def tallies(
    scene: Scene,
    view: View,
    keys: tuple[str, ...],
    facts: Facts,
    post: Post,
    unknown: frozenset[str] = frozenset(),
) -> tuple[Tally, ...]:
    """The counters that something takes from, by the keys of what happens (``create:order``), each limit once.

    ``facts`` are about the record before; ``unknown``: paths that only a form will bring, whose limits are left out.
    """
    found: dict[str, Tally] = {}
    for key in keys:
        for limit, source in scene.release.limits.by_event.get(key, ()):
            if limit.id in found or (unknown and unknown & paths_of(source)):
                continue
            tally = _tally(scene, view, limit, source, facts, post)
            if tally is not None:
                found[limit.id] = tally
    return tuple(found.values())


def _tally(scene: Scene, view: View, limit: Limit, source: Source, facts: Facts, post: Post) -> Tally | None:
    if limit.role is not None and _role(scene, post) != limit.role:
        return None
    if source.condition is not None and not source.condition.test(facts(source.condition.needs)):
        return None
    key = key_of(source, facts)
    amount = amount_of(source, facts)
    if key is None or not amount:
        return None
    zone = limit_zone(scene, view, limit, facts, post)
    counted = key_text(key)
    row = row_id(limit.id, counted)
    record = view.record(USAGE, row)
    window, longest = window_of(limit, facts), kept_for(limit, scene)
    kept = live(_kept(record.values if record else {}), longest, scene.now, zone)
    units = kept if window == longest else live(kept, window, scene.now, zone)
    return Tally(
        limit, source, row, counted, used(units), amount, number(source.most, facts), number(source.warn_at, facts), zone,
        may_exceed(scene, limit, facts), units, exempt_of(view, source, row, facts, stored=source.how is not How.CREATE),
        window=window, kept=kept, kept_for=longest,
    )  # fmt: skip


def key_of(source: Source, facts: Facts) -> tuple[Value, ...] | None:
    """The key of the counter; None when a part of it is absent: then nothing is counted."""
    key = tuple(one.value(facts(one.needs)) for one in source.per)
    return None if any(part is None for part in key) else key


def amount_of(source: Source, facts: Facts) -> Decimal:
    """What one takes; an absent amount takes nothing."""
    return Decimal(1) if source.amount is None else number(source.amount, facts) or Decimal(0)


def number(computed: Computed | None, facts: Facts) -> Decimal | None:
    """A number that was computed; absent means that nothing is limited."""
    value = computed.value(facts(computed.needs)) if computed else None
    return Decimal(value) if isinstance(value, int | Decimal) else None


def key_text(key: tuple[Value, ...]) -> str:
    """The key of a counter as text, the same for equal keys only."""
    return json.dumps([str(part) for part in key], ensure_ascii=False)


def row_id(limit: str, counted: str) -> str:
    """The id of a counter's row."""
    short = counted if len(counted) <= _LONGEST else blake2b(counted.encode(), digest_size=20).hexdigest()
    return f"{limit}/{short}"


def may_exceed(scene: Scene, limit: Limit, facts: Facts) -> bool:
    """Whether the actor holds the duty that lifts the limit, for this record."""
    if limit.lifted_by is None or scene.actor.everything:
        return False
    return permit(scene.release.access, scene.actor, limit.lifted_by, scene.today(), facts) is not None


def reason_of(scene: Scene, tally: Tally) -> Reason:
    """Why one more is refused, with the figures, the next moment with room, and who may go beyond."""
    told = told_of(scene, tally)
    data: dict[str, Json | Label] = {"label": tally.limit.label, "used": told["used"], "max": told["max"]}
    said = reason(CONFIRM if tally.asks else FULL, data)
    helps = tuple(_helps(scene, tally))
    fix = {language: " ".join(in_language(one, language) for one in helps) for language in _LANGUAGES}
    return Reason(said.code, said.text, "", fix if helps else {}, told)


def told_of(scene: Scene, tally: Tally) -> dict[str, Json]:
    """``{limit, label, used, max, resets_at, lifted_by, granted, next}`` of a counter as it stands."""
    resets = tally.resets_at
    return {
        "limit": tally.limit.id,
        "label": dict(tally.limit.label),
        "used": plain(tally.taken),
        "max": None if tally.most is None else plain(tally.most),
        "resets_at": None if resets is None else resets.isoformat(),
        "lifted_by": _lifted_by(scene, tally),
        "granted": told_of_grant(tally.exempt),
        "next": None if tally.next is None else tally.next.isoformat(),
    }


def _lifted_by(scene: Scene, tally: Tally) -> Json:
    duty = scene.release.access.duties.get(tally.limit.lifted_by or "")
    if duty is not None:
        return {"duty": duty.id, "roles": sorted(duty.held_by)}
    return None if tally.exempt is None else told_of_exception(tally.exempt)


def _helps(scene: Scene, tally: Tally) -> Iterator[Label]:
    resets = tally.resets_at
    if resets is not None:
        yield reason(FREE_AT, {"at": resets.astimezone(tally.zone).strftime("%Y-%m-%d %H:%M")}).text
    if tally.next is not None:
        yield reason(NEXT_FREE, {"at": tally.next.astimezone(tally.zone).strftime("%Y-%m-%d %H:%M")}).text
    access = scene.release.access
    duty = access.duties.get(tally.limit.lifted_by or "")
    if duty is not None:
        roles = [access.roles[role] for role in sorted(duty.held_by) if role in access.roles]
        holders = listed((role.label, role.id) for role in roles)
        yield reason(LIFTED_BY, {"duty": duty.label, "holders": holders}).text
    exempt = tally.exempt
    approval = scene.release.approvals.get(exempt.approval) if exempt and exempt.about else None
    if approval is not None:
        yield reason(ASKED if exempt and exempt.asked else ASK, {"approval": approval.label}).text


def _kept(values: Mapping[str, Value]) -> tuple[Unit, ...]:
    units = values.get("units")
    return units_of(units) if isinstance(units, tuple) else ()


def _role(scene: Scene, post: Post) -> str | None:
    """The role by which the command is done (A31): a second post doubles no quota."""
    holding = post() or next(iter(active(scene.actor, scene.today())), None)
    return holding.role if holding else None


def limit_zone(scene: Scene, view: View, limit: Limit, facts: Facts, post: Post) -> ZoneInfo:
    """Where the days of the limit are: at the record's centre, or at the actor's when the counter is a person's (A37)."""
    if not limit.of_actor:
        return facts.zone
    holding = post() or next(iter(active(scene.actor, scene.today())), None)
    centre = view.record("centre", holding.centre) if holding and holding.centre else None
    name = centre.values.get("time_zone") if centre else None
    return zone_of(str(name) if name else scene.release.time_zone)


def paths_of(source: Source) -> frozenset[str]:
    """Every path of the record that decides whether it counts, where, how much, and up to which most."""
    parts = (source.condition, *source.per, source.amount, source.most, source.warn_at)
    return frozenset(path for part in parts if part is not None for path in part.needs.paths)
