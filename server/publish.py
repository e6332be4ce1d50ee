"""Publishing a pack: everything is looked at first and told; then the tables follow, and one switch makes it live.

What stands in the way is a value: diagnostics of the pack, scenarios that fail, or a refusal. Publishing what is live
already changes nothing; a publish that was interrupted is finished by publishing again, or by the next worker.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.diagnostics.problem import Diagnostic, Severity
from engine.diagnostics.refuse import reason
from engine.facts.rounds import OpenRoundsAsk, how_many_open
from engine.packs.check import CheckResult, check
from engine.packs.diff import Difference, diff, version_faults
from engine.packs.files import Files
from engine.packs.release import Release
from engine.ports.books import Published
from engine.ports.store import TablePlan
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal
from server.due_preview import DueAtOnce, due_at_once
from server.house import EVERYTHING, House
from server.in_flight import InFlight, Moved, look_at_records, move_records, renamed
from server.opening import compiled, settings_of
from server.publishing_problems import (
    BROKEN_SAMPLE,
    DUE_AT_ONCE,
    DUE_UNKNOWN,
    OTHER_PACK,
    TABLES_BLOCKED,
    TESTS_FAILED,
    UNDER_REVIEW,
)
from server.scenarios.outcome import SuiteResult
from server.scenarios.run import BrokenSample, run_scenarios
from server.scratch import OpenScratch

Progress = Callable[[int, int], None]
_PAGE = 200


@dataclass(slots=True)
class Preparation:
    """What a publish would do, and what stands in its way.

    ``live`` None: nothing is published yet. ``difference`` is None without a live release of this pack; ``suite``
    and ``tables`` are None when it did not come so far. ``maps``: where records go whose place is gone, renames among them.
    """

    checked: CheckResult
    live: Published | None
    diagnostics: list[Diagnostic]
    difference: Difference | None = None
    suite: SuiteResult | None = None
    tables: TablePlan | None = None
    in_flight: list[InFlight] = field(default_factory=list[InFlight])
    due: list[DueAtOnce] = field(default_factory=list[DueAtOnce])
    maps: Mapping[str, str] = field(default_factory=dict[str, str])
    reasons: list[Reason] = field(default_factory=list[Reason])

    @property
    def is_valid(self) -> bool:
        """Whether the pack and its version are in order."""
        return not any(one.severity is Severity.ERROR for one in self.diagnostics)

    @property
    def is_live(self) -> bool:
        """Whether the very same content is live already."""
        release = self.checked.release
        return release is not None and self.live is not None and self.live.id == release.id

    @property
    def refusal(self) -> Refusal | None:
        """Everything that stands in the way, beside faults of the pack."""
        return Refusal(Kind.CONFLICT, tuple(self.reasons)) if self.reasons else None

    @property
    def is_ready(self) -> bool:
        """Whether it can be published."""
        return self.is_valid and not self.reasons


@dataclass(slots=True)
class PublishOutcome:
    """What a publish did: records that moved, those whose timers were looked at, and (entity, id, why) of those that had to stay in a state that is gone."""

    published: Published
    moved: int = 0
    timed: int = 0
    stayed: list[tuple[str, str, Refusal]] = field(default_factory=list[tuple[str, str, Refusal]])


async def prepare(
    house: House,
    files: Files,
    open_scratch: OpenScratch,
    maps: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _all: None,
    *,
    confirm_due: bool = False,
) -> Preparation:
    """Look at everything that a publish of these files would do; nothing is changed.

    ``confirm_due``: what is due at once by it is meant so. ``maps``: ``entity.state`` that is gone -> the state its records go to; ``entity.variant.<variant>`` -> the variant
    that takes its place (``ordinary``: none). ``progress``: (scenarios played, of all).
    """
    checked = check(files)
    live = await house.store.published.live()
    made = Preparation(checked, live, [*checked.diagnostics])
    release = checked.release
    if release is None:
        return made
    if live is not None and live.pack != release.pack:
        made.reasons.append(reason(OTHER_PACK, {"live": live.pack, "pack": release.pack}))
        return made
    await _test(made, files, open_scratch, progress)
    if live is not None:
        made.difference = diff(live.source, release.source)  # type: ignore[arg-type]
        made.diagnostics += version_faults(live.version, release.version, made.difference)
    made.tables = await house.store.plan(release)
    made.reasons += [reason(TABLES_BLOCKED, {"detail": one}) for one in made.tables.blocks]
    begun = _begun(live) if live is not None and live.id == release.id else {}
    made.reasons += [] if made.is_live else await _under_review(house)
    made.maps = {**renamed(checked.loaded), **begun, **(maps or {})}
    made.in_flight, against = await look_at_records(house, release, made.maps, maps or {})
    made.reasons += against
    if live is not None and made.is_valid and not against:
        made.due = await due_at_once(house, release, made.in_flight)
        made.reasons += [] if confirm_due else [_asked(one) for one in made.due]
    return made


async def publish(house: House, made: Preparation, by: str | None) -> PublishOutcome:
    """Make a prepared pack the live one; ``by`` is the person (None: the owner of the machine).

    Raises ValueError for a preparation that is not ready, PlanBlocked when the tables were changed meanwhile.
    """
    release = made.checked.release
    if release is None or not made.is_ready:
        raise ValueError("what is not ready cannot be published")
    await house.store.install(release)
    if made.live is not None and made.live.moves_from is not None:
        finished = await finish_publish(house, made.maps if made.is_live else {})
        if made.is_live:
            return finished or PublishOutcome(made.live)
    now, former = house.clock.now(), house.live
    published = (
        made.live
        if made.live and made.is_live
        else await house.store.published.publish(
            release, now, by, former.id if made.live else None, made.maps
        )
    )
    house.switch(release)
    house.take_settings(await settings_of(house.store, release))
    house.people_changed()
    moved = await _move(house, published, made.in_flight, former)
    return PublishOutcome(published, moved.records, moved.timed, moved.stayed)


async def finish_publish(house: House, maps: Mapping[str, str] | None = None) -> PublishOutcome | None:
    """Finish a publish of the release in force that was cut off; None: there is none.

    ``maps``: beside those that it was begun with. Whoever else is still at it loses nothing: each record is moved once.
    """
    live = await house.store.published.live()
    if live is None or live.moves_from is None or live.id != house.live.id:
        return None
    found, _ = await look_at_records(house, house.live, {**_begun(live), **(maps or {})}, ())
    before = await house.store.published.get(live.moves_from)
    former = house.releases.get(live.moves_from) or (compiled(before.source) if before else house.live)
    moved = await _move(house, live, [one for one in found if one.target is not None], former)
    return PublishOutcome(live, moved.records, moved.timed, moved.stayed)


def _begun(live: Published) -> dict[str, str]:
    """Where the publish of this release takes those whose place is gone."""
    return {place: str(target) for place, target in (live.moves_to or {}).items()}


async def _move(house: House, published: Published, found: Sequence[InFlight], former: Release) -> Moved:
    since = published.moves_since
    moved = await move_records(house, found, former, f"{published.id}@{since.isoformat()}" if since else "")
    await house.store.published.moved(published.id)
    return moved


async def _test(made: Preparation, files: Files, open_scratch: OpenScratch, progress: Progress) -> None:
    if made.is_live:  # it was tested when it became so
        return
    try:
        made.suite = await run_scenarios(made.checked, files, open_scratch, progress=progress)
    except BrokenSample as error:
        made.reasons.append(reason(BROKEN_SAMPLE, {"detail": str(error)}))
        return
    if made.suite.failed:
        counts = {"failed": len(made.suite.failed), "count": len(made.suite.results)}
        made.reasons.append(reason(TESTS_FAILED, counts))


async def _under_review(house: House) -> list[Reason]:
    """Whether a change of the rules is being reviewed: what the version in force says of that counts."""
    approval = house.live.approvals.get(house.live.review or "")
    if approval is None:
        return []
    count = await house.ask(how_many_open, OpenRoundsAsk(house.scene(EVERYTHING), approval.id))
    return [reason(UNDER_REVIEW, {"approval": approval.label, "count": count})] if count else []


def _asked(one: DueAtOnce) -> Reason:
    """Whether it is meant that this becomes due at once (A27)."""
    data: dict[str, Json] = {"entity": one.entity, "timer": one.name or "", "count": one.count}
    return reason(DUE_UNKNOWN if one.name is None else DUE_AT_ONCE, data)
