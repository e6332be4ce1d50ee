"""One row of an import: a new record, a change of the one that has its key, or nothing.

It is the same creating and changing that people do, decided in one step with the look for the key, so that two rows
with one key never become two records.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast
from zoneinfo import ZoneInfo

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import reason, refused
from engine.facts.answers import no_entity
from engine.facts.ask import SceneAsk
from engine.facts.destinations import Destination
from engine.facts.gather import Facts, Subject
from engine.facts.scene import zone_of
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.records.builtin import PERSON
from engine.records.entity import Entity
from engine.records.present import present
from engine.values.need import FindNeed, Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision, Record, TimerStart
from engine.values.refusal import Kind, Reason, Refusal

_problem = problems_of("imports")

_MOST = 2  # records with the key of a row that are looked at

KEY_TAKEN = _problem(
    "key_taken", "There is a record with this “{field}” already.", "已存在“{field}”相同的记录。"
)

OWNED = _problem("owned_already", "It belongs to {owner} already.", "该记录已归属{owner}。")
SOMEBODY = {"en": "somebody else", "zh-CN": "他人"}

DUE_AT_ONCE = _problem(
    "due_at_once",
    "“{timer}” would be due at once: its moment was {due_at}.",
    "“{timer}”将立即到期：其时间为 {due_at}，已过去。",
    (
        "If that is meant, import with --confirm-due (over HTTP: ?confirm_due=true).",
        "若确认如此，请以 --confirm-due（HTTP：?confirm_due=true）导入。",
    ),
)


class Strategy(StrEnum):
    """What becomes of a row whose key is taken."""

    SKIP = "skip"  # the record stays as it is
    FILL = "fill"  # only fields that are empty are written
    OVERWRITE = "overwrite"  # every field of the row is written, or those that are chosen
    REFUSE = "refuse"  # the row is refused
    LINK = "link"  # the row becomes a record of its own that says whose duplicate it is


class Owned(StrEnum):
    """What becomes of a row whose record belongs to somebody else than whoever would get a new one."""

    KEEP = "keep"  # the strategy counts; the owner stays, and is told
    REFUSE = "refuse"  # the row is refused


@dataclass(frozen=True, slots=True)
class ImportRow(SceneAsk):
    """``input`` is the row as JSON by field; ``key`` the fields that say which record it is (none: always new).

    ``state``, ``tracks``, ``owner``, ``centre`` and ``to`` are those of a new record, as in ``CreateRecord``. ``quiet``: what the row would have
    sent is not sent (A50). ``owned``: what becomes of it when its record belongs to somebody else. ``overwrites``: the only fields that overwriting writes (none: all). ``due_confirmed``: what is due at once, because its moment has passed already, is meant so.
    """

    entity: str
    input: Mapping[str, Json]
    key: tuple[str, ...] = ()
    strategy: Strategy = Strategy.SKIP
    state: str | None = None
    owner: str | None = None
    centre: str | None = None
    tracks: Mapping[str, str] = field(default_factory=dict[str, str])
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])
    due_confirmed: bool = False
    quiet: bool = False
    to: Destination | None = None
    owned: Owned = Owned.KEEP
    overwrites: frozenset[str] = frozenset()

    @property
    def sure(self) -> tuple[Sure, ...]:
        """What a new record needs, since most rows make one, and the look for the one that has the row's key."""
        creating = _creating(self).sure
        entity = self.scene.release.entities.get(self.entity)
        match = {} if entity is None else _match(self, entity, zone_of(self.scene.release.time_zone))
        return creating if not isinstance(match, dict) or not match else (*creating, _looked_for(self, match))


def import_row(asked: ImportRow, read: Reader) -> Decision | Refusal:
    """Import the row, or refuse it with all reasons; see ``_imported``. Messages are left out where that was asked.

    Refused beside: 409 something would be due at once (A27), and nobody has said that this is meant.
    """
    outcome = _settled(asked, read)
    if isinstance(outcome, Refusal) or not asked.quiet:
        return outcome
    quiet = outcome.unsent()
    silent = len(outcome.outbox) - len(quiet.outbox)
    return replace(quiet, answer={**outcome.answer, **({"not_sent": silent} if silent else {})})


def _settled(asked: ImportRow, read: Reader) -> Decision | Refusal:
    """The row, unless something would be due at once that nobody has confirmed; the answer's ``due`` names it."""
    outcome = _imported(asked, read)
    if isinstance(outcome, Refusal):
        return outcome
    overdue = outcome.overdue(asked.scene.now)
    if not overdue:
        return outcome
    if not asked.due_confirmed:
        return Refusal(Kind.CONFLICT, tuple(_past(one) for one in overdue))
    return replace(outcome, answer={**outcome.answer, "due": [_name(one) for one in overdue]})


def _name(timer: TimerStart) -> str:
    return f"{timer.entity.lstrip('_')}.{timer.name}"


def _past(timer: TimerStart) -> Reason:
    return reason(DUE_AT_ONCE, {"timer": _name(timer), "due_at": present(timer.due_at)})


