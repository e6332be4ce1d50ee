"""From a cell to the JSON of a field: what spreadsheets and people make of values, made good again or refused."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from engine.diagnostics.refuse import reason
from engine.ports.sheets import Cell
from engine.records.entity import Field, FieldKind
from engine.values.plain import Json
from engine.values.refusal import Reason
from server.imports.headers import folded
from server.imports.problems import NOT_YES_NO, NUMBER_EATEN, UNKNOWN_OPTION

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_SHORTENED = re.compile(r"([+-]?\d+)(?:\.(\d+))?[eE]\+?(\d{1,3})")
_MONEY = str.maketrans("", "", ",，¥￥$€£ \u00a0")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - day 0 of a spreadsheet has no zone
_LAST_SERIAL = 73_050  # the last day of 2099
_YES = frozenset({"yes", "y", "true", "1", "是", "对", "有", "√", "✓"})
_NO = frozenset({"no", "n", "false", "0", "否", "不", "无", "×", "✗"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = frozenset({FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.PERCENT})
_DIGITS = frozenset({FieldKind.PHONE, FieldKind.NATIONAL_ID})


def text_of(cell: Cell) -> str:
    """The cell as text: whole numbers without a point, the apostrophe of our own exports taken off."""
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime() | date() | time():
            return cell.isoformat()
        case str():
            text = cell.strip()
            return (
                text[1:] if text[:1] == "'" and text[1:2] and text[1:].startswith(_FORMULA_STARTS) else text
            )
        case _:
            return str(cell)


def json_of(field: Field, cell: Cell, values: Mapping[str, Json]) -> Json | Reason:
    """The JSON that a cell means for a field; ``values``: folded cell -> value, as the mapping says.

    Links are given as the text of the cell: which record that is, is somebody else's to find out.
    """
    text = text_of(cell)
    if folded(text) in values:
        return values[folded(text)]
    if not text:
        return None
    if field.kind in _NUMBERS:
        return _number(text)
    if field.kind in _DIGITS:
        return _digits(text)
    read = _READ.get(field.kind)
    return text if read is None else read(field, cell, text)


def _number(text: str) -> Json | Reason:
    plain = unicodedata.normalize("NFKC", text).translate(_MONEY)
    share = plain.endswith("%")
    try:
        number = Decimal(plain.removesuffix("%"))
    except InvalidOperation:
        return text  # the field says why it is no number
    number = number / 100 if share else number
    return format(number, "f") if number.is_finite() else text


def _digits(text: str) -> Json | Reason:
    """A number that is a name: 1.38E+10 is what is left of one."""
    plain = unicodedata.normalize("NFKC", text)
    shortened = _SHORTENED.fullmatch(plain)
    if shortened is None:
        return plain
    whole, fraction, power = shortened[1], shortened[2] or "", int(shortened[3])
    if len(fraction) < power:
        return reason(NUMBER_EATEN, {"value": text})
    return whole + fraction[:power]


def _boolean(_field: Field, _cell: Cell, text: str) -> Json | Reason:
    word = folded(text) or text
    if word in _YES or word in _NO:
        return word in _YES
    return reason(NOT_YES_NO, {"value": text})


def _option(field: Field, _cell: Cell, text: str) -> Json | Reason:
    found = _options(field).get(folded(text))
    return found if found is not None else reason(UNKNOWN_OPTION, {"value": text, "field": field.label})


def _several(field: Field, _cell: Cell, text: str) -> Json | Reason:
    chosen: list[Json] = []
    for part in re.split(r"[,;，；、|]", text):
        if part.strip():
            found = _option(field, part, part.strip())
            if isinstance(found, Reason):
                return found
            chosen.append(found)
    return chosen


def _options(field: Field) -> dict[str, str]:
    """Folded id or label -> option."""
    words = {folded(word): id for id, one in field.options.items() for word in one.label.values()}
    return {**words, **{folded(id): id for id in field.options}}


def _date(_field: Field, cell: Cell, text: str) -> Json | Reason:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    moment = _moment(text)
    return text if moment is None else moment.date().isoformat()


def _datetime(_field: Field, cell: Cell, text: str) -> Json | Reason:
    if isinstance(cell, datetime):
        return cell.replace(microsecond=0).isoformat()
    moment = _moment(text)
    return text if moment is None else moment.isoformat()


def _moment(text: str) -> datetime | None:
    """2026/3/2, 2026年3月2日 9:30, or the number of days that a spreadsheet keeps; None: read it as it stands."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        serial = float(plain)
    except ValueError:
        serial = 0.0
    if 1 <= serial <= _LAST_SERIAL:
        return (_EPOCH + timedelta(days=serial)).replace(microsecond=0)
    day = _DAY.match(plain)
    rest = plain[day.end() :].strip(" T") if day else ""
    clock = _TIME.fullmatch(rest) if rest else None
    if day is None or (rest and clock is None):
        return None
    try:
        hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
        # The local time of the centre, which the field resolves.
        return datetime(int(day[1]), int(day[2]), int(day[3]), hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


_READ: Mapping[FieldKind, Callable[[Field, Cell, str], Json | Reason]] = {
    FieldKind.BOOLEAN: _boolean,
    FieldKind.ENUM: _option,
    FieldKind.ENUMS: _several,
    FieldKind.DATE: _date,
    FieldKind.DATETIME: _datetime,
}
