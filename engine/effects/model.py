"""What the JSON of effects, events and whom says, before it is checked.

An effect and an event are objects that are told apart by one key: ``{"create": ...}``, ``{"send": ...}``,
``{"entered": ...}``. What only a later release can do is recognised here too, so that ``check`` can refuse it by name.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, cast

from pydantic import ConfigDict, Discriminator, Field, Tag

from engine.effects.timer_model import MomentJson, TimerJson
from engine.records.model import Names, Raw, Shape, Text

# ---------------------------------------------------------------- effects


class SetJson(Shape):
    """Write fields."""

    values: Mapping[str, Raw] = Field(alias="set", description="Field -> value")
    on: str | None = Field(
        default=None, description="Path of links to the record that is written (default: this one)"
    )


class CreateJson(Shape):
    """Make a record, or use the one that exists."""

    create: str = Field(description="The entity")
    values: Mapping[str, Raw] = Field(
        default_factory=dict, alias="set", description="Field of the new record -> value"
    )
    match: Names = Field(default=(), description="Use the record that has these values, if there is one")
    update: bool = Field(default=False, description="With match: write the values into the found record too")
    link: str | None = Field(default=None, description="Field of this record that takes the new one")
    lines: str | None = Field(
        default=None, alias="in", description="List of this record that takes the new row"
    )


class DoJson(Shape):
    """Take a transition."""

    do: str = Field(description="entity.transition")
    on: str | None = Field(
        default=None, description="Path of links to the record that moves (default: this one)"
    )
    input: Mapping[str, Raw] = Field(default_factory=dict, description="What the transition's form asks for")


class WeightJson(Shape):
    """In turn, but the one more often than the other."""

    weight: Raw = Field(
        description="A number about the person (whose fields are the plain names); the record is record."
    )


class AssignFromPart(Shape):
    """Somebody out of several."""

    source: Raw = Field(alias="from", description="Whom: those among whom one is chosen")
    by: Annotated[
        Annotated[Literal["in_turn", "least_loaded", "first"], Tag("word")]
        | Annotated[WeightJson, Tag("weight")],
        Discriminator(lambda value: "word" if isinstance(value, str) else "weight"),
    ] = Field(
        default="in_turn",
        description="in_turn (each as often), least_loaded (by the limits in within), first (as they are named), or a weight",
    )
    within: Names = Field(
        default=(),
        description="Limits on what an owner holds: whoever has reached one of them is passed over",
    )
    on_duty: bool = Field(default=False, description="Only those whose working hours it is now")
    besides: Raw = Field(default=None, alias="except", description="Whom: those who are passed over")
    otherwise: "Effects | None" = Field(
        default=None, alias="else", description="What happens when nobody is left; without it that is refused"
    )


class AssignJson(Shape):
    """Make a person the owner."""

    assign: Annotated[
        Annotated[AssignFromPart, Tag("from")] | Annotated[Raw, Tag("value")],
        Discriminator(lambda value: "from" if _key(value, ("from",), ()) else "value"),
    ] = Field(
        description='A value that is a person: {"field": ...}; or somebody out of several: {"from": ...}'
    )


class UnassignJson(Shape):
    """Take the owner away."""

    unassign: Literal[True]


class SendJson(Shape):
    """Leave a message."""

    send: str = Field(description="The message")
    to: Raw = Field(description="Whom")


class CallJson(Shape):
    """Ask an adapter for something outside, after the commit."""

    call: str = Field(description="adapter.verb")
    arguments: Mapping[str, Raw] = Field(default_factory=dict, alias="with")


class TaskPart(Shape):
    """Who should do what."""

    whom: Raw = Field(alias="for")
    label: Text
    done_by: Names = Field(default=(), description="Transitions (entity.transition) that do it")
    due: MomentJson | None = Field(
        default=None, description="When it should be done; without since: counted from when it is made"
    )
    dropped_by: Names = Field(
        default=(), description="Transitions (entity.transition) after which nobody need do it any more"
    )
    deadlines: "Mapping[str, DeadlineJson]" = Field(
        default_factory=dict, description="Id -> effects at a moment, while it is open"
    )


class TaskJson(Shape):
    """Something a person should do."""

    task: TaskPart


class EscalateJson(Shape):
    """In a deadline of a task: somebody else is to do it too; of a step of an approval: somebody above decides for all."""

    escalate_to: Raw = Field(description="Whom")


class ReassignJson(Shape):
    """In a deadline of a task or of a step of an approval: somebody else is to do it instead."""

    reassign: Raw = Field(description="Whom")


class ExpireJson(Shape):
    """In a deadline of a step of an approval: it ends without an answer."""

    expire: Literal[True]


class EachJson(Shape):
    """Effects for each row of a set."""

    each: str = Field(
        description="entity.link (rows whose link is this record), a list of this record; or, in a rule with every, an entity"
    )
    where: Raw = Field(default=None, description="A condition on the row")
    then: "Effects"
    if_refused: Literal["skip"] | None = None


class FindJson(Shape):
    """Effects for the record that has these values, if there is one."""

    find: str = Field(description="The entity")
    match: Mapping[str, Raw] = Field(description="Field -> the value it must have")
    where: Raw = Field(default=None, description="A condition on the record")
    then: "Effects"
    otherwise: "Effects" = Field(default=(), alias="else", description="What happens when there is none")


class MergePart(Shape):
    """Into which record."""

    into: Raw = Field(description='A value that is a record of the same kind: {"field": "input.survivor"}')


class MergeJson(Shape):
    """Let this record become one with another, which survives; on a transition to a final state."""

    merge: MergePart


class LaterEffectJson(Shape):
    """What only a later release does."""

    model_config = ConfigDict(frozen=True, extra="allow")


LATER_EFFECTS = ("reserve", "wait", "delete")
_EFFECT_KEYS = (
    "create", "do", "each", "find", "send", "call", "task", "assign", "unassign", "set", "escalate_to", "reassign",
    "expire",
    "merge",
)  # fmt: skip


def _effect_key(value: object) -> str | None:
    return _key(value, _EFFECT_KEYS, LATER_EFFECTS)


EffectJson = Annotated[
    Annotated[SetJson, Tag("set")]
    | Annotated[CreateJson, Tag("create")]
    | Annotated[DoJson, Tag("do")]
    | Annotated[AssignJson, Tag("assign")]
    | Annotated[UnassignJson, Tag("unassign")]
    | Annotated[SendJson, Tag("send")]
    | Annotated[CallJson, Tag("call")]
    | Annotated[TaskJson, Tag("task")]
    | Annotated[EachJson, Tag("each")]
    | Annotated[FindJson, Tag("find")]
    | Annotated[EscalateJson, Tag("escalate_to")]
    | Annotated[ReassignJson, Tag("reassign")]
    | Annotated[ExpireJson, Tag("expire")]
    | Annotated[MergeJson, Tag("merge")]
    | Annotated[LaterEffectJson, Tag("later")],
    Discriminator(
        _effect_key,
        custom_error_type="unknown_effect",
        custom_error_message=f"an effect is one of: {', '.join(_EFFECT_KEYS)}",
    ),
]
Effects = Annotated[tuple[EffectJson, ...], Field(strict=False)]


class DeadlineJson(TimerJson):
    """Effects at a moment, while a record is in a state or group, or a task is open."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    order: int = Field(default=0, description="Place among others that are due at one moment; then by id.")
    then: Effects = Field(description="What happens.")


