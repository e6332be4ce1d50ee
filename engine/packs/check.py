"""Checks a pack as a whole and makes the release of it: every fault is told, not only the first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.access.check import rulebook as access_book
from engine.diagnostics.problem import Diagnostic, Severity
from engine.documents.document import document_book
from engine.effects.effect import Task
from engine.effects.task_book import task_book
from engine.limits.limit import limit_book
from engine.packs.across import check_across
from engine.packs.check_pools import pool_states, veils
from engine.packs.check_sample import check_samples
from engine.packs.check_scenario import check_scenarios
from engine.packs.files import MANIFEST, Files, split
from engine.packs.identity import release_id
from engine.packs.outline import Outline
from engine.packs.parts import inside, sets_of
from engine.packs.read import Loaded, read
from engine.packs.release import Release
from engine.packs.rooms import Rooms, check_rooms
from engine.pools.pool import pool_book
from engine.rules.check import rulebook
from engine.rules.rule import Invariant
from engine.views.derive import derived_pages


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of checking a pack.

    ``release`` is None exactly when there is an error among ``diagnostics``, which are sorted by file and place.
    ``loaded`` holds the files as they were read: samples and scenarios among them.
    """

    release: Release | None
    diagnostics: tuple[Diagnostic, ...]
    loaded: Loaded

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that stop a publish."""
        return tuple(one for one in self.diagnostics if one.severity is Severity.ERROR)


def check(files: Files) -> CheckResult:
    """Read, check and compile the files of a pack (path -> bytes)."""
    loaded, found = read(files)
    if not loaded.source:
        return CheckResult(None, tuple(found), loaded)
    outline = Outline(loaded)
    rooms = check_rooms(loaded, outline)
    whole = not any(one.severity is Severity.ERROR for one in (*found, *rooms.diagnostics))
    others = [
        *rooms.diagnostics,
        *check_across(loaded, outline, rooms, whole=whole),
        *check_samples(loaded, rooms.around),
        *check_scenarios(loaded, rooms.around, rooms.parameters),
    ]
    unread = _unread(loaded, found)
    found += [one for one in others if not _names(one, unread)]
    ordered = tuple(sorted(found, key=lambda one: (one.file, one.pointer, one.code)))
    failed = any(one.severity is Severity.ERROR for one in ordered)
    return CheckResult(None if failed else _release(loaded, outline, rooms), ordered, loaded)


def _unread(loaded: Loaded, found: list[Diagnostic]) -> set[str]:
    """The ids of definitions that could not be read at all."""
    read_paths = {one.path for definitions in loaded.definitions.values() for one in definitions.values()}
    broken = {one.file for one in found if one.severity is Severity.ERROR and one.file not in read_paths}
    return {split(path)[1] for path in broken if path.endswith(".json") and path != MANIFEST}


def _names(one: Diagnostic, unread: set[str]) -> bool:
    """Whether a fault is only that it names a definition that could not be read: that one's own fault is told already."""
    named = [name for key in ("name", "entity") if isinstance(name := one.data.get(key), str)]
    return any(name in unread or name.partition(".")[0] in unread for name in named)


def _release(loaded: Loaded, outline: Outline, rooms: Rooms) -> Release:
    manifest = outline.manifest
    compiled = (
        rooms.entities,
        rooms.workflows,
        rooms.forms,
        rooms.duties,
        rooms.rules,
        rooms.invariants,
        rooms.decisions,
        rooms.messages,
        rooms.limits,
        rooms.approvals,
        rooms.pools,
        rooms.metrics,
        rooms.documents,
    )
    return Release(
        id=release_id(loaded.source),
        pack=manifest.id,
        version=manifest.version,
        label=manifest.label,
        locales=manifest.locales,
        default_locale=manifest.default_locale,
        time_zone=manifest.time_zone,
        currency=manifest.currency,
        terms=manifest.terms,
        parameters=rooms.parameters,
        entities=rooms.entities,
        workflows=rooms.workflows,
        rules=rulebook(rooms.rules.values()),
        invariants=_by_entity(rooms.invariants.values()),
        forms=rooms.forms,
        access=replace(access_book(rooms.roles.values(), rooms.duties.values()), veils=veils(rooms)),
        messages=rooms.messages,
        decisions=rooms.decisions,
        sets=sets_of(compiled),
        source=loaded.source,
        catalogue=outline.catalogue,
        calendars=rooms.calendars,
        calendar=manifest.calendar,
        review=manifest.review,
        limits=limit_book(rooms.limits),
        approvals=rooms.approvals,
        pools=pool_book(rooms.pools, pool_states(rooms.workflows)),
        channels=rooms.channels,
        quiet_hours=rooms.quiet_hours,
        calls=rooms.calls,
        tasks=task_book(inside((rooms.workflows, rooms.rules), Task)),
        metrics=rooms.metrics,
        clocks=rooms.clocks,
        pages=rooms.pages,
        derived_pages=derived_pages(rooms.entities.values()),
        documents=document_book(rooms.documents),
    )


def _by_entity(invariants: Iterable[Invariant]) -> dict[str, tuple[Invariant, ...]]:
    found: dict[str, tuple[Invariant, ...]] = {}
    for one in invariants:
        found[one.entity] = (*found.get(one.entity, ()), one)
    return found
