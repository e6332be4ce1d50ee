"""The kinds of files there are: where each lies, and the model that says what is in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from engine.access.model import DutyFile, RoleFile
from engine.approvals.model import ApprovalFile
from engine.channels.model import ChannelFile
from engine.conditions.decisions.model import DecisionFile
from engine.documents.model import DocumentFile
from engine.forms.model import FormFile
from engine.limits.model import LimitFile
from engine.messages.model import MessageFile
from engine.metrics.model import MetricFile
from engine.packs.model import PackFile
from engine.packs.sample import SampleFile
from engine.packs.scenario import ScenarioFile
from engine.pools.model import PoolFile
from engine.records.model import EntityFile
from engine.rules.model import InvariantFile, RuleFile
from engine.timers.model import CalendarFile
from engine.views.model import DashboardFile, ViewFile
from engine.workflows.model import WorkflowFile


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. ``dotted``: its ids may be several words joined by dots."""

    name: str
    folder: str
    model: type[BaseModel]
    dotted: bool = True


_ALL = (
    Kind("pack", "", PackFile, dotted=False),
    Kind("entity", "entities", EntityFile, dotted=False),
    Kind("workflow", "workflows", WorkflowFile),
    Kind("form", "forms", FormFile),
    Kind("role", "roles", RoleFile, dotted=False),
    Kind("duty", "duties", DutyFile),
    Kind("rule", "rules", RuleFile),
    Kind("invariant", "invariants", InvariantFile),
    Kind("limit", "limits", LimitFile),
    Kind("approval", "approvals", ApprovalFile, dotted=False),
    Kind("pool", "pools", PoolFile),
    Kind("decision", "decisions", DecisionFile, dotted=False),
    Kind("message", "messages", MessageFile),
    Kind("document", "documents", DocumentFile, dotted=False),
    Kind("channel", "channels", ChannelFile),
    Kind("metric", "metrics", MetricFile, dotted=False),
    Kind("view", "views", ViewFile, dotted=False),
    Kind("dashboard", "dashboards", DashboardFile, dotted=False),
    Kind("calendar", "calendars", CalendarFile, dotted=False),
    Kind("sample", "samples", SampleFile),
    Kind("scenario", "tests", ScenarioFile),
)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}
FOLDERS: Mapping[str, Kind] = {kind.folder: kind for kind in _ALL}

LATER_FOLDERS: Mapping[str, str] = {
    "migrations": "migration",
    "i18n": "overlay",
    "overrides": "override",
}
"""Folders of kinds that the format knows and this release does not: they are refused by name."""
LATER_KINDS = frozenset(LATER_FOLDERS.values())
