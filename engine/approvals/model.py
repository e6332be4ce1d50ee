"""What the file of an approval says: approvals/<id>.json."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from engine.effects.model import DeadlineJson, Effects
from engine.records.model import Names, Raw, Shape, Source, Text

May = Literal["return", "delegate", "add_signer", "close"]


class AtLeastFile(Shape):
    """So many of the persons asked must say yes."""

    at_least: int = Field(ge=1, description="How many persons.")


class StepFile(Shape):
    """Persons who are asked side by side or in turn."""

    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    order: int = Field(description="Place among the steps; those of equal order are asked side by side.")
    condition: Raw = Field(
        default=None,
        alias="if",
        description="Judged when the step opens; when it does not hold, it is passed over.",
    )
    otherwise: Literal["approve", "reject"] | None = Field(
        default=None, alias="else", description="What ends the approval when the condition does not hold."
    )
    by: Raw = Field(description="Whom: duties, persons, teams; one or a list.")
    decide: Literal["any", "all", "in_turn"] | AtLeastFile = Field(
        default="any", description='any, all, in_turn, or {"at_least": 2}.'
    )
    each: str | None = Field(
        default=None, description="A list of the record: one decision for each of its rows."
    )
    may: Annotated[tuple[May, ...], Field(strict=False)] = Field(
        default=(), description="What a decider may do besides: return, delegate, add_signer, close."
    )
    may_write: Names = Field(default=(), description="Fields of the record that a decider may correct.")
    on_open: Effects = Field(default=(), description="What happens when the step opens.")
    deadlines: Mapping[str, DeadlineJson] = Field(
        default_factory=dict, description="Id -> effects at a moment, while the step is open."
    )


class WithdrawFile(Shape):
    """Whether what was asked for may be taken back."""

    by: Literal["requester"] = Field(default="requester", description="Who may.")
    until: Literal["first_decision", "end"] = Field(default="end", description="How long.")


class NudgeFile(Shape):
    """How those who are waited for may be reminded."""

    send: str = Field(description="The message; it goes to everybody who is waited for.")
    every: Raw = Field(
        default="PT30M", description="Not more often than this (ISO 8601 duration), or a parameter."
    )


class CopyFile(Shape):
    """How those who take part may tell somebody else of it."""

    send: str = Field(description="The message; it goes to the person who is named.")


class PolicyFile(Shape):
    """What must hold on every way through the steps."""

    author_never: bool = Field(
        default=False, description="Who made the record decides nothing either (who asks never does)."
    )
    distinct_deciders: bool = Field(default=False, description="Nobody decides in two steps.")
    most_steps_of: Mapping[str, int] = Field(
        default_factory=dict[str, int], description="Role or duty -> in how many steps it may decide at most."
    )
    longest: int | None = Field(default=None, ge=1, description="How many steps there may be at most.")


class ApprovalFile(Shape):
    """Who decides, in which order, about what (E7)."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["approval"] = "approval"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    entity: str = Field(description="What is decided about.")
    covers: Names = Field(default=(), description="The fields and lists that a decision is about.")
    while_pending: Literal["locked", "restarts"] = Field(
        default="locked",
        description="locked: what is covered cannot be written; restarts: a change of it voids the decisions.",
    )
    withdraw: WithdrawFile | None = Field(default=None, description="Whether it may be taken back.")
    nudge: NudgeFile | None = Field(
        default=None, description="Whether those who are waited for may be reminded."
    )
    copied: CopyFile | None = Field(
        default=None, alias="copy", description="Whether those who take part may copy it to others."
    )
    steps: Mapping[str, StepFile] = Field(description="Id -> step.")
    policy: PolicyFile = Field(default_factory=PolicyFile, description="What must hold on every way through.")
    source: Source = None


def outcomes(file: ApprovalFile) -> frozenset[str]:
    """How the approval may end."""
    found = {"approved", "rejected"}
    if any("return" in step.may for step in file.steps.values()):
        found.add("returned")
    if file.withdraw is not None:
        found.add("withdrawn")
    deadlines = (deadline for step in file.steps.values() for deadline in step.deadlines.values())
    if any("expire" in effect.model_fields_set for deadline in deadlines for effect in deadline.then):
        found.add("expired")
    return frozenset(found)
