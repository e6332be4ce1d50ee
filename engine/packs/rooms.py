"""Second pass: every file goes through its room, which checks and compiles it in one go."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from engine.access.check import check as check_duty
from engine.access.check import check_role
from engine.access.duty import Duty, Role
from engine.access.model import DutyFile, RoleFile
from engine.approvals.approval import Approval
from engine.approvals.check import check as check_approval
from engine.approvals.model import ApprovalFile
from engine.channels.channel import Channel
from engine.channels.check import check as check_channel
from engine.channels.model import ChannelFile
from engine.conditions.decisions.check import check as check_decision
from engine.conditions.decisions.cycles import cycles
from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.model import DecisionFile
from engine.conditions.names import Names
from engine.diagnostics.problem import Diagnostic, inside
from engine.documents.check import check as check_document
from engine.documents.check import check_strays
from engine.documents.document import Document
from engine.documents.model import DocumentFile
from engine.effects.outside import OutsideCall
from engine.effects.surroundings import Surroundings
from engine.forms.check import check as check_form
from engine.forms.form import Form
from engine.forms.model import FormFile
from engine.limits.check import check as check_limit
from engine.limits.limit import Limit
from engine.limits.model import LimitFile
from engine.messages.check import check as check_message
from engine.messages.check import check_groups
from engine.messages.message import Message
from engine.messages.model import MessageFile
from engine.messages.quiet import QuietHours
from engine.metrics.check import check as check_metric
from engine.metrics.metric import Metric
from engine.metrics.model import MetricFile
from engine.packs.calls import check_calls
from engine.packs.families import families
from engine.packs.files import MANIFEST
from engine.packs.manifest import check_manifest, check_quiet_hours
from engine.packs.memory import remember_groups
from engine.packs.outline import Outline
from engine.packs.parameters import check_parameters
from engine.packs.read import Loaded
from engine.packs.release import Parameter
from engine.pools.check import check as check_pool
from engine.pools.model import PoolFile
from engine.pools.pool import Pool
from engine.records.builtin import CENTRE
from engine.records.check import check as check_entity
from engine.records.entity import Entity
from engine.records.model import EntityFile
from engine.rules.check import check as check_rule
from engine.rules.check import check_invariant
from engine.rules.model import InvariantFile, RuleFile
from engine.rules.rule import Invariant, Rule
from engine.timers.calendar import Calendar
from engine.timers.check import check as check_calendar
from engine.timers.check_clocks import check_clocks
from engine.timers.model import CalendarFile
from engine.timers.stopwatch import Stopwatch
from engine.views.check import check as check_page
from engine.views.check import check_homes
from engine.views.model import DashboardFile, PageFile, ViewFile
from engine.views.page import Page
from engine.workflows.check import check as check_workflow
from engine.workflows.model import WorkflowFile
from engine.workflows.workflow import Workflow

File = TypeVar("File", bound=BaseModel)
Compiled = TypeVar("Compiled")


@dataclass(slots=True)
class Rooms:
    """All definitions that were without fault, compiled, and everything that was found wrong."""

    around: Surroundings
    parameters: Mapping[str, Parameter] = field(default_factory=dict[str, Parameter])
    entities: Mapping[str, Entity] = field(default_factory=dict[str, Entity])
    workflows: Mapping[str, Workflow] = field(default_factory=dict[str, Workflow])
    forms: Mapping[str, Form] = field(default_factory=dict[str, Form])
    roles: Mapping[str, Role] = field(default_factory=dict[str, Role])
    duties: Mapping[str, Duty] = field(default_factory=dict[str, Duty])
    rules: Mapping[str, Rule] = field(default_factory=dict[str, Rule])
    invariants: Mapping[str, Invariant] = field(default_factory=dict[str, Invariant])
    decisions: Mapping[str, Table] = field(default_factory=dict[str, Table])
    messages: Mapping[str, Message] = field(default_factory=dict[str, Message])
    calendars: Mapping[str, Calendar] = field(default_factory=dict[str, Calendar])
    limits: Mapping[str, Limit] = field(default_factory=dict[str, Limit])
    approvals: Mapping[str, Approval] = field(default_factory=dict[str, Approval])
    pools: Mapping[str, Pool] = field(default_factory=dict[str, Pool])
    quiet_hours: QuietHours | None = None
    calls: Mapping[str, OutsideCall] = field(default_factory=dict[str, OutsideCall])
    channels: Mapping[str, Channel] = field(default_factory=dict[str, Channel])
    metrics: Mapping[str, Metric] = field(default_factory=dict[str, Metric])
    clocks: Mapping[str, tuple[Stopwatch, ...]] = field(default_factory=dict[str, tuple[Stopwatch, ...]])
    pages: Mapping[str, Page] = field(default_factory=dict[str, Page])
    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])


def check_rooms(loaded: Loaded, outline: Outline) -> Rooms:
    """Check and compile every definition against the outline of the pack."""
    found: list[Diagnostic] = []
    entities = _entities(loaded, outline, found)
    around = outline.surroundings(entities)
    decisions = _each(
        loaded,
        "decision",
        DecisionFile,
        found,
        lambda id, file: check_decision(id, file, Names(around.catalogue, file.entity)),
    )
    found.extend(cycles(decisions))
    parameters, faults = check_parameters(
        outline.manifest, around.catalogue.parameters, around.entities.get(CENTRE)
    )
    found.extend(
        inside(
            [*check_manifest(outline.manifest, outline.calendars, around.approvals), *faults], file=MANIFEST
        )
    )
    quiet_hours, faults = check_quiet_hours(outline.manifest, around.catalogue)
    calls, unfit = check_calls(outline.manifest, around)
    found.extend(inside([*faults, *unfit], file=MANIFEST))
    made = _each(loaded, "workflow", WorkflowFile, found, lambda id, file: check_workflow(id, file, around))
    workflows, apart = families(loaded, made)
    found.extend(apart)
    return Rooms(
        around,
        parameters,
        remember_groups(entities, workflows),
        workflows,
        _each(loaded, "form", FormFile, found, lambda id, file: check_form(id, file, around)),
        _each(loaded, "role", RoleFile, found, lambda id, file: check_role(id, file, around)),
        _each(loaded, "duty", DutyFile, found, lambda id, file: check_duty(id, file, around)),
        _each(loaded, "rule", RuleFile, found, lambda id, file: check_rule(id, file, around)),
        _each(loaded, "invariant", InvariantFile, found, lambda id, file: check_invariant(id, file, around)),
        decisions,
        _messages(loaded, around, found),
        _each(loaded, "calendar", CalendarFile, found, lambda id, file: check_calendar(id, file, around)),
        _each(loaded, "limit", LimitFile, found, lambda id, file: check_limit(id, file, around)),
        _each(loaded, "approval", ApprovalFile, found, lambda id, file: check_approval(id, file, around)),
        _each(loaded, "pool", PoolFile, found, lambda id, file: check_pool(id, file, around)),
        quiet_hours,
        calls,
        _each(loaded, "channel", ChannelFile, found, lambda id, file: check_channel(id, file, around)),
        _each(loaded, "metric", MetricFile, found, lambda id, file: check_metric(id, file, around)),
        _clocks(loaded, around, found),
        _pages(loaded, around, found),
        _documents(loaded, around, found),
        found,
    )


def _pages(loaded: Loaded, around: Surroundings, found: list[Diagnostic]) -> dict[str, Page]:
    kinds: tuple[tuple[str, type[PageFile]], ...] = (("view", ViewFile), ("dashboard", DashboardFile))
    pages: list[Page] = []
    for kind, model in kinds:
        made = _each(
            loaded, kind, model, found, lambda id, file, kind=kind: check_page(id, kind, file, around)
        )
        pages += made.values()
    for id, faults in check_homes(pages).items():
        kind = next(page.kind for page in reversed(pages) if page.id == id)
        found.extend(inside(faults, file=loaded.definitions[kind][id].path))
    return {page.id: page for page in pages}


def _documents(loaded: Loaded, around: Surroundings, found: list[Diagnostic]) -> dict[str, Document]:
    texts = loaded.templates
    made = _each(
        loaded,
        "document",
        DocumentFile,
        found,
        lambda id, file: check_document(id, file, texts.get(id, {}), around),
    )
    definitions = loaded.of("document", DocumentFile)
    strays = check_strays(texts, {id: one.model.languages for id, one in definitions.items()})
    for (document, language), fault in strays.items():
        found.extend(inside([fault], file=f"documents/{document}.{language}.html"))
    return made


def _clocks(
    loaded: Loaded, around: Surroundings, found: list[Diagnostic]
) -> dict[str, tuple[Stopwatch, ...]]:
    made = _each(loaded, "entity", EntityFile, found, lambda id, file: check_clocks(id, file, around))
    return {id: clocks for id, clocks in made.items() if clocks}


def _messages(loaded: Loaded, around: Surroundings, found: list[Diagnostic]) -> dict[str, Message]:
    messages = _each(loaded, "message", MessageFile, found, lambda id, file: check_message(id, file, around))
    definitions = loaded.of("message", MessageFile)
    for id, faults in check_groups(messages.values()).items():
        found.extend(inside(faults, file=definitions[id].path))
    return messages


def _each(
    loaded: Loaded,
    kind: str,
    model: type[File],
    found: list[Diagnostic],
    check: Callable[[str, File], tuple[Compiled | None, list[Diagnostic]]],
) -> dict[str, Compiled]:
    made: dict[str, Compiled] = {}
    for id, definition in sorted(loaded.of(kind, model).items()):
        compiled, faults = check(id, definition.model)
        found.extend(inside(faults, file=definition.path))
        if compiled is not None:
            made[id] = compiled
    return made


def _entities(loaded: Loaded, outline: Outline, found: list[Diagnostic]) -> dict[str, Entity]:
    made: dict[str, Entity] = {}
    definitions = loaded.definitions.get("entity", {})
    for id, file in outline.entities.items():
        compiled, faults = check_entity(id, file, outline.around_entities)
        path = definitions[id].path if id in definitions else f"entities/{id}.json"
        found.extend(inside(faults, file=path))
        if compiled is not None:
            made[id] = compiled
    return made
