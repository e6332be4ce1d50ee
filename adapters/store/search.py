"""What a record can be found by: one text of its names (title, number, how the title sounds) and of its phone numbers.

The names stand in front, each phone number behind a mark and with one behind it, so that either part can be looked at by
itself and the end of a number be told. The marks are characters that no word has.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    column,
    false,
    func,
    or_,
    select,
)

from adapters.store.pinyin import spoken
from adapters.store.simplified import simplified
from adapters.store.storage import Flavour
from engine.conditions import text
from engine.conditions.tree import Condition
from engine.conditions.types import Kind
from engine.ports.store import Sought
from engine.records.entity import Entity, FieldKind
from engine.values.plain import Value

COLUMN = "_search"
FORM = 3  # counted up whenever texts are made in another way, so that those that are there are made anew
_MARK = "\x1f"
_SHOWN = 4  # digits that a masked number shows at its end,
_LONG = 11  # when it has so many: no fewer, whatever its country code
_NO_DIGIT = re.compile(r"\D")


def fold(words: str) -> str:
    """Text without differences of case, width, form and of traditional and simplified characters, with single spaces."""
    return " ".join(simplified(text.fold(words)).split())


def sources(entity: Entity) -> tuple[tuple[str, bool], ...]:
    """The columns that make up the search text, each with whether it is a phone number; names stand first."""
    found: list[tuple[str, bool]] = []
    title = entity.field(entity.title) if entity.title else None
    if (
        title is not None
        and title.stored
        and title.type.kind is Kind.TEXT
        and title.kind is not FieldKind.PHONE
    ):
        found.append((title.id, False))
    if "number" in entity.common and entity.title != "number":
        found.append(("number", False))
    found += [
        (field.id, True) for field in entity.fields.values() if field.stored and field.kind is FieldKind.PHONE
    ]
    return tuple(found)


def search_text(parts: tuple[tuple[str, bool], ...], values: Mapping[str, Value]) -> str | None:
    """The search text of a record; None when there is nothing to find it by."""
    names: list[str] = []
    phones: list[str] = []
    for name, is_phone in parts:
        value = values.get(name)
        if not isinstance(value, str):
            continue
        if is_phone:
            phones.append(_NO_DIGIT.sub("", value) + _MARK)
        else:
            folded = fold(value)
            names += [folded, spoken(folded)]
    found = " ".join(one for one in names if one)
    return f"{found}{_MARK}{''.join(phones)}" if phones else found or None


def found_by(
    column: ColumnElement[str],
    sought: Iterable[Sought],
    holds: Callable[[Condition], ColumnElement[bool]],
    flavour: Flavour,
) -> ColumnElement[bool]:
    """Whether a search text holds every word, each where it may be looked for; ``holds`` is a condition on the row."""
    return and_(True, *(_found(column, one, holds, flavour) for one in sought))


def may_hold(
    rows: FromClause, texts: FromClause, sought: Iterable[Sought], flavour: Flavour
) -> ColumnElement[bool] | None:
    """Whether a row's search text holds the words at all, wherever they stand; None where asking so gains nothing.

    ``texts``: the same table once more. SQLite reads the index of search texts alone for this, instead of each row whole: of
    many rows that is a fiftieth of the work.
    """
    if flavour.postgres:
        return None
    text = texts.c[COLUMN]
    tests: list[ColumnElement[bool]] = []
    for one in sought:
        if one.others is None:  # else it is looked for in other columns too
            digits = _NO_DIGIT.sub("", one.digits)
            words = [word for word in dict.fromkeys((fold(one.word), digits)) if word]
            tests.append(or_(*(func.instr(text, word) > 0 for word in words)))
    return _row_of(rows).in_(select(_row_of(texts)).where(*tests)) if tests else None


def _row_of(table: FromClause) -> ColumnElement[int]:
    """The place of a row as SQLite's indexes name it."""
    found: ColumnClause[int] = column("rowid", Integer())
    found.table = table
    return found


def _found(
    column: ColumnElement[str],
    sought: Sought,
    holds: Callable[[Condition], ColumnElement[bool]],
    flavour: Flavour,
) -> ColumnElement[bool]:
    ways: list[ColumnElement[bool]] = []
    if sought.names is not None:
        ways.append(
            and_(holds(sought.names), _names(column, flavour).contains(fold(sought.word), autoescape=True))
        )
    digits = _NO_DIGIT.sub("", sought.digits)
    if digits and sought.phones is not None:
        wanted = digits + (_MARK if sought.tail else "")
        ways.append(and_(holds(sought.phones), _phones(column, flavour).contains(wanted, autoescape=True)))
    if len(digits) == _SHOWN and sought.tail and sought.tails is not None:
        ways.append(and_(holds(sought.tails), _ends(column, digits, flavour)))
    if sought.others is not None:
        ways.append(holds(sought.others))
    return or_(*ways) if ways else false()


def _names(column: ColumnElement[str], flavour: Flavour) -> ColumnElement[str]:
    """The part before the first mark, or all of it."""
    if flavour.postgres:
        return func.split_part(column, _MARK, 1)
    return func.substr(column, 1, func.instr(column + _MARK, _MARK) - 1)


def _phones(column: ColumnElement[str], flavour: Flavour) -> ColumnElement[str]:
    """The part from the first mark on; nothing when there is none."""
    if flavour.postgres:
        return func.substr(column, func.strpos(column + _MARK, _MARK))
    return func.substr(column, func.instr(column + _MARK, _MARK))


def _ends(column: ColumnElement[str], digits: str, flavour: Flavour) -> ColumnElement[bool]:
    """Whether a number that is long enough to be shown in part ends so."""
    before = "[0-9]" * (_LONG - _SHOWN)
    if flavour.postgres:
        return column.op("~")(f"{before}{digits}{_MARK}")
    return column.op("glob")(f"*{before}{digits}{_MARK}*")