# ----------------------------------------------------------------- events


class CreatedJson(Shape):
    """A record of the entity was made."""

    created: str


class ChangedJson(Shape):
    """Values of a record differ after the event (A9)."""

    changed: str
    fields: Names = Field(default=(), description="At least one of these; none named: any")


class TransitionJson(Shape):
    """A transition was taken."""

    transition: str | Names = Field(description="entity.transition, or several")


class EnteredJson(Shape):
    """A record came into a state or group."""

    entered: str = Field(description="entity.state")


class LeftJson(Shape):
    """A record went out of a state or group."""

    left: str = Field(description="entity.state")


class ClashJson(Shape):
    """A new record has the values of one that exists; the rule runs instead of the creation (E10)."""

    clash: str = Field(description="entity.field, or entity.unique")


class LimitJson(Shape):
    """Something was done at which a limit warns, or that goes beyond it."""

    limit: str = Field(description="The limit")


class ApprovalJson(Shape):
    """An approval ended, or one of its steps was decided."""

    approval: str = Field(description="The approval")
    outcome: str | None = Field(
        default=None, description="approved, rejected, returned, withdrawn or expired; left out: any"
    )
    step: str | None = Field(
        default=None, description="The step that was decided; left out: the whole approval"
    )


class AnswerJson(Shape):
    """The world outside has answered a call."""

    answer: str = Field(description="adapter.verb")


class FailureJson(Shape):
    """A call could not be done."""

    failure: str = Field(description="adapter.verb")


class ReceivedJson(Shape):
    """A message came in by a channel; it is about no record."""

    received: str = Field(description="The channel")


class EveryJson(Shape):
    """A moment that comes again and again; it is about no record."""

    every: str = Field(description="ISO 8601 duration: whole days, weeks or months, or at least a minute")
    at: str | None = Field(
        default=None, description='Local time of day, such as "08:45"; of days, weeks, months'
    )
    on_days: Literal["all", "working"] | Names = Field(
        default="all", description='all, working, or weekdays such as ["mon", "thu"]'
    )
    calendar: str | None = Field(
        default=None, description="Of working days; left out: the centre's, else the pack's"
    )
    per: Literal["centre"] | None = Field(
        default=None, description="centre: once for each centre, by its clock and calendar"
    )
    if_late: str = Field(
        default="fire", description="What a moment that was missed does: fire, skip or alarm"
    )


_EVENT_KEYS = (
    "created", "changed", "transition", "entered", "left", "clash", "limit", "received", "every", "answer", "failure",
    "approval",
)  # fmt: skip


def _event_key(value: object) -> str | None:
    return _key(value, _EVENT_KEYS, ())


EventJson = Annotated[
    Annotated[CreatedJson, Tag("created")]
    | Annotated[ChangedJson, Tag("changed")]
    | Annotated[TransitionJson, Tag("transition")]
    | Annotated[EnteredJson, Tag("entered")]
    | Annotated[LeftJson, Tag("left")]
    | Annotated[ClashJson, Tag("clash")]
    | Annotated[LimitJson, Tag("limit")]
    | Annotated[ApprovalJson, Tag("approval")]
    | Annotated[AnswerJson, Tag("answer")]
    | Annotated[FailureJson, Tag("failure")]
    | Annotated[ReceivedJson, Tag("received")]
    | Annotated[EveryJson, Tag("every")],
    Discriminator(
        _event_key,
        custom_error_type="unknown_event",
        custom_error_message=f"an event is one of: {', '.join(_EVENT_KEYS)}",
    ),
]
Events = Annotated[tuple[EventJson, ...], Field(strict=False)]


def _key(value: object, known: tuple[str, ...], later: tuple[str, ...]) -> str | None:
    """The key that tells the object apart: of a JSON object, or of a model that is validated again."""
    if isinstance(value, Shape):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    keys = frozenset(cast("Mapping[str, object]", value)) if isinstance(value, Mapping) else frozenset[str]()
    return next((key for key in known if key in keys), "later" if keys & frozenset(later) else None)
