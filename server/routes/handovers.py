"""Handing over what a person holds: looked at before, done thing by thing, gone on with, and taken back. For administrators."""

import asyncio
from collections import Counter
from collections.abc import Sequence

from engine.commands.hand_over import BeginHandover, HandOne, begin_handover, hand_one
from engine.facts.handovers import HandoverAsk, HeldAsk, held_json, how_far, what_is_held
from engine.facts.in_hand import Held
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused, reason_json
from server.problems import NO_SUCH_HANDOVER, NO_SUCH_PERSON
from server.ways import Answer, Content, Way

_AT_ONCE = 50
_MOST_ROUNDS = 200  # of everything that is found at once; then the rest is gone on with by another call


async def plan(call: Call) -> Answer | Refusal:
    """What the person holds, and how much each of those who take over would get; nothing is changed."""
    said = call.said("person", "to")
    person, to = bodies.text(said, "person", required=True) or "", bodies.names(said, "to")
    held = await _held(call, person)
    things = sum(len(one.records) for one in held)
    shares: list[Json] = [
        {"person": one, "count": len(range(place, things, len(to)))} for place, one in enumerate(to)
    ]
    return Answer({"person": person, "held": held_json(held), "to": shares})


async def begin(call: Call) -> Answer | Refusal:
    """Hand everything over, each thing to the next of those who take over."""
    said = call.said("person", "to")
    person, to = bodies.text(said, "person", required=True) or "", bodies.names(said, "to")
    done = await call.house.submit(begin_handover, BeginHandover(call.scene, person, to), call.idempotency())
    if isinstance(done, Refusal):
        return done
    return Answer(await _go_on(call, str(done.answer["id"])), 201)


async def go_on(call: Call) -> Answer | Refusal:
    """Go on with a handover that stopped; what has been handed over stays so."""
    call.said()
    return Answer(await _go_on(call, call.path_params["handover"]))


async def progress(call: Call) -> Answer | Refusal:
    """How far a handover is, and what the person still holds."""
    call.only(())
    return Answer(await _progress(call, call.path_params["handover"], []))


async def undo(call: Call) -> Answer | Refusal:
    """Hand everything back that still is where the handover brought it."""
    call.said()
    id = call.path_params["handover"]
    refusals, tried = list[Json](), set[str]()
    for _ in range(_MOST_ROUNDS):
        _, handed = await _row(call, id)
        moved = [one for one in handed if one.values["state"] == "moved" and one.id not in tried]
        if not moved:
            break
        tried.update(one.id for one in moved)
        refusals += await _together(call, [_back(call, id, one) for one in moved])
    return Answer(await _progress(call, id, refusals))


def _back(call: Call, id: str, handed: Record) -> HandOne:
    entity, record, field = (str(handed.values[name]) for name in ("entity", "record", "field"))
    return HandOne(call.scene, id, entity, record, field, back=True)


async def _go_on(call: Call, id: str) -> Json:
    """Hand over until nothing is left, or only what was refused."""
    row, handed = await _row(call, id)
    receivers = row.values["receivers"]
    to = receivers if isinstance(receivers, tuple) else ()
    given, refusals, tried = len(handed), list[Json](), set[tuple[str, str, str]]()
    for _ in range(_MOST_ROUNDS):
        things = [
            (kind.entity, record.id, kind.field)
            for kind in await _held(call, str(row.values["person"]))
            for record in kind.records
        ]
        fresh = [one for one in things if one not in tried]
        if not fresh:
            break
        tried.update(fresh)
        asks = [HandOne(call.scene, id, *one, to[(given + n) % len(to)]) for n, one in enumerate(fresh)]
        given += len(fresh)
        refusals += await _together(call, asks)
    return await _progress(call, id, refusals)


async def _together(call: Call, asks: Sequence[HandOne]) -> list[Json]:
    """Submit them, some at once; gives what was refused, with its reasons."""
    refused: list[Json] = []
    for start in range(0, len(asks), _AT_ONCE):
        part = asks[start : start + _AT_ONCE]
        outcomes = await asyncio.gather(*(call.house.store.submit(hand_one, one, bulk=True) for one in part))
        refused += [
            {
                "entity": one.entity.lstrip("_"),
                "id": one.id,
                "field": one.field,
                "reasons": [reason_json(reason, call.language) for reason in outcome.reasons],
            }
            for one, outcome in zip(part, outcomes, strict=True)
            if isinstance(outcome, Refusal)
        ]
    return refused


async def _progress(call: Call, id: str, refused: Sequence[Json]) -> Json:
    row, handed = await _row(call, id)
    counts = Counter(str(one.values["state"]) for one in handed)
    left = await _held(call, str(row.values["person"]))
    receivers = row.values["receivers"]
    return {
        "id": id,
        "person": row.values["person"],  # type: ignore[dict-item]
        "to": list(receivers) if isinstance(receivers, tuple) else [],
        "moved": counts["moved"],
        "back": counts["back"],
        "left": held_json(left),
        "refused": [*refused],
    }


async def _row(call: Call, id: str) -> tuple[Record, tuple[Record, ...]]:
    found = await call.house.ask(how_far, HandoverAsk(call.scene, id))
    if found is None:
        raise Refused(404, NO_SUCH_HANDOVER)
    return found


async def _held(call: Call, person: str) -> tuple[Held, ...]:
    found = await call.house.ask(what_is_held, HeldAsk(call.scene, person))
    if found is None:
        raise Refused(422, NO_SUCH_PERSON, {}, "/person")
    return found


_ALL = "/api/v1/handovers"
_ONE = "/api/v1/handovers/{handover}"
_RIGHT = (Access.ADMIN, TokenScope.ADMIN)
WAYS: Sequence[Way] = (
    Way("POST", _ALL + "/plan", plan, *_RIGHT, "What a handover would move.", Content.JSON),
    Way("POST", _ALL, begin, *_RIGHT, "Hand over what somebody holds.", Content.JSON),
    Way("GET", _ONE, progress, *_RIGHT, "How far a handover is."),
    Way("POST", _ONE + "/continue", go_on, *_RIGHT, "Go on with a handover.", Content.JSON),
    Way("POST", _ONE + "/undo", undo, *_RIGHT, "Take a handover back.", Content.JSON),
)
