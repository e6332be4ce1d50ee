"""Which names a condition may use, and of what type each is.

A *path* is written with dots. It starts at the record the condition is about (``phone``, ``customer.phone``,
``centre.region``) or with one of the reserved words below; ``record.phone`` is the same as ``phone`` outside a set, and
means the record of the event inside one (where plain names are the row's).

At run time facts are one flat mapping from such a path, spelled out, to its value:
``{"phone": "+86...", "customer.phone": ..., "input.reason": ..., "before.state": ..., "actor": "<person id>",
"actor.manager": ..., "parameter.cap": 3, "parameter.cap@signed_at": 2, "now": datetime, "zone": ZoneInfo, "decision.grade.result": ...,
"set.<id of the set>": 2}``. A path that is not there is absent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.types import Type

RESERVED = frozenset(
    {
        "input",
        "before",
        "actor",
        "record",
        "parameter",
        "now",
        "event",
        "zone",
        "decision",
        "set",
        "due",
        "step",
    }
)


@dataclass(frozen=True, slots=True)
class SetLink:
    """Rows of ``entity`` whose ``link`` field points to a record: what ``activity.about`` names.

    A link with one target holds the record's id; one with several holds ``<entity>/<id>``.
    """

    entity: str
    link: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a pack has, as far as conditions must know it.

    ``entities``: entity -> field (own and common) -> type; a link's type says where the path goes on.
    ``lines``: entity -> name of a list field -> the set of its rows (their ``parent`` is the record).
    ``decisions``: table -> output -> type (outputs of any-entity tables included), with the entity of each table in
    ``decision_entities`` (None: its inputs are only types).
    """

    entities: Mapping[str, Mapping[str, Type]]
    lines: Mapping[str, Mapping[str, SetLink]] = field(default_factory=dict[str, dict[str, SetLink]])
    parameters: Mapping[str, Type] = field(default_factory=dict[str, Type])
    decisions: Mapping[str, Mapping[str, Type]] = field(default_factory=dict[str, dict[str, Type]])
    decision_entities: Mapping[str, str | None] = field(default_factory=dict[str, str | None])


@dataclass(frozen=True, slots=True)
class Names:
    """The names in scope at one place of a pack.

    ``entity``: whose fields plain names are (None: no record, only reserved words).
    ``outer``: inside a set, the entity that ``record.`` means; None outside (then ``record.`` is ``entity``).
    ``input``: the fields a transition's form or an event brings. ``before``: whether ``before.`` may be used.
    ``event``: names behind ``event.``, ``step``: those behind ``step.`` in a step of an approval. ``due``: the timed transitions whose moment may be read as
    ``due.<transition>``. ``actor`` is a person: ``actor`` its id, ``actor.<field of person>`` its fields.
    """

    catalogue: Catalogue
    entity: str | None
    outer: str | None = None
    input: Mapping[str, Type] = field(default_factory=dict[str, Type])
    before: bool = False
    actor: bool = True
    event: Mapping[str, Type] = field(default_factory=dict[str, Type])
    due: frozenset[str] = frozenset()
    step: Mapping[str, Type] = field(default_factory=dict[str, Type])


def of_parameter(said: str) -> tuple[str, str | None]:
    """What stands behind ``parameter.``: the name, and the path of the day it is taken of (None: now)."""
    name, _, field = said.partition("@")
    return name, field or None
