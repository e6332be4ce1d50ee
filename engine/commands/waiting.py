"""Waiting for room (E8): what finds a limit full waits instead, and moves up in order when room comes.

A limit on what is held may name two transitions. When somebody would take the place that is not there, the command runs
again with ``queue`` in place of the transition by which the record would have come to count (A39). When a place becomes
free, the same command takes ``next`` on the first that waits for it. Both write the counter's row, so that nobody begins
to wait while a place becomes free unseen, and nobody moves up twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from engine.commands.effects import Verbs
from engine.commands.marks import Mark
from engine.commands.moves import move
from engine.commands.places import RoomTaken, counter_of, keep_counter
from engine.commands.work import Key, Work
from engine.facts.place import Place, place_of
from engine.limits.limit import Limit, Source
from engine.values.plain import Value
from engine.values.record import Record

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Read = TypeVar("Read")
MOST_TRIED = 50  # of those that wait, whose guard says no or whose time is taken


def queueing(decide: Callable[[Asked, Read], Answer]) -> Callable[[Asked, Read], Answer]:
    """The same command, which waits for room where a limit says so instead of being refused."""

    @wraps(decide)
    def decided(asked: Asked, read: Read) -> Answer:
        again: Any = asked  # a frozen dataclass with a scene, as every command's ask
        while True:
            try:
                return decide(again, read)
            except RoomTaken as taken:
                # Each time more records wait, and one that waits already is refused: it comes to an end.
                instead = {**again.scene.instead, **taken.instead}
                again = replace(again, scene=replace(again.scene, instead=instead))

    return decided


def move_up(work: Work, verbs: Verbs) -> list[Key] | None:
    """Take ``next`` on the first that waits for a place which this command made free; None when there is none.

    Returns the keys of what that touched. To be called again until nobody moves any more.
    """
    book = work.scene.release.limits.waiting
    for (entity, id), base in list(work.bases.items()) if book else ():
        record = work.overlay[entity, id]
        for limit, source in book.get(entity, ()) if base is not None else ():
            free = None if base is None else _freed(work, limit, source, base, record)
            if free is None:
                continue
            keep_counter(work, limit, free)
            moved = take_next(work, limit, source, _waiting(work, limit, source, free), verbs)
            if moved is not None:
                return moved
    return None


def _freed(work: Work, limit: Limit, source: Source, base: Record, record: Record | None) -> Place | None:
    """The place that a record no longer takes."""
    before = place_of(work.scene, work, limit, source, base)
    now = None if record is None else place_of(work.scene, work, limit, source, record)
    return before if before is not None and (now is None or not before.same_counter(now)) else None


def take_next(
    work: Work, limit: Limit, source: Source, waiting: Iterable[Record], verbs: Verbs
) -> list[Key] | None:
    """Take ``next`` on the first of those that wait for which there is room and which may; None when there is none.

    Returns the keys of what that touched.
    """
    tried, full = 0, set[object]()
    for record in waiting:
        own = place_of(work.scene, work, limit, source, record, any_way=True)
        if own is None or own[:4] in full or tried >= MOST_TRIED:
            continue
        if counter_of(work, limit, source, own).full:
            full.add(own[:4])
            continue
        tried += 1
        mark = Mark(work)
        own_moves = work.scene.release.workflows[record.entity].of(record.values).transitions
        transition = own_moves.get(limit.next.partition(".")[2])
        if transition is None:
            continue
        work.open(f"transition:{transition.ref}", {"limit": limit.id})
        refusal = move(work, record, transition, {}, {}, verbs)
        touched = work.close()
        if refusal is None:
            return touched
        mark.restore()
    return None


def in_line(work: Work, limit: Limit, source: Source, match: Mapping[str, Value]) -> Iterator[Record]:
    """Those that wait and have these values, in the order in which they began to; none that moved in this command."""
    transition = work.scene.release.workflows[source.entity].transitions[limit.next.partition(".")[2]]
    machine = work.scene.release.workflows[source.entity].machine_of(transition)
    rows = [
        row
        for state in sorted(transition.sources)
        for row in work.find(source.entity, {**match, machine.column: state})
    ]
    rows.sort(key=lambda row: (str(row.values.get(machine.since)), row.id))
    return (row for row in rows if (row.entity, row.id) not in work.moved)


def _waiting(work: Work, limit: Limit, source: Source, free: Place) -> Iterator[Record]:
    """Those that wait for this place, in the order in which they began to."""
    for row in in_line(work, limit, source, dict(zip(source.fields, free.key, strict=True))):
        own = place_of(work.scene, work, limit, source, row, any_way=True)
        if own is not None and _meets(limit, own, free):
            yield row


def _meets(limit: Limit, own: Place, free: Place) -> bool:
    """Whether the free place is one that it waits for: the same slot, or a time that overlaps."""
    if limit.window.period is not None or not limit.window.fields:
        return own.same_counter(free)
    return bool(own.begin < free.end and own.end > free.begin)  # type: ignore[operator]
