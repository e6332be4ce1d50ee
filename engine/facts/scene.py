"""The circumstances of one ask: who, when, under which releases; fixed when the ask was accepted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from engine.access.duty import Actor
from engine.packs.release import Release
from engine.values.plain import Value
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything around a command or question that is not a record.

    ``release`` is the live one, ``releases`` those that records in flight may still run on, by id.
    ``settings``: (parameter, centre or None) -> the value a company has set. ``now`` is in UTC. ``seed``: random
    bytes from which the ids of new records are made. ``instead``: records that wait for room, each with the limit and
    the transition that another is taken instead of.
    """

    release: Release
    actor: Actor
    now: datetime
    seed: bytes = b"\0" * 16
    releases: Mapping[str, Release] = field(default_factory=dict[str, Release])
    settings: Mapping[tuple[str, str | None], Value] = field(
        default_factory=dict[tuple[str, str | None], Value]
    )

    instead: Mapping[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict[tuple[str, str], tuple[str, str]]
    )

    def parameter(self, name: str, centre: str | None) -> Value:
        """The value of a parameter at a centre: the centre's own, else the company's, else the pack's."""
        parameter = self.release.parameters.get(name)
        if parameter is None:
            return None
        if parameter.per and (name, centre) in self.settings:
            return self.settings[name, centre]
        return self.settings.get((name, None), parameter.default)

    def today(self, zone: ZoneInfo | None = None) -> date:
        """The local date, by default in the zone of the pack."""
        return self.now.astimezone(zone or zone_of(self.release.time_zone)).date()

    def release_of(self, record: Record) -> Release:
        """The release whose workflow, forms and decisions rule the record (A49).

        The live one as long as it knows the record's variant and state; else the one it was last changed under.
        """
        workflow = self.release.workflows.get(record.entity)
        if workflow is None or record.values.get("state") is None or workflow.knows(record.values):
            return self.release
        return self.releases.get(str(record.values.get("release")), self.release)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of this IANA name."""
    return ZoneInfo(name)
