"""Documents as a release holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.conditions.compiled import Guard
from engine.effects.check_places import Place
from engine.values.plain import Label


class Own(StrEnum):
    """What a document says of itself: known only when it is made, and no part of what it tells of the record."""

    VERSION = "version"
    MADE_AT = "made_at"
    HASH = "hash"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class RowNumber:
    """Where the number of the row stands, from 1."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of ``entity`` whose ``link`` is the record (``prefix`` stands before its id), where a condition holds.

    ``field``: the list of the record that they are; None for records that point to it. ``sort`` is a field of the row.
    """

    entity: str
    link: str
    prefix: str = ""
    field: str | None = None
    where: Guard | None = None
    sort: str | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class If:
    """Parts for when a condition holds (or a value is there and is not "no"), and for when it does not."""

    test: Guard | Place
    then: "Parts"
    otherwise: "Parts" = ()


@dataclass(frozen=True, slots=True)
class Each:
    """Parts for each row; in them plain names are the row's."""

    rows: Rows
    parts: "Parts"


Part = str | Own | RowNumber | Place | If | Each
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A sheet that is made of a record of ``entity``.

    ``templates``: language -> parts of the HTML, markup as it stands in the file. ``states`` are leaf states (none: any),
    ``by`` duties (none: whoever may read it), ``signed_by`` refs of transitions.
    """

    id: str
    entity: str
    label: Label
    templates: Mapping[str, Parts]
    order: int = 0
    states: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    file_name: Parts = ()
    signed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentBook:
    """The documents of a release: by id, and by the transition that signs them."""

    documents: Mapping[str, Document] = field(default_factory=dict[str, Document])
    signed_by: Mapping[str, tuple[Document, ...]] = field(default_factory=dict[str, tuple[Document, ...]])

    def of(self, entity: str) -> tuple[Document, ...]:
        """The documents of an entity, in their order."""
        mine = (one for one in self.documents.values() if one.entity == entity)
        return tuple(sorted(mine, key=lambda one: (one.order, one.id)))


def document_book(documents: Mapping[str, Document]) -> DocumentBook:
    """The book of these documents."""
    signed: dict[str, tuple[Document, ...]] = {}
    for one in documents.values():
        for ref in one.signed_by:
            signed[ref] = (*signed.get(ref, ()), one)
    return DocumentBook(documents, signed)
