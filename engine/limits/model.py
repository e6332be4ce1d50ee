"""What the file of a limit says: limits/<id>.json."""

from collections.abc import Mapping
from typing import Annotated, Literal, cast

from pydantic import Discriminator, Field, Tag

from engine.records.model import Names, Raw, Shape, Source, Text


class CreateOn(Shape):
    """Counts records that are made."""

    create: str = Field(description="The entity.")
    condition: Raw = Field(default=None, alias="if", description="Counts only while this holds.")
    as_: Mapping[str, str] = Field(
        default_factory=dict[str, str], alias="as", description="Name under per -> path of this entity."
    )


class TransitionOn(Shape):
    """Counts transitions that are taken."""

    transition: str = Field(description="entity.transition.")
    condition: Raw = Field(default=None, alias="if", description="Counts only while this holds.")
    as_: Mapping[str, str] = Field(
        default_factory=dict[str, str], alias="as", description="Name under per -> path of this entity."
    )


class RevealOn(Shape):
    """Counts masked values that are shown whole."""

    reveal: str = Field(description="The entity, or entity.field.")
    condition: Raw = Field(default=None, alias="if", description="Counts only while this holds.")
    as_: Mapping[str, str] = Field(
        default_factory=dict[str, str], alias="as", description="Name under per -> path of this entity."
    )


class HoldOn(Shape):
    """Counts records for as long as a condition holds for them."""

    hold: str = Field(description="The entity.")
    condition: Raw = Field(default=None, alias="if", description="Counts as long as this holds.")
    as_: Mapping[str, str] = Field(
        default_factory=dict[str, str], alias="as", description="Name under per -> field of this entity."
    )


class ExportOn(Shape):
    """Counts tables of records that are taken away; a limit can count their rows with ``"sum": "input.rows"``."""

    export: str = Field(description="The entity.")
    condition: Raw = Field(default=None, alias="if", description="Counts only while this holds.")
    as_: Mapping[str, str] = Field(
        default_factory=dict[str, str], alias="as", description="Name under per -> what it is here."
    )


_ON_KEYS = ("create", "transition", "reveal", "export", "hold")


def _on_key(value: object) -> str | None:
    return _key(value, _ON_KEYS)


OnJson = Annotated[
    Annotated[CreateOn, Tag("create")]
    | Annotated[TransitionOn, Tag("transition")]
    | Annotated[RevealOn, Tag("reveal")]
    | Annotated[HoldOn, Tag("hold")]
    | Annotated[ExportOn, Tag("export")],
    Discriminator(
        _on_key,
        custom_error_type="unknown_on",
        custom_error_message=f"what is counted is one of: {', '.join(_ON_KEYS)}",
    ),
]


class WhoFile(Shape):
    """Whose actions count."""

    role: str = Field(description="The role by which they are done.")


class RollingFile(Shape):
    """The span before now."""

    rolling: Raw = Field(description="A duration: P30D, PT1H; or a parameter.")


class CalendarFile(Shape):
    """The hour, day, week, month or year that it is where the record is."""

    calendar: Literal["hour", "day", "week", "month", "year"]
    of: str | None = Field(default=None, description="What is held: the moment of the record that counts.")


class OverlapFile(Shape):
    """No two at one time."""

    overlap: Annotated[tuple[str, str], Field(strict=False)] = Field(
        description="Begin and end of the record."
    )


class DutyLift(Shape):
    """Whoever holds the duty may go on beyond the limit, with a reason."""

    duty: str


class ApprovalLift(Shape):
    """Whoever finds it reached may ask for an exception; with a yes more is granted to that one counter, once."""

    approval: str = Field(description="Who decides about it, and how.")
    by: Raw = Field(default=1, description="How much more a yes grants.")
    valid: Raw = Field(default="P7D", description="How long a yes may be made use of (a duration).")


class QueueFile(Shape):
    """What finds no room waits, and moves up in order when room comes."""

    queue: str = Field(
        description="The transition (entity.transition) that is taken instead: the record waits."
    )
    next: str = Field(description="The transition that is taken on the first that waits, when room comes.")


