"""Room at a counter of what is held: how it stands, and what is said when there is none but one may wait."""

from collections.abc import Mapping

from engine.commands.work import Key, Work
from engine.facts.held import held_at, held_tally
from engine.facts.place import Place, place_of
from engine.facts.units import Tally, key_text, reason_of, row_id, told_of
from engine.limits.limit import USAGE, Limit, Over, Source
from engine.values.refusal import Kind, Refusal

Instead = tuple[str, str]
"""A limit, and the transition by which the record would have come to count ("": by being made)."""


class RoomTaken(BaseException):
    """Some records of this command find no room and are to wait: run it again with that in its scene.

    It derives from BaseException so that no ``except Exception`` on the way can swallow it.
    """

    def __init__(self, instead: Mapping[Key, Instead]) -> None:
        """What each record waits for."""
        super().__init__(instead)
        self.instead = dict(instead)


def counter_of(work: Work, limit: Limit, source: Source, place: Place) -> Tally:
    """The counter of a place as it stands before this place is taken; its row is read before the figure."""
    work.record(USAGE, row_id(limit.id, key_text(place.key)))
    return held_tally(work.scene, work, limit, source, place, held_at(work.scene, work, limit, source, place))


def keep_counter(work: Work, limit: Limit, place: Place) -> None:
    """Write the row of a place's counter, so that its version tells of what happened there."""
    counted = key_text(place.key)
    row = row_id(limit.id, counted)
    work.record(USAGE, row)
    work.keep(USAGE, row, {"limit_id": limit.id, "counted": counted, "units": ()})


def wait_instead(work: Work, found: Mapping[Key, Tally]) -> Refusal | None:
    """Have every record wait that finds no room where one may; refused when it did so and still takes a place.

    ``found``: the records that this command made count, each with its counter.
    """
    full = {
        key: tally
        for key, tally in found.items()
        if tally.full and tally.limit.over is Over.QUEUE and not tally.may_exceed
    }
    stuck = [
        tally
        for key, tally in full.items()
        if key in work.scene.instead or not _can_wait(work, key, tally.limit)
    ]
    if stuck:
        return Refusal(Kind.CONFLICT, tuple(reason_of(work.scene, one) for one in stuck))
    if full:
        raise RoomTaken({key: (tally.limit.id, work.moved.get(key, "")) for key, tally in full.items()})
    return None


def note_waiting(work: Work) -> None:
    """Tell whoever asked what waits, and write the counters it waits for."""
    book = work.scene.release.limits
    for (entity, id), (limit_id, _) in work.scene.instead.items():
        record, limit = work.record(entity, id), book.limits[limit_id]
        source = next(one for one in limit.sources if one.entity == entity)
        place = None if record is None else place_of(work.scene, work, limit, source, record, any_way=True)
        if place is None:
            continue
        tally = counter_of(work, limit, source, place)
        keep_counter(work, limit, place)
        work.limits[tally.row] = {**told_of(work.scene, tally), "waits": id}


def _can_wait(work: Work, key: Key, limit: Limit) -> bool:
    """Whether its workflow has the transition by which one waits, and another to take it instead of (or it is being made)."""
    record = work.record(*key)
    workflow = work.scene.release.workflow_of(record) if record else None
    waits = workflow is not None and limit.queue.partition(".")[2] in workflow.transitions
    return waits and (key in work.moved or work.bases.get(key) is None)
