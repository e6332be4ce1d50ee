"""Handing over what a person holds: looked at before, done thing by thing, gone on with, and taken back. For administrators."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import cast

from engine.commands.hand_over import BeginHandover, HandOne, TryOne, begin_handover, hand_one, try_one
from engine.commands.plan_handover import Dealt, Plan, PlanHandover, begun, plan_handover
from engine.facts.handovers import HandoverAsk, HeldAsk, held_json, how_far, what_is_held
from engine.facts.holders import DELEGATION
from engine.facts.in_hand import Held, told_kind
from engine.facts.rounds import SEAT
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.problem_details import Refused, reason_json
from server.problems import NO_SUCH_HANDOVER, NO_SUCH_PERSON
from server.ways import Answer, Content, Way

_AT_ONCE = 50
_MOST_ROUNDS = 200  # of everything that is found at once; then the rest is gone on with by another call


async def plan(call: Call) -> Answer | Refusal:
    """What the person holds, who would get how much of it, and what would stay, with why; nothing is changed."""
    said = call.said("person", "to", "split")
    person, to = bodies.text(said, "person", required=True) or "", bodies.names(said, "to")
    found = await _planned(call, PlanHandover(call.scene, person, to, bodies.several(said, "split")))
    if isinstance(found, Refusal):
        return found
    stays = await _refused(call, person, found)
    everybody = dict.fromkeys((*to, *found.received))
    shares: list[Json] = [
        {
            "person": one,
            "count": found.received.get(one, Counter()).total(),
            "of": {
                told_kind(kind): count for kind, count in sorted(found.received.get(one, Counter()).items())
            },
        }
        for one in everybody
    ]
    left = [
        _told(call, one.thing.entity, one.thing.id, one.thing.field, one.reasons)
        for one in found.dealt
        if one.reasons
    ]
    left += [_told(call, *_key(one), refusal.reasons) for one, refusal in stays]
    return Answer({"person": person, "held": _named(call, found.held), "to": shares, "nobody": left})


async def _refused(call: Call, person: str, found: Plan) -> list[tuple[Dealt, Refusal]]:
    """What a rule, an invariant or a limit would refuse, each tried by itself; it is no longer counted as received."""
    # A place in an approval was tried as it was dealt out, and a delegation is refused to nobody.
    dealt = [one for one in found.dealt if one.to and one.thing.entity not in (SEAT, DELEGATION)]
    stays: list[tuple[Dealt, Refusal]] = []
    for start in range(0, len(dealt), _AT_ONCE):
        part = dealt[start : start + _AT_ONCE]
        asks = [TryOne(call.scene, person, HandOne(call.scene, "", *_key(one), one.to)) for one in part]
        outcomes = await asyncio.gather(*(call.house.ask(try_one, one) for one in asks))
        stays += [(one, why) for one, why in zip(part, outcomes, strict=True) if why is not None]
    for one, _ in stays:
        found.received[one.to[0]][one.thing.entity] -= 1
    return stays


async def begin(call: Call) -> Answer | Refusal:
    """Hand everything over, each thing to one of those whom the first part that fits it names."""
    said = call.said("person", "to", "split")
    person, to = bodies.text(said, "person", required=True) or "", bodies.names(said, "to")
    asked = BeginHandover(call.scene, person, to, bodies.several(said, "split"))
    done = await call.house.submit(begin_handover, asked, call.idempotency())
    if isinstance(done, Refusal):
        return done
    gone = await _go_on(call, str(done.answer["id"]))
    return gone if isinstance(gone, Refusal) else Answer(gone, 201)


async def go_on(call: Call) -> Answer | Refusal:
    """Go on with a handover that stopped; what has been handed over stays so."""
    call.said()
    gone = await _go_on(call, call.path_params["handover"])
    return gone if isinstance(gone, Refusal) else Answer(gone)


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


async def _go_on(call: Call, id: str) -> Json | Refusal:
    """Hand over until nothing is left, or only what was refused."""
    row, _ = await _row(call, id)
    refusals, tried = list[Json](), set[tuple[str, str, str]]()
    for _ in range(_MOST_ROUNDS):
        found = await _planned(call, PlanHandover(call.scene, str(row.values["person"]), *begun(row), id))
        if isinstance(found, Refusal):
            return found
        fresh = [one for one in found.dealt if _key(one) not in tried]
        if not fresh:
            break
        tried.update(_key(one) for one in fresh)
        # Delegations move places in approvals, so those come last.
        for last in (False, True):
            asks = [
                HandOne(call.scene, id, *_key(one), one.to)
                for one in fresh
                if (one.thing.entity == SEAT) is last
            ]
            refusals += await _together(call, asks)
    return await _progress(call, id, refusals)


def _key(one: Dealt) -> tuple[str, str, str]:
    return one.thing.entity, one.thing.id, one.thing.field


async def _together(call: Call, asks: Sequence[HandOne]) -> list[Json]:
    """Submit them, some at once; gives what was refused, with its reasons."""
    refused: list[Json] = []
    for start in range(0, len(asks), _AT_ONCE):
        part = asks[start : start + _AT_ONCE]
        outcomes = await asyncio.gather(*(call.house.store.submit(hand_one, one, bulk=True) for one in part))
        refused += [
            _told(call, one.entity, one.id, one.field, outcome.reasons)
            for one, outcome in zip(part, outcomes, strict=True)
            if isinstance(outcome, Refusal)
        ]
    return refused


def _named(call: Call, held: Sequence[Held]) -> list[Json]:
    """What is held, with what people call it: whoever hands over need not see the records themselves."""
    release = call.house.live
    told: list[Json] = []
    for one, said in zip(held, held_json(held), strict=True):
        entity, workflow = release.entities.get(one.entity), release.workflows.get(one.entity)
        field = entity.field(one.field) if entity else None
        state = workflow.states.get(one.state) if workflow and one.state else None
        labels = {"entity": entity, "field": field, "state": state}
        names = {name: dict(found.label) if found else {} for name, found in labels.items()}
        told.append({**cast("Mapping[str, Json]", said), "labels": names})
    return told


def _told(call: Call, entity: str, id: str, field: str, reasons: Sequence[Reason]) -> Json:
    return {
        "entity": told_kind(entity),
        "id": id,
        "field": field,
        "reasons": [reason_json(reason, call.language) for reason in reasons],
    }


async def _planned(call: Call, asked: PlanHandover) -> Plan | Refusal:
    found = await call.house.ask(plan_handover, asked)
    if found is None:
        raise Refused(422, NO_SUCH_PERSON, {}, "/person")
    return found


async def _progress(call: Call, id: str, refused: Sequence[Json]) -> Json:
    row, handed = await _row(call, id)
    counts = Counter(str(one.values["state"]) for one in handed)
    left = await _held(call, str(row.values["person"]))
    receivers = row.values["receivers"]
    return {
        "id": id,
        "person": row.values["person"],  # type: ignore[dict-item]
        "to": list(receivers) if isinstance(receivers, tuple) else [],
        "split": [*begun(row)[1]],
        "moved": counts["moved"],
        "back": counts["back"],
        "left": _named(call, left),
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
