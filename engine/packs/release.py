"""A release: one published, immutable state of a pack, compiled so that running it looks nothing up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.access.duty import Rulebook
from engine.approvals.approval import Approval
from engine.channels.channel import Channel
from engine.conditions.decisions.decide import Table
from engine.conditions.names import Catalogue
from engine.conditions.tree import SetQuery
from engine.conditions.types import Type
from engine.documents.document import DocumentBook
from engine.effects.outside import OutsideCall
from engine.effects.task_book import TaskBook
from engine.forms.form import Form
from engine.limits.limit import LimitBook
from engine.messages.message import Message
from engine.messages.quiet import QuietHours
from engine.metrics.metric import Metric
from engine.pools.pool import PoolBook
from engine.records.entity import Entity
from engine.rules.rule import Invariant, RuleBook
from engine.timers.calendar import Calendar
from engine.timers.stopwatch import Stopwatch
from engine.values.plain import Json, Label, Value
from engine.values.record import Record
from engine.views.page import Page
from engine.workflows.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or choice that a company sets without touching the pack."""

    id: str
    type: Type
    label: Label
    default: Value
    per: str | None = None  # "centre": each centre may have its own; "centre.area": each option of that field
    minimum: Value = None
    maximum: Value = None
    example: bool = False  # an example value until an owner confirms it
    options: Mapping[str, Label] = field(default_factory=dict[str, Label])  # those that it may be set for

    @property
    def place(self) -> str:
        """The field of the centre that chooses among its values: "id" for each centre its own, "" for none."""
        return "" if self.per is None else self.per.partition(".")[2] or "id"


@dataclass(frozen=True, slots=True)
class Release:
    """Everything of one pack that running needs.

    ``id`` is the SHA-256 (hex) of the canonical form; ``source`` the files of that form (path -> JSON).
    ``sets``: every set query by id, of roll-ups and of conditions. ``invariants``: by entity. ``workflows``: by entity,
    seen whole; ``workflow_of`` gives the one by which a record moves.
    """

    id: str
    pack: str
    version: str
    label: Label
    locales: tuple[str, ...]
    default_locale: str
    time_zone: str
    currency: str
    terms: Mapping[str, Label]
    parameters: Mapping[str, Parameter]
    entities: Mapping[str, Entity]
    workflows: Mapping[str, Workflow]
    rules: RuleBook
    invariants: Mapping[str, tuple[Invariant, ...]]
    forms: Mapping[str, Form]
    access: Rulebook
    messages: Mapping[str, Message]
    decisions: Mapping[str, Table]
    sets: Mapping[str, SetQuery]
    source: Mapping[str, Json] = field(default_factory=dict[str, Json])
    catalogue: Catalogue = field(
        default_factory=lambda: Catalogue({})
    )  # names and types, for filters of lists
    calendars: Mapping[str, Calendar] = field(default_factory=dict[str, Calendar])
    calendar: str | None = None  # of a centre that names none
    limits: LimitBook = field(default_factory=LimitBook)
    approvals: Mapping[str, Approval] = field(default_factory=dict[str, Approval])
    pools: PoolBook = field(default_factory=PoolBook)
    channels: Mapping[str, Channel] = field(default_factory=dict[str, Channel])
    quiet_hours: QuietHours | None = None
    calls: Mapping[str, OutsideCall] = field(default_factory=dict[str, OutsideCall])
    tasks: TaskBook = field(default_factory=TaskBook)
    metrics: Mapping[str, Metric] = field(default_factory=dict[str, Metric])
    clocks: Mapping[str, tuple[Stopwatch, ...]] = field(
        default_factory=dict[str, tuple[Stopwatch, ...]]
    )  # by entity
    pages: Mapping[str, Page] = field(default_factory=dict[str, Page])
    derived_pages: Mapping[str, Page] = field(default_factory=dict[str, Page])  # for whom the pack has none
    documents: DocumentBook = field(default_factory=DocumentBook)
    review: str | None = None  # the approval by which changes of the rules are reviewed

    def page(self, id: str) -> Page | None:
        """The page of this id: one of the pack, or one that was worked out."""
        return self.pages.get(id) or self.derived_pages.get(id)

    def workflow(self, entity: str, values: Mapping[str, Value]) -> Workflow | None:
        """The workflow by which a record with these values moves: that of its variant."""
        found = self.workflows.get(entity)
        return found.of(values) if found is not None else None

    def workflow_of(self, record: Record) -> Workflow | None:
        """The workflow by which a record moves: that of its variant; None when its entity has none."""
        found = self.workflows.get(record.entity)
        return found.of(record.values) if found is not None and found.variants else found
