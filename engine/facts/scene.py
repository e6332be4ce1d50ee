"""The circumstances of one ask: who, when, under which releases; fixed when the ask was accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.access.duty import Actor
from engine.packs.release import Release
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.timeline import Setting, Timeline

# Local days differ: where the sun sets last it is still the day before, where it rises first it is the next already.
_BEHIND, _AHEAD = timedelta(hours=12), timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything around a command or question that is not a record.

    ``release`` is the live one, ``releases`` those that records in flight may still run on, by id.
    ``settings``: (parameter, place) -> what a company has set; the place is a centre, an option of the centre's field
    that the parameter goes by, or None for the whole company. ``now`` is in UTC. ``seed``: random
    bytes from which the ids of new records are made. ``instead``: records that wait for room, each with the limit and
    the transition that another is taken instead of. ``exception_to``: the limit that an exception is asked for.
    ``unfinished``: what is required may still be missing; only to foretell what would come of it, never to write.
    """

    release: Release
    actor: Actor
    now: datetime
    seed: bytes = b"\0" * 16
    releases: Mapping[str, Release] = field(default_factory=dict[str, Release])
    settings: Mapping[tuple[str, str | None], Setting] = field(
        default_factory=dict[tuple[str, str | None], Setting]
    )

    instead: Mapping[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict[tuple[str, str], tuple[str, str]]
    )
    exception_to: str = ""
    unfinished: bool = False

    def parameter(self, name: str, place: str | None, day: Callable[[], date] | None = None) -> Value:
        """The value of a parameter now: that of the place, else the company's, else the pack's.

        ``day`` gives the local day of the record's centre (by default of the pack) and is asked only when the value
        hangs on it.
        """
        return self._chosen(name, place, lambda line: self._of_today(line, day or self.today))

    def parameter_on(self, name: str, place: str | None, day: date) -> Value:
        """The value of a parameter that was, is or will be in force on a local day."""
        return self._chosen(name, place, lambda line: line.on(day))

    def levels(self, name: str) -> tuple[tuple[str | None, Setting], ...]:
        """What has been set for a parameter: each place with its value, the company (None) last."""
        parameter = self.release.parameters.get(name)
        found = [(place, said) for (one, place), said in self.settings.items() if one == name]
        own = [one for one in found if one[0] is not None] if parameter and parameter.per else []
        return (*own, *(one for one in found if one[0] is None))

    def varies(self, name: str) -> bool:
        """Whether the value of a parameter differs between records at this moment."""
        return any(
            place is not None or (isinstance(said, Timeline) and not self._steady(said))
            for place, said in self.levels(name)
        )

    def _chosen(self, name: str, place: str | None, choose: Callable[[Timeline], Value]) -> Value:
        parameter = self.release.parameters.get(name)
        if parameter is None:
            return None
        for level in (place, None) if parameter.per and place is not None else (None,):
            said = self.settings.get((name, level))
            value = choose(said) if isinstance(said, Timeline) else said
            if value is not None:
                return value
        return parameter.default

    def _steady(self, line: Timeline) -> bool:
        """Whether the value is the same wherever it is today."""
        return line.alike((self.now - _BEHIND).date(), (self.now + _AHEAD).date())

    def _of_today(self, line: Timeline, day: Callable[[], date]) -> Value:
        return line.on((self.now - _BEHIND).date() if self._steady(line) else day())

    def today(self, zone: ZoneInfo | None = None) -> date:
        """The local date, by default in the zone of the pack."""
        return self.now.astimezone(zone or zone_of(self.release.time_zone)).date()

    def release_of(self, record: Record) -> Release:
        """The release whose workflow, forms and decisions rule the record (A49).

        The live one as long as it knows the record's variant and state; else the one it was last changed under.
        """
        workflow = self.release.workflows.get(record.entity)
        state = record.values.get("state")
        if workflow is None or state is None or (workflow.single and state in workflow.states):
            return self.release
        if workflow.knows(record.values):
            return self.release
        return self.releases.get(str(record.values.get("release")), self.release)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of this IANA name."""
    return ZoneInfo(name)
