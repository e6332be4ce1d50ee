"""Somebody leaves: what they hold goes over, then they are switched off."""

from collections.abc import Callable, Iterable

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.hand_over import BeginHandover, HandOne, begin_handover, hand_one
from engine.facts.handovers import HeldAsk, what_is_held
from engine.facts.scene import Scene
from engine.records.builtin import PERSON
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import House


async def leave(
    house: House, scene: Callable[[], Scene], person: str, to: str, decided: Callable[[Decision], None]
) -> Decision | Refusal:
    """Hand everything over to one person, and let the other go; ``decided`` hears of each thing that went over.

    ``scene`` gives the circumstances of the next command. Refused: somebody who cannot take over, a thing that a rule does not
    let go, and whatever keeps the person.
    """
    begun = await house.submit(begin_handover, BeginHandover(scene(), person, (to,)))
    if isinstance(begun, Refusal):
        return begun
    id = str(begun.answer["id"])
    for entity, record, field in await _held(house, scene(), person):
        done = await house.submit(hand_one, HandOne(scene(), id, entity, record, field, (to,)))
        if isinstance(done, Refusal):
            return done
        decided(done)
    return await house.submit(change_record, ChangeRecord(scene(), PERSON, person, {"active": False}))


async def _held(house: House, scene: Scene, person: str) -> Iterable[tuple[str, str, str]]:
    held = await house.ask(what_is_held, HeldAsk(scene, person)) or ()
    return [(kind.entity, record.id, kind.field) for kind in held for record in kind.records]
