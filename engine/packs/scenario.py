"""What a scenario says, frozen: tests/<id>.json. People, moments, actions, and what must be true afterwards."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from engine.records.model import Names, Raw, Shape, Source, Text
from engine.values.plain import Json


class GivenJson(Shape):
    """A record that is there when the scenario begins."""

    entity: str
    state: str | None = Field(default=None, description="The state it is in; the initial one when left out.")
    tracks: Mapping[str, str] = Field(
        default_factory=dict[str, str], description="Track -> the state it is in, also while it rests."
    )
    owner: str | None = Field(default=None, description='"@alias" of a person of the sample.')
    centre: str | None = Field(default=None, description="Alias of a centre of the sample.")
    values: Mapping[str, Raw] = Field(default_factory=dict, alias="set", description="Field -> value.")


class SetJson(Shape):
    """A value of a parameter for somewhere, or from a day on."""

    value: Raw
    centre: str | None = Field(default=None, description="Alias of a centre of the sample.")
    option: str | None = Field(
        default=None, description="An option of the field of the centre that the parameter goes by."
    )
    start: str | None = Field(
        default=None, alias="from", description="The first day on which it holds; left out: since ever."
    )


class AbsenceJson(Shape):
    """A span of time in which somebody is not there: from a moment until another, or from a day to a day."""

    begin: str = Field(alias="from", description="A moment with its offset, or a day.")
    end: str = Field(alias="until", description="A later moment, or the last day.")


class TaskExpected(Shape):
    """An open task; what is left out may be anything."""

    whom: str | None = Field(default=None, alias="for", description='"@alias" of a person of the sample.')
    label: str | None = Field(default=None, description="Its label in any language of the pack.")
    on: str | None = Field(default=None, description="Alias of the record it is about.")


class MessageExpected(Shape):
    """A message that was left; what is left out may be anything."""

    message: str
    to: str | None = Field(default=None, description='"@alias" of a person, or an address.')
    contains: str | None = Field(default=None, description="Words that its text holds, in any language.")


class CallExpected(Shape):
    """A call to an adapter that was left."""

    call: str
    arguments: Mapping[str, Raw] = Field(default_factory=dict, alias="with")


class ExpectJson(Shape):
    """What must be true: records by their alias, and what must have been left to be done."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Mapping[str, Raw]] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride]

    tasks: Annotated[tuple[TaskExpected, ...] | None, Field(strict=False)] = Field(
        default=None, description="The open tasks that must be there; []: none at all."
    )
    messages: Annotated[tuple[str | MessageExpected, ...] | None, Field(strict=False)] = Field(
        default=None, description="The messages this step must have left; []: none at all."
    )
    calls: Annotated[tuple[CallExpected, ...] | None, Field(strict=False)] = Field(
        default=None, description="The calls this step must have left; []: none at all."
    )

    @property
    def records(self) -> Mapping[str, Mapping[str, Json]]:
        """Alias of a record -> field -> the value it must have (null: absent)."""
        return self.__pydantic_extra__


Verdict = Literal[
    "approve", "reject", "return", "delegate", "add_signer", "withdraw", "nudge", "close", "copy"
]


class StepJson(Shape):
    """One thing that happens, and what must be true after it.

    At most one of ``do``, ``create``, ``change``, ``decide``, ``reveal``, ``export``, ``leaves``, ``receive``, ``answer`` and
    ``failure``; a step with none of them lets time pass or only looks.
    Wherever a record is named, its alias may go on as a path of links (``a1.visit``): the record that this leads to then.
    Among values ``"@alias"`` is a person, a record or (``"@a1.visit"``) what a record leads to.
    """

    label: Text = Field(
        default_factory=dict,
        description="What happens, as one tells a story; `pack test --only` tells it, by language.",
    )
    at: str | None = Field(
        default=None,
        description='A moment with its offset, or a span since the step before: "+1h15m", "+P1D".',
    )
    who: str | None = Field(default=None, alias="as", description='"@alias" of the person who acts.')
    do: str | None = Field(default=None, description="entity.transition")
    create: str | None = Field(default=None, description="The entity of which a record is made.")
    change: str | None = Field(default=None, description="Alias of the record that is changed.")
    reveal: str | None = Field(
        default=None, description="Alias of the record of which the masked field is shown whole."
    )
    field: str | None = Field(default=None, description="The field that is shown whole.")
    export: str | None = Field(
        default=None, description="The entity of which the person takes away a table of all they may."
    )
    leaves: str | None = Field(
        default=None,
        description='"@alias" of somebody who leaves: what they hold goes over to the person under to, then they are switched off.',
    )
    answer: str | None = Field(
        default=None,
        description="A call of the record under on that the world outside answers now, with input.",
    )
    failure: str | None = Field(
        default=None, description="A call of the record under on that fails now, with input."
    )
    receive: str | None = Field(default=None, description="The channel by which a message comes in.")
    on: str | None = Field(default=None, description="Alias of the record that moves, or that called.")
    decide: str | None = Field(
        default=None, description="Alias of the record whose approval is decided (or was asked for last)."
    )
    decision: Verdict | None = Field(default=None, description="What is decided; left out: approve.")
    reason: str | None = Field(default=None, description="The reason that is given with a decision.")
    to: str | None = Field(
        default=None,
        description='"@alias" of the person it is handed on to, who is added, or who takes over.',
    )
    where: Literal["before", "after"] | None = Field(
        default=None, description="Whether an added person is asked before or after."
    )
    step: str | None = Field(default=None, description="The step to which it is sent back.")
    line: str | None = Field(
        default=None,
        description="Id of the row that is decided; left out: every row that waits for the person.",
    )
    creates: str | None = Field(default=None, description="Alias that the made record has from here on.")
    input: Mapping[str, Raw] = Field(
        default_factory=dict,
        description="What the form of the transition asks for; or the message, as it is sent.",
    )
    values: Mapping[str, Raw] = Field(
        default_factory=dict, alias="set", description="Field -> value, of a created or changed record."
    )
    confirmed: Mapping[str, str] = Field(
        default_factory=dict[str, str],
        description="Invariants and limits that the person goes on beyond -> the reason given.",
    )
    exception_to: str | None = Field(
        default=None,
        description="A limit that stands against what is named: an exception to it is asked for instead, with reason.",
    )
    refused: Names | None = Field(
        default=None, description="Codes of the reasons with which it must be refused."
    )
    expect: ExpectJson = Field(
        default_factory=ExpectJson,
        description="Alias -> field -> value; and under tasks, messages and calls what must be there.",
    )


Sets = Annotated[tuple[SetJson, ...], Field(strict=False, min_length=1)]
SetValues = Annotated[Sets | Raw, Field(union_mode="left_to_right")]


class ScenarioFile(Shape):
    """A test of the pack: tests/<id>.json."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["scenario"] = "scenario"
    label: Text = Field(default_factory=dict, description="What it shows, by language.")
    clock: str = Field(description="The moment at which it begins, with its offset.")
    sample: str | None = Field(
        default=None, description="The sample whose centres, people and records are there."
    )
    parameters: Mapping[str, SetValues] = Field(
        default_factory=dict,
        description="Values of parameters in this scenario: one value, or a list of those for a place or from a day on.",
    )
    given: Mapping[str, GivenJson] = Field(
        default_factory=dict, description="Alias -> a record that is there."
    )
    absent: Mapping[str, Annotated[tuple[AbsenceJson, ...], Field(strict=False)]] = Field(
        default_factory=dict, description='"@alias" of a person -> when they are absent.'
    )
    steps: tuple[StepJson, ...] = Field(strict=False, description="What happens, in order.")
    source: Source = None
