"""Let those who wait move up where the most is a parameter: it changes without writing a record, perhaps at midnight."""

from dataclasses import dataclass

from engine.commands.run import VERBS, finish
from engine.commands.waiting import in_line, queueing, take_next
from engine.commands.work import Key, Work
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.limits.limit import How
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal

MOST_SEATED = 50


@dataclass(frozen=True, slots=True)
class SeatWaiting(SceneAsk):
    """``limit`` is one for which records may wait; the scene is the engine's own."""

    limit: str


@queueing
@answering
def seat_waiting(asked: SeatWaiting, read: Reader) -> Decision | Refusal:
    """Move up whoever waits and finds room, in order; ``moved`` of the answer says how many, at most ``MOST_SEATED``.

    A limit that is not there (any more) moves nobody. Refused when what moving up leads to is refused.
    """
    work = Work(asked.scene, read)
    limit = asked.scene.release.limits.limits.get(asked.limit)
    source = next((one for one in limit.sources if one.how is How.HOLD), None) if limit else None
    touched: list[Key] = []
    count = 0
    while limit is not None and source is not None and limit.next and count < MOST_SEATED:
        moved = take_next(work, limit, source, in_line(work, limit, source, {}), VERBS)
        if moved is None:
            break
        touched += moved
        count += 1
    refusal = finish(work, touched, {})
    return refusal or work.decision({"moved": count})