def _imported(asked: ImportRow, read: Reader) -> Decision | Refusal:
    """Create or change.

    The answer has ``outcome``: created, linked, changed, same or skipped; of a changed record ``before`` holds what was
    overwritten; ``owned_by``: who has it already. Refused beside what creating and changing refuse: 409 the key is taken
    (strategy ``refuse``), it belongs to somebody else (``owned``).
    """
    entity = asked.scene.release.entities.get(asked.entity)
    if entity is None or entity.part_of is not None:
        return no_entity(asked.entity)
    found = _existing(asked, entity, read)
    if isinstance(found, Refusal):
        return found
    if found is None:
        return _told(create_record(_creating(asked), read), "created")
    owner = _other_owner(asked, entity, found, read)
    if owner is not None and asked.owned is Owned.REFUSE:
        return refused(Kind.CONFLICT, OWNED, {"owner": owner})
    linked = asked.strategy is Strategy.LINK and entity.duplicate_of
    outcome = _linked(asked, entity, found, read) if linked else _over(asked, entity, found, read)
    if isinstance(outcome, Refusal) or owner is None:
        return outcome
    return replace(outcome, answer={**outcome.answer, "owned_by": owner})


def _other_owner(asked: ImportRow, entity: Entity, found: Record, read: Reader) -> Json:
    """Whose the record is, if not theirs who would get a new one: by name where the actor may know it."""
    owner, scene = found.values.get("owner"), asked.scene
    mine = (asked.to.person if asked.to is not None else None) or asked.owner or scene.actor.person
    if not isinstance(owner, str) or owner == mine:
        return None
    view = View(read)
    known = "owner" in entity.tells or not isinstance(
        visible_record(scene, view, found.entity, found.id), Refusal
    )
    person = view.record(PERSON, owner) if known else None
    name = person.values.get("name") if person is not None else None
    return name if isinstance(name, str) else dict(SOMEBODY)


def _linked(asked: ImportRow, entity: Entity, found: Record, read: Reader) -> Decision | Refusal:
    """A record of its own that points to the one that is there, or to the one of which that is a duplicate itself."""
    field = entity.duplicate_of or ""
    first = found.values.get(field)
    creating = _creating(asked)
    to = first if isinstance(first, str) else found.id
    outcome = _told(create_record(replace(creating, input={**asked.input, field: to}), read), "linked")
    if isinstance(outcome, Refusal):
        return outcome
    return replace(outcome, answer={**outcome.answer, "linked_to": to})


def _creating(asked: ImportRow) -> CreateRecord:
    return CreateRecord(
        asked.scene,
        asked.entity,
        asked.input,
        state=asked.state,
        owner=asked.owner,
        centre=asked.centre,
        tracks=asked.tracks,
        confirmed=asked.confirmed,
        to=asked.to,
    )


def _existing(asked: ImportRow, entity: Entity, read: Reader) -> Record | Refusal | None:
    """The record that has the row's key; None when there is none, or the row has no key."""
    zone = Facts(asked.scene, View(read), Subject(entity.id, "", {"centre": asked.centre})).zone
    match = _match(asked, entity, zone)
    if not isinstance(match, dict):
        return Refusal(Kind.INVALID, (match,))
    records = read.find(asked.entity, match, _MOST) if match else ()
    return records[0] if records else None


def _match(asked: ImportRow, entity: Entity, zone: ZoneInfo) -> dict[str, Value] | Reason:
    """The values of the row's key; none when it has no key, or not the whole of it."""
    match: dict[str, Value] = {}
    for name in asked.key:
        value = accept_value(entity.fields[name], asked.input.get(name), zone)
        if isinstance(value, Reason):
            return replace(value, pointer=f"/{name}")
        match[name] = value
    return {} if None in match.values() else match


def _looked_for(asked: ImportRow, match: Mapping[str, Value]) -> FindNeed:
    return FindNeed(asked.entity, tuple(sorted(match.items())), _MOST)


def _over(asked: ImportRow, entity: Entity, found: Record, read: Reader) -> Decision | Refusal:
    """What becomes of a row whose key is taken."""
    if asked.strategy is Strategy.REFUSE:
        return refused(
            Kind.CONFLICT, KEY_TAKEN, {"field": entity.fields[asked.key[0]].label, "existing": found.id}
        )
    wanted = {name: raw for name, raw in asked.input.items() if name not in asked.key}
    if asked.strategy is Strategy.FILL:
        wanted = {name: raw for name, raw in wanted.items() if found.values.get(name) is None}
    elif asked.strategy is Strategy.OVERWRITE and asked.overwrites:
        wanted = {name: raw for name, raw in wanted.items() if name in asked.overwrites}
    elif asked.strategy is Strategy.SKIP:
        wanted = {}
    if not wanted:
        outcome = "skipped" if asked.strategy is Strategy.SKIP else "same"
        return Decision(
            {"entity": found.entity, "id": found.id, "version": found.version, "outcome": outcome}
        )
    change = ChangeRecord(asked.scene, found.entity, found.id, wanted, confirmed=asked.confirmed)
    changed = change_record(change, read)
    if isinstance(changed, Refusal):
        return changed
    if not changed.changes:
        return _told(changed, "same")
    own = next((one for one in changed.changes if (one.entity, one.id) == (found.entity, found.id)), None)
    before: dict[str, Json] = {
        name: present(found.values.get(name)) for name in (own.values if own else ()) if name in entity.fields
    }
    told = cast("Decision", _told(changed, "changed"))
    return replace(told, answer={**told.answer, "before": before})


def _told(outcome: Decision | Refusal, word: str) -> Decision | Refusal:
    if isinstance(outcome, Refusal):
        return outcome
    # A rule may have taken the new values to a record that was there (a clash): then nothing was created.
    created = any(new.id == outcome.answer["id"] for new in outcome.new)
    word = "changed" if word in ("created", "linked") and not created else word
    return replace(outcome, answer={**outcome.answer, "outcome": word})
