"""Any value that a field may hold, as it is kept: for tests that hold for all of them."""

import string
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from engine.records.contact import check_digit
from engine.records.entity import Field, FieldKind
from engine.values.duration import Duration
from tests.engine.records.bakery import LABEL, changed, compiled, field

OPTIONS = {"a": {"label": LABEL}, "b": {"label": LABEL}, "c": {"label": LABEL}}
ID = st.builds(
    lambda head, rest: head + rest,
    st.sampled_from("01234567"),
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=25, max_size=25),
)
_SAID: dict[str, Any] = {
    "text": {},
    "long_text": {},
    "address": {},
    "integer": {},
    "decimal": {},
    "percent": {},
    "money": {},
    "boolean": {},
    "date": {},
    "time": {},
    "datetime": {},
    "duration": {},
    "enum": {"options": OPTIONS},
    "enums": {"options": OPTIONS},
    "link": {"to": "guest"},
    "person": {},
    "phone": {"region": "CN"},
    "email": {},
    "url": {},
    "national_id": {"region": "CN"},
    "file": {},
    "image": {},
}
_ENTITY = compiled(
    "order",
    changed(
        order={
            "fields": {f"a_{kind}": field(kind, **more) for kind, more in _SAID.items()}
            | {"either": field("link", to=["guest", "flour"]), "passport": field("national_id")}
        }
    ),
)
ENTERED: tuple[Field, ...] = tuple(
    found for name, found in _ENTITY.fields.items() if name.startswith("a_") or name in ("either", "passport")
)


def _kept(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _id_number(place: int, born: date, order: int) -> str:
    first = f"{place:06d}{born:%Y%m%d}{order:03d}"
    return first + check_digit(first)


_CHARACTERS = st.characters(exclude_categories=("Cc", "Cs"))
_NUMBERS = st.decimals(Decimal(-(10**11)), Decimal(10**11), places=6).map(
    lambda number: Decimal(format(number, "f").rstrip("0").rstrip(".")) + 0
)
_NAMES = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=20)
_STRATEGIES: dict[FieldKind, st.SearchStrategy[Any]] = {
    FieldKind.TEXT: st.text(_CHARACTERS, max_size=60).map(_kept),
    FieldKind.LONG_TEXT: st.text(_CHARACTERS | st.just("\n"), max_size=200).map(_kept),
    FieldKind.ADDRESS: st.text(_CHARACTERS, max_size=60).map(_kept),
    FieldKind.INTEGER: st.integers(-(10**12) + 1, 10**12 - 1),
    FieldKind.DECIMAL: _NUMBERS,
    FieldKind.PERCENT: _NUMBERS,
    FieldKind.MONEY: _NUMBERS,
    FieldKind.BOOLEAN: st.booleans(),
    FieldKind.DATE: st.dates(date(1900, 1, 1), date(2999, 12, 31)),
    FieldKind.TIME: st.times(),
    FieldKind.DATETIME: st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    FieldKind.DURATION: st.builds(
        lambda sign, months, days, seconds: Duration(sign * months, sign * days, sign * seconds),
        st.sampled_from((1, -1)),
        st.integers(0, 500),
        st.integers(0, 5_000),
        st.integers(0, 10**7),
    ),
    FieldKind.ENUM: st.sampled_from(("a", "b", "c")),
    FieldKind.ENUMS: st.sampled_from((("a",), ("b", "c"), ("a", "b", "c"))),
    FieldKind.PERSON: ID,
    FieldKind.FILE: ID,
    FieldKind.IMAGE: ID,
    FieldKind.PHONE: st.builds("+86138{:08d}".format, st.integers(0, 10**8 - 1)),
    FieldKind.EMAIL: st.builds("{}@{}.example".format, _NAMES, _NAMES),
    FieldKind.URL: st.builds("https://{}.example/{}?q={}".format, _NAMES, _NAMES, _NAMES),
}


def values_of(field: Field) -> st.SearchStrategy[Any]:
    """Values of a field as it keeps them; of text also "", which is absent."""
    if field.kind is FieldKind.LINK:
        return ID if len(field.to) == 1 else st.builds("{}/{}".format, st.sampled_from(field.to), ID)
    if field.kind is FieldKind.NATIONAL_ID:
        chinese = st.builds(
            _id_number,
            st.integers(110_000, 659_999),
            st.dates(date(1920, 1, 1), date(2025, 1, 1)),
            st.integers(0, 999),
        )
        return chinese if field.region == "CN" else st.from_regex(r"\A[A-Z0-9]{4,20}\Z")
    return _STRATEGIES[field.kind]
