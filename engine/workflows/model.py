"""What a workflow file says: workflows/<entity>.json, workflows/<entity>.<name>.json of a variant (E21) or a track (E20)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.effects.model import DeadlineJson, Effects, EventJson, Events
from engine.effects.timer_model import TimerJson
from engine.records.model import Names, Raw, Shape, Source, Text


class EditableFile(Shape):
    """What a state leaves of the rights that duties grant (E5)."""

    by: Names | None = Field(default=None, description="Only these duties' field rights count; []: locked.")
    fields: Names | None = Field(default=None, description="Only these fields may be written.")


class StaleFile(Shape):
    """How long a stay may be."""

    after: Raw = Field(description='ISO 8601 duration, or {"parameter": ...} that is one.')
    clock: Literal["elapsed", "working"] = Field(default="elapsed", description="What counts.")
    calendar: str | None = Field(
        default=None, description="Of the working clock; left out: the centre's, else the pack's."
    )


class StateFile(Shape):
    """A state, or a group of states."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    group: bool = Field(default=False, description="A group of states; no record is in the group itself.")
    parent: str | None = Field(default=None, description="The group it belongs to.")
    initial: str | None = Field(default=None, description="Of a group: the state that entering it means.")
    final: bool = Field(default=False, description="Nothing leaves it; the record is locked.")
    on_enter: Effects = Field(default=(), description="What happens whenever it is entered.")
    on_leave: Effects = Field(default=(), description="What happens whenever it is left.")
    editable: EditableFile | None = Field(default=None, description="Who may still write what here.")
    stale_after: str | StaleFile | None = Field(
        default=None,
        description="ISO 8601 duration after which a stay is too long, perhaps on a working clock.",
    )
    was: Names = Field(
        default=(), description="Earlier ids of this state, so that a rename is no drop and add."
    )
    deadlines: Mapping[str, DeadlineJson] = Field(
        default_factory=dict, description="Id -> effects at a moment, while a record is here."
    )
    pool: str | None = Field(
        default=None, description="The pool that its records lie in; nobody owns them there."
    )
    approval: str | None = Field(default=None, description="The approval that is asked for here (E7).")
    tracks: Names = Field(default=(), description="The tracks that may move while a record is here (E20).")


class TransitionFile(Shape):
    """One lawful move."""

    label: Text = Field(default_factory=dict, description="What the button says, by language.")
    sources: Literal["any"] | Names = Field(
        alias="from", description="States or groups it may start from; any: every state that is not final."
    )
    to: Raw = Field(
        default=None,
        description='A state, a group, a value that is one, or {"back": group}; left out: the record stays.',
    )
    duty: str | None = Field(default=None, description="The duty that takes it by hand.")
    form: str | None = Field(default=None, description="What must be asked.")
    guard: Raw = Field(default=None, description="The condition under which it may be taken.")
    effects: Effects = Field(default=(), description="What else happens.")
    automatic: bool = Field(default=False, description="Taken as soon as its guard holds (E17).")
    order: int = Field(default=0, description="Place among others; then by id.")
    when: EventJson | Events | None = Field(
        default=None, description="Taken when one of these events happened."
    )
    timer: TimerJson | None = Field(default=None, description="Taken at a moment.")
    was: Names = Field(default=(), description="Earlier ids of this transition.")
    source: Source = None


class WorkflowFile(Shape):
    """How the records of an entity move."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["workflow"] = "workflow"
    entity: str = Field(description="Whose records move.")
    label: Text = Field(default_factory=dict, description="Of a variant or track: what a person reads.")
    order: int | None = Field(
        default=None, description="Of a variant: its place among others; then by id. Left out: 0."
    )
    condition: Raw = Field(
        default=None,
        alias="if",
        description="Makes it a variant: new records for which this holds follow it for good (E21).",
    )
    was: Names = Field(default=(), description="Earlier ids of this variant or track.")
    track: str | None = Field(
        default=None,
        description="Makes it a track: a second state, in a field of this name, that moves beside the main one (E20).",
    )
    initial: Annotated[Raw, Field(description='The first state, or {"choose": [...]}.')]
    states: Mapping[str, StateFile] = Field(description="Id -> state or group.")
    transitions: Mapping[str, TransitionFile] = Field(default_factory=dict, description="Id -> transition.")
    source: Source = None
