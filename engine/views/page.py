"""Pages as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.conditions.compiled import Guard
from engine.values.plain import Json, Label


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a page.

    ``show`` says what it is: ``quick_form list lanes board calendar timeline document figures queue pool``. ``where``
    narrows its records; ``sort`` and ``fields`` as lists take them. ``states``: those that stand side by side. ``at`` and
    ``until``: the fields with begin and end, ``person`` the field with whose day it is. ``said``: everything else that it
    says, as it goes out.
    """

    id: str
    show: str
    label: Label
    order: int = 0
    span: int = 1
    entity: str | None = None
    where: Guard | None = None
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    form: str | None = None
    states: tuple[str, ...] = ()
    at: str | None = None
    until: str | None = None
    person: str | None = None
    pool: str | None = None
    metrics: tuple[str, ...] = ()
    said: Mapping[str, Json] = field(default_factory=dict[str, Json])


@dataclass(frozen=True, slots=True)
class Page:
    """A composition of blocks. ``roles``: whose it is (none: everybody's); ``home``: where they begin.

    ``derived``: no page of the pack, but one that was worked out from its entities and workflows.
    """

    id: str
    kind: str
    label: Label
    blocks: tuple[Block, ...]
    roles: frozenset[str] = frozenset()
    home: bool = False
    order: int = 0
    icon: str | None = None
    columns: int = 1
    help: Label = field(default_factory=dict[str, str])
    derived: bool = False

    def block(self, id: str) -> Block | None:
        """The block of this id."""
        return next((one for one in self.blocks if one.id == id), None)