_WINDOWS = ("rolling", "calendar", "overlap")
Window = Annotated[
    Annotated[Literal["ever"], Tag("ever")]
    | Annotated[RollingFile, Tag("rolling")]
    | Annotated[CalendarFile, Tag("calendar")]
    | Annotated[OverlapFile, Tag("overlap")],
    Discriminator(
        lambda value: "ever" if isinstance(value, str) else _key(value, _WINDOWS),
        custom_error_type="unknown_window",
        custom_error_message=f"a window is ever, or one of: {', '.join(_WINDOWS)}",
    ),
]
Lift = Annotated[
    Annotated[DutyLift, Tag("duty")] | Annotated[ApprovalLift, Tag("approval")],
    Discriminator(
        lambda value: _key(value, ("duty", "approval")),
        custom_error_type="unknown_lift",
        custom_error_message="a limit is lifted by a duty or by an approval",
    ),
]
AtLimit = Annotated[
    Annotated[Literal["block", "confirm", "warn", "allow"], Tag("word")] | Annotated[QueueFile, Tag("queue")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "queue"),
]


class LimitFile(Shape):
    """At most so many of something, per whom, in a window (E8)."""

    schema_: str | None = Field(default=None, alias="$schema")
    kind: Literal["limit"] = "limit"
    label: Text = Field(default_factory=dict, description="What a person reads, by language.")
    on: OnJson | Annotated[tuple[OnJson, ...], Field(strict=False)] = Field(
        description="What is counted; several draw on one counter."
    )
    who: WhoFile | None = Field(default=None, description="Whose actions count; without it everybody's.")
    per: Names = Field(
        default=(), description="The whole key of the counter: paths of the record, and actor."
    )
    max: Raw = Field(description="The most there may be.")
    window: Window | None = Field(
        default=None, description="The time in which events are counted; of what is held, none means now."
    )
    sum: str | None = Field(default=None, description="Counts the amount in this field instead of 1.")
    warn_at: Raw = Field(default=None, description="Warns from this many on.")
    gives_back: Names = Field(default=(), description="Transitions (entity.transition) that return a unit.")
    at_limit: AtLimit = Field(
        default="block",
        description="block, confirm (asks for a reason), warn, allow (only counts), or a queue to wait in.",
    )
    lifted_by: Lift | None = Field(
        default=None,
        description="Who may go on beyond the limit: holders of a duty with a reason, or anybody with an approval.",
    )
    suggest: Literal["next"] | None = Field(
        default=None, description="next: a refusal names the next free slot or moment of what is held."
    )
    source: Source = None


def counted_entities(file: LimitFile) -> tuple[str, ...]:
    """The entities of the records that a limit is about, each once."""
    found: list[str] = []
    for one in file.on if isinstance(file.on, tuple) else (file.on,):
        match one:
            case CreateOn():
                found.append(one.create)
            case TransitionOn():
                found.append(one.transition.partition(".")[0])
            case RevealOn():
                found.append(one.reveal.partition(".")[0])
            case HoldOn():
                found.append(one.hold)
            case _:
                continue
    return tuple(dict.fromkeys(found))


def held_by_owner(file: LimitFile) -> frozenset[str]:
    """The entities of which a limit counts what an owner holds."""
    held = (one for one in (file.on if isinstance(file.on, tuple) else (file.on,)) if isinstance(one, HoldOn))
    return frozenset(one.hold for one in held if any(one.as_.get(name, name) == "owner" for name in file.per))


def _key(value: object, known: tuple[str, ...]) -> str | None:
    """The key that tells an object apart: of a JSON object, or of a model that is validated again."""
    if isinstance(value, Shape):
        value = value.model_dump(by_alias=True, exclude_unset=True)
    keys = frozenset(cast("Mapping[str, object]", value)) if isinstance(value, Mapping) else frozenset[str]()
    return next((key for key in known if key in keys), None)
