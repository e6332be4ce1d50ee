"""One thing done to many records: each is a command of its own, with its own rights, limits and reasons."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.take_key import TakeKey, take_key
from engine.ports.store import Idempotency
from engine.records.accept import ID
from engine.values.plain import Json, Label
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused, reason_json
from server.problems import WRONG_VALUE
from server.ways import Answer, Content, Way

MOST = 200
_RECORDS: Label = {
    "en": f'1 to {MOST} of {{"id", "version"?}}, each id once',
    "zh-CN": f'1 到 {MOST} 个 {{"id", "version"?}}，id 不得重复',
}
_ONE_FORM: Label = {"en": "a form, or a transition with its own", "zh-CN": "表单，或自带表单的流转，二者选一"}


async def bulk(call: Call) -> Answer | Refusal:
    """Take a transition of each record, or change each, and say of each what became of it."""
    said = call.said("records", "transition", "input", "form", "confirmed")
    records = _records(said.get("records"))
    key = call.idempotency()
    if key is not None:
        taken = await call.house.submit(take_key, TakeKey(call.scene), key)
        if isinstance(taken, Refusal):
            return taken
    keys = [] if key is None else [_of_record(key, id) for id, _ in records]
    outcomes = await _submitted(call, said, records, keys)
    told = [_told(id, one, call.language) for (id, _), one in zip(records, outcomes, strict=True)]
    done = sum(isinstance(one, Decision) for one in outcomes)
    return Answer({"data": told, "done": done, "refused": len(told) - done})


async def _submitted(
    call: Call,
    said: Mapping[str, Any],
    records: Sequence[tuple[str, int | None]],
    keys: Sequence[Idempotency],
) -> Sequence[Decision | Refusal]:
    """Every record in the order in which it was named, behind what single people send."""
    entity, given = call.path_params["entity"], bodies.mapping(said, "input")
    transition, form = bodies.text(said, "transition"), bodies.text(said, "form")
    confirmed = bodies.texts(said, "confirmed")
    if transition is not None and form is not None:
        raise Refused(422, WRONG_VALUE, {"name": "form", "expected": _ONE_FORM}, "/form")
    # Each gets a scene of its own, whose seed makes ids that no other record's command makes.
    if transition is not None:
        asks = [
            FireTransition(call.scene, entity, id, transition, given, version, confirmed)
            for id, version in records
        ]
        return await call.house.submit_all(fire_transition, asks, keys)
    changes = [
        ChangeRecord(call.scene, entity, id, given, form, version, confirmed) for id, version in records
    ]
    return await call.house.submit_all(change_record, changes, keys)


def _records(said: object) -> list[tuple[str, int | None]]:
    """The records that are named, each with the version that was seen (None: whatever it is now)."""
    listed = cast("list[object]", said) if isinstance(said, list) else []
    found = [one for one in map(_record, listed) if one is not None]
    if not 1 <= len(found) <= MOST or len(found) != len(listed) or len({id for id, _ in found}) != len(found):
        raise Refused(422, WRONG_VALUE, {"name": "records", "expected": _RECORDS}, "/records")
    return found


def _record(said: object) -> tuple[str, int | None] | None:
    one = cast("Mapping[str, object]", said if isinstance(said, Mapping) else {})
    id, version = one.get("id"), one.get("version")
    if not isinstance(id, str) or not ID.fullmatch(id) or not one.keys() <= {"id", "version"}:
        return None
    if version is None:
        return id, None
    return (id, version) if type(version) is int and version > 0 else None


def _of_record(key: Idempotency, id: str) -> Idempotency:
    """The key of one record's command: a repeat of the whole repeats nothing that was done."""
    name = hashlib.sha256(f"{key.key}\n{id}".encode()).hexdigest()
    return Idempotency(key.principal, f"bulk:{name}", key.body_hash)


def _told(id: str, outcome: Decision | Refusal, language: str) -> Json:
    if isinstance(outcome, Refusal):
        reasons: list[Json] = [reason_json(one, language) for one in outcome.reasons]
        return {"id": id, "done": False, "reasons": reasons}
    known = ("version", "number", "state", "warnings")
    return {
        "id": id,
        "done": True,
        **{name: outcome.answer[name] for name in known if name in outcome.answer},
    }


WAYS: Sequence[Way] = (
    Way(
        "POST",
        "/api/v1/records/{entity}/bulk",
        bulk,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Do one thing to many records.",
        Content.JSON,
    ),
)
