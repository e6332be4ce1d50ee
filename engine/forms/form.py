"""Forms as a release holds them."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.conditions.compiled import Computed, Guard
from engine.records.entity import Field
from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Item:
    """One field on a form. ``path`` is a field, or a path through a link (shown, never written).

    ``visible required readonly`` are True, False or a condition. ``choices`` narrows a link or enum by a condition on
    the candidate. ``field`` is the field at the end of the path. ``own``: an input of the form that is no field of the
    entity (a transition's own question, such as a reason). ``said``: its conditions as they were written, by
    ``visible required readonly choices``, for a browser to judge again while somebody types.
    """

    path: str
    field: Field
    order: int
    label: Label
    help: Label = dataclasses.field(default_factory=dict[str, str])
    visible: Guard | bool = True
    required: Guard | bool = False
    readonly: Guard | bool = False
    choices: Guard | None = None
    span: int = 1
    own: bool = False
    lines: "Form | None" = None  # how the rows of a list of sub-records are laid out
    said: Mapping[str, Json] = dataclasses.field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading."""

    id: str
    label: Label
    order: int
    items: tuple[Item, ...]
    columns: int = 1
    visible: Guard | bool = True
    said: Mapping[str, Json] = dataclasses.field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Check:
    """A sentence about several fields that must hold when the form is sent; ``said`` is ``fails_when`` as written."""

    id: str
    fails_when: Guard
    message: Label
    fields: tuple[str, ...] = ()
    said: Json = None


@dataclass(frozen=True, slots=True)
class Preset:
    """Values that are filled in together at one press; ``key`` sends the form with them from beside a record."""

    id: str
    label: Label
    values: Mapping[str, Computed]
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A layout of an entity's fields, for creating, changing or for a transition.

    ``steps``: ids of other forms that are asked one after the other; each result is ``input.<form id>`` of the
    transition, all saved in one command (C3). ``key`` opens it from beside a record that it is about.
    """

    id: str
    entity: str
    label: Label
    sections: tuple[Section, ...]
    checks: tuple[Check, ...] = ()
    steps: tuple[str, ...] = ()
    items: Mapping[str, Item] = dataclasses.field(default_factory=dict[str, Item])
    key: str | None = None
    presets: tuple[Preset, ...] = ()
    shape: Callable[[Json], list[tuple[str, tuple[str | int, ...]]]] | None = (
        None  # faults of what was sent, by schema
    )
