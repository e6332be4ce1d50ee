"""Fires due timers: claims them in batches, decides about each by a command of its own.

At least once tried, exactly once applied: the decision ends the timer, and is kept under its id, so that a worker whose
lease was lost changes nothing. An attempt is counted when a timer is claimed; one that goes wrong again and again becomes an
incident that a person decides about, and holds up no other.
"""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import structlog

from engine.commands.fire_timer import FireTimer, fire_timer
from engine.commands.problems import TIMER_WAITS
from engine.facts.scene import Scene
from engine.ports.store import Idempotency, Reader, StoreUnavailable
from engine.ports.work import DueTimer
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.every import fire, give_up, is_of_rule
from server.house import EVERYTHING, House

_LOG = structlog.get_logger()
BATCH = 256  # a few groups of the store: claiming costs about as much as deciding about twenty
LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8
JUDGED_EVERY = timedelta(days=1)
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)

Heard = Callable[[str], None]
"""Is told what became of a timer: done, stale, moved, skipped, alarm, waits, put_off, failed."""


async def fire_due(
    house: House,
    scene: Callable[[], Scene] | None = None,
    heard: Heard = lambda _what: None,
    decided: Callable[[Decision], None] = lambda _decision: None,
) -> int:
    """Fire one batch of due timers; how many there were.

    ``scene`` gives the engine's own circumstances of each command (by default those of the house); ``decided`` is
    told every decision. Raises StoreUnavailable.
    """
    batch = await house.store.timers.claim(house.clock.now(), BATCH, LEASE)
    made = scene or (lambda: house.scene(EVERYTHING))
    # Of one record a batch holds one timer, so they may be decided side by side; the store groups their commits.
    outcomes = await asyncio.gather(
        *(
            _fire_rule(house, timer, made, decided)
            if is_of_rule(timer)
            else _fire(house, timer, made(), decided)
            for timer in batch
        ),
        return_exceptions=True,
    )
    failure: BaseException | None = None
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            failure = outcome
        else:
            heard(outcome)
    if failure is not None:
        raise failure
    return len(batch)


async def _fire(house: House, timer: DueTimer, scene: Scene, decided: Callable[[Decision], None]) -> str:
    if timer.attempts > MOST_ATTEMPTS:
        await house.store.timers.failed(timer, timer.error or "every attempt ended without an answer")
        return "failed"
    key = Idempotency("timer", timer.id, timer.name)
    try:
        outcome = await house.store.submit(fire_timer, FireTimer(scene, timer), key, bulk=True)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - a bug in what one timer leads to is that timer's incident
        _LOG.exception("timer_fault", timer=timer.id, name=timer.name)
        return await _failed(house, timer, type(error).__name__)
    if isinstance(outcome, Decision):
        decided(outcome)
        return str(outcome.answer["timer"])
    if any(one.code == TIMER_WAITS.code for one in outcome.reasons):
        return await _wait(house, timer, scene, outcome)
    return await _failed(house, timer, _codes(outcome))


async def _fire_rule(
    house: House, timer: DueTimer, scene: Callable[[], Scene], decided: Callable[[Decision], None]
) -> str:
    """Let a rule come that comes again and again; one that goes wrong at every attempt does not hold up its next moment."""
    error = timer.error or "every attempt ended without an answer"
    if timer.attempts <= MOST_ATTEMPTS:
        try:
            outcome = await fire(house, timer, scene, decided)
        except StoreUnavailable:
            raise
        except Exception as fault:  # noqa: BLE001 - a bug in what one rule leads to is that rule's incident
            _LOG.exception("timer_fault", timer=timer.id, name=timer.record)
            outcome, error = None, type(fault).__name__
        if isinstance(outcome, str):
            return outcome
        error = error if outcome is None else _codes(outcome)
        if timer.attempts < MOST_ATTEMPTS:
            return await _failed(house, timer, error)
    await give_up(house, timer, scene, error)
    return "failed"


async def _wait(house: House, timer: DueTimer, scene: Scene, refusal: Refusal) -> str:
    """Put it off until its record changes (the command that changes it sees to that), or until tomorrow."""
    store = house.store
    await store.timers.put_off(timer, house.clock.now() + JUDGED_EVERY, _codes(refusal))
    # A change that came between the judgement and this found no timer that waited: judge once more.
    again = await store.ask(_still_waits, FireTimer(scene, timer))
    if not again:
        await store.timers.wake(timer.id)
    return "waits"


def _still_waits(asked: FireTimer, read: Reader) -> bool:
    outcome = fire_timer(asked, read)
    return isinstance(outcome, Refusal)


async def _failed(house: House, timer: DueTimer, error: str) -> str:
    if timer.attempts >= MOST_ATTEMPTS:
        await house.store.timers.failed(timer, error)
        return "failed"
    wait = min(_FIRST_WAIT * 4 ** (timer.attempts - 1), _LONGEST_WAIT)
    await house.store.timers.try_again(timer, house.clock.now() + wait, error)
    return "put_off"


def _codes(refusal: Refusal) -> str:
    return " ".join(one.code for one in refusal.reasons)[:500]
