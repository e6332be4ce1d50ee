"""Random conditions in JSON, typed, and random facts for them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from engine.conditions.moments import WINDOWS
from engine.conditions.types import Kind
from engine.values.duration import Duration
from tests.conformance.job import NOW, ROW, SIZE, STATE, TAGS

ALPHABET = "aAbßSséÉe\u0301\u0345ΣσςçＡａ张三ﬁ①%_\\'\"ſİıK \u00a0жЖᾳǰ가각\u1100\u1161😀ｱﾞア"
# Texts that are parts of one another in some way, so that comparisons hold as often as not.
ALIKE = ["ss", "SS", "ß", "Straße", "STRASSE", "é", "e\u0301", "É", "ａｂ", "AB", "ab", "三", "张三", "ﬁn", "FI", "fin", "Σ", "σς", "ſ", "ǰ", "%", "_", "\u0345", "ᾳ", "ΑΙ", "각", "\u1100\u1161\u11a8", "ｶﾞ", "ガ", "İ", "i̇"]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ALIKE), st.text(ALPHABET, min_size=1, max_size=5))
INTEGERS = st.one_of(st.integers(-4, 4), st.integers(-4, 4), st.integers(-(10**11), 10**11))
NUMBERS = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.5"), Decimal("-1.5"), Decimal(2), Decimal("0.000001")]),
    st.sampled_from(
        [Decimal(1), Decimal("2.5"), Decimal("-0.5"), Decimal(-3), Decimal("999999999999.999999")]
    ),
    st.decimals(-(10**11), 10**11, places=6, allow_nan=False, allow_infinity=False),
)
DAYS = st.one_of(st.dates(date(2026, 3, 1), date(2026, 3, 3)), st.dates(date(2026, 2, 25), date(2026, 3, 15)))
MOMENTS = st.datetimes(datetime(2026, 2, 27), datetime(2026, 3, 10), timezones=st.just(UTC))  # noqa: DTZ001
TIMES = st.sampled_from([time(8), time(9, 30), time(9, 30, 1), time(12), time(12, 0, 0, 500_000)])
DURATIONS = st.builds(
    lambda sign, months, days, seconds: Duration(sign * months, sign * days, sign * seconds),
    st.sampled_from([1, -1]), st.integers(0, 2), st.integers(0, 40), st.sampled_from([0, 1, 3600, 86_400, 90_061]),
)  # fmt: skip
LISTS = st.lists(st.sampled_from(TAGS.options), unique=True, max_size=3).map(tuple)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.TEXT: st.one_of(TEXTS, st.just("")),
    Kind.INTEGER: INTEGERS,
    Kind.NUMBER: NUMBERS,
    Kind.MONEY: NUMBERS,
    Kind.BOOLEAN: st.booleans(),
    Kind.DATE: DAYS,
    Kind.DATETIME: MOMENTS,
    Kind.TIME: TIMES,
    Kind.DURATION: DURATIONS,
    Kind.ENUMS: LISTS,
    Kind.LINK: st.sampled_from(["r1", "r2"]),
}
ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "UTC")]
NOWS = [NOW, datetime(2026, 3, 8, 1, 30, tzinfo=UTC), datetime(2026, 3, 1, 16, 0, tzinfo=UTC)]
ORDERED = ("lt", "lte", "gt", "gte")
BY_KIND: dict[Kind, tuple[str, ...]] = {
    Kind.TEXT: ("eq", "ne", "contains", "starts_with", "in", "not_in", *ORDERED),
    Kind.INTEGER: ("eq", "ne", "in", "not_in", "between", *ORDERED),
    Kind.NUMBER: ("eq", "ne", "in", "between", *ORDERED),
    Kind.MONEY: ("eq", "ne", "between", *ORDERED),
    Kind.BOOLEAN: ("eq", "ne"),
    Kind.DATE: ("eq", "ne", "before", "after", "within", "during", "between", "in"),
    Kind.DATETIME: ("eq", "ne", "before", "after", "within", "during", "between", *ORDERED),
    Kind.TIME: ("eq", "ne", "in", "before", "after"),
    Kind.DURATION: ("eq", "ne", "in", *ORDERED),
    Kind.ENUM: ("eq", "ne", "in", "not_in", "between", *ORDERED),
    Kind.ENUMS: ("contains", "any_of", "all_of"),
    Kind.LINK: ("eq", "ne", "in"),
}
NUMERIC = ("pieces", "pages", "weight", "rate", "1", "0.5", "7", "parameter.cap")


def written(value: Any) -> Any:
    """A value as JSON writes it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, tuple):
        return [*value]
    return str(value) if isinstance(value, Duration) else value


def values_of(field: str) -> st.SearchStrategy[Any]:
    """Values of a field, as facts hold them."""
    kind = ROW[field]
    return st.sampled_from(kind.options) if kind.kind is Kind.ENUM else VALUES[kind.kind]


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """Facts for a job, most fields present."""
    found: dict[str, Any] = {"now": draw(st.sampled_from(NOWS)), "zone": draw(st.sampled_from(ZONES))}
    for field in ROW:
        if draw(st.integers(0, 4)):
            found[field] = draw(values_of(field))
    if found.get("about"):
        found["about"] = draw(st.sampled_from(["customer/", "supplier/"])) + found["about"]
    for path, strategy in (
        ("parameter.cap", INTEGERS),
        ("parameter.grace", DURATIONS),
        ("actor", VALUES[Kind.LINK]),
    ):
        if draw(st.booleans()):
            found[path] = draw(strategy)
    found["set"] = draw(st.integers(0, 3))
    return found


def formulas() -> st.SearchStrategy[str]:
    """Formulas that give a number."""
    return st.recursive(
        st.sampled_from(NUMERIC),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), inner).map(
                lambda p: f"({p[0]} {p[1]} {p[2]})"
            ),
            st.tuples(st.sampled_from(["abs", "floor", "ceiling", "round", "-"]), inner).map(
                lambda p: f"{p[0]}({p[1]})"
            ),
            st.tuples(inner, st.integers(0, 6)).map(lambda p: f"round({p[0]}, {p[1]})"),
            st.tuples(st.sampled_from(["min", "max", "coalesce"]), inner, inner).map(
                lambda p: f"{p[0]}({p[1]}, {p[2]})"
            ),
            st.tuples(inner, st.sampled_from(["<", "<=", "==", "!=", ">"]), inner, inner, inner).map(
                lambda p: f"({p[3]} if {p[0]} {p[1]} {p[2]} else {p[4]})"
            ),
            st.tuples(inner, inner).map(lambda p: f"({p[0]} if urgent and not present(name) else {p[1]})"),
            st.sampled_from(
                ["length(name)", "length(upper(note))", "days(day, at)", "days(deadline, today())"]
            ),
        ),
        max_leaves=6,
    )


@st.composite
def leaves(draw: st.DrawFn) -> dict[str, Any]:
    """One comparison."""
    field = draw(st.sampled_from([*ROW]))
    kind = ROW[field]
    operator = draw(st.sampled_from((*BY_KIND[kind.kind], "present", "absent")))
    if operator in ("present", "absent"):
        return {"field": field, "op": operator}
    leaf: dict[str, Any] = {"field": field, "op": operator}
    literals = values_of(field).filter(lambda value: value not in ("", ()))
    if operator == "during":
        return {**leaf, "value": draw(st.sampled_from([*WINDOWS]))}
    if operator == "within":
        return {**leaf, "value": draw(st.one_of(DURATIONS.map(str), st.just({"parameter": "grace"})))}
    if operator in ("in", "not_in"):
        return {
            **leaf,
            "value": [written(value) for value in draw(st.lists(literals, min_size=1, max_size=3))],
        }
    if kind.kind is Kind.ENUMS and operator == "contains":
        return {**leaf, "value": draw(st.sampled_from(TAGS.options))}
    other = [name for name, found in ROW.items() if found.kind is kind.kind and found == kind]
    rights = st.one_of(literals.map(written), st.sampled_from(other).map(lambda name: {"field": name}))
    if kind.kind in (Kind.DATE, Kind.DATETIME):
        moments = ["day", "deadline", "at", "until"]
        nows = DURATIONS.map(lambda span: {"now": str(span)})
        rights = st.one_of(
            rights,
            st.sampled_from(moments).map(lambda name: {"field": name}),
            nows,
            st.just({"now": "today"}),
            DAYS.map(written),
        )
    if kind.kind in (Kind.INTEGER, Kind.NUMBER):
        rights = st.one_of(rights, formulas().map(lambda text: {"formula": text}))
    if operator == "between":
        return {**leaf, "value": [draw(rights), draw(rights)]}
    return {**leaf, "value": draw(rights)}


@st.composite
def formula_leaves(draw: st.DrawFn) -> dict[str, Any]:
    """A formula against a number, another formula, or nothing."""
    text = draw(formulas())
    if draw(st.booleans()):
        return {"formula": text, "op": draw(st.sampled_from(["present", "absent"]))}
    right = draw(st.one_of(INTEGERS, NUMBERS, formulas().map(lambda other: {"formula": other})))
    return {"formula": text, "op": draw(st.sampled_from(("eq", "ne", *ORDERED))), "value": right}


SPECIAL = st.sampled_from(
    [
        {"field": "about", "op": "eq", "value": {"field": "customer"}},
        {"field": "owner", "op": "ne", "value": {"field": "actor"}},
        {"field": "state", "op": "not_in", "value": ["open"]},
        {"some": "call.about", "where": {"field": "minutes", "op": "gt", "value": 1}},
        {"count": "sheets", "op": "lt", "value": {"parameter": "cap"}},
        {"formula": "concat(name, note)", "op": "contains", "value": "sS"},
        {"formula": "lower(upper(name))", "op": "eq", "value": {"field": "note"}},
        {"formula": "coalesce(size, least)", "op": "gte", "value": {"field": "least"}},
        {"formula": "max(day, deadline)", "op": "before", "value": {"field": "at"}},
        {"formula": "span if urgent else limit", "op": "gt", "value": "P1D"},
        {"formula": "min(at, until)", "op": "during", "value": "this_week"},
        {
            "field": "size",
            "op": "eq",
            "value": {
                "choose": [
                    {"if": {"field": "urgent", "op": "eq", "value": True}, "value": SIZE.options[0]},
                    {"value": {"field": "least"}},
                ]
            },
        },
        {"field": "state", "op": "lt", "value": STATE.options[2]},
        True,
        False,
    ]
)


def conditions() -> st.SearchStrategy[Any]:
    """Conditions of a few comparisons."""
    return st.recursive(
        st.one_of(leaves(), leaves(), formula_leaves(), SPECIAL),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=5,
    )
