"""Formulas: what they may hold, their types, and bombs."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.conditions.compile import value_of
from engine.conditions.formula import formula
from engine.conditions.functions import FUNCTIONS, OTHERS
from engine.conditions.tree import Literal
from engine.conditions.types import INTEGER, NUMBER, Kind
from tests.conformance.job import CNY, NAMES

BOMBS = [
    "9**9**9",
    "9 ** 9 ** 9 ** 9",
    "9" * 4_000,
    "1e999999999",
    "1.5e99999",
    "(" * 10_000 + "1" + ")" * 10_000,
    "(" * 1_500 + "1" + ")" * 1_500,
    "[" * 2_000,
    "-" * 4_000 + "1",
    "not " * 1_000 + "urgent",
    "~" * 3_000 + "1",
    "x" + ".x" * 1_500,
    "1 if urgent else " * 200 + "1",
    "+".join(["pieces"] * 600),
    "max(" * 30 + "1" + ")" * 30,
    "lambda:" * 500 + "1",
    "'a' * 999999999",
    "name * 999999999999",
    "f'{" * 100,
    "1 << 99999999",
    "concat(" + ",".join(["name"] * 1_000) + ")",
    "\x00",
    "\ud800",
    "1" + "\n" * 3_000,
    "0x" + "f" * 4_000,
    "pieces" * 600,
    "{1: 2}",
    "(yield)",
    "1; import os",
    "(lambda: (yield))()",
    "().__class__.__bases__[0]",
    "name.__class__.__mro__",
    "__builtins__",
    "open('x')",
    "eval('1')",
    "1if urgent else 2",
    "0_1",
    "01",
    "1 is 1",
    "'\\d'",
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_bombs_and_foreign_things_are_refused_within_a_second(text: str) -> None:
    start = time.perf_counter()
    parsed = formula(text, NAMES)
    assert time.perf_counter() - start < 1
    if text.strip("\n") == "1":
        assert parsed.node == Literal(1, INTEGER)
        return
    assert parsed.node is None
    assert parsed.diagnostics


def test_numbers_are_read_from_the_text_exactly() -> None:
    assert formula("0.1", NAMES).node == Literal(Decimal("0.1"), NUMBER)
    assert formula("'张' if urgent else '三'", NAMES).node is not None
    found = formula("0.1 + 0.2 if name == '张三' else 0.300000", NAMES).node
    assert found is not None
    assert value_of(found)({"name": "张三"}) == Decimal("0.3")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pieces * pages", Kind.INTEGER),
        ("pieces / pages", Kind.NUMBER),
        ("pieces // 2", Kind.INTEGER),
        ("weight % 1", Kind.NUMBER),
        ("price * weight", Kind.MONEY),
        ("price / pieces", Kind.MONEY),
        ("price / cost", Kind.NUMBER),
        ("round(weight)", Kind.INTEGER),
        ("round(weight, 2)", Kind.NUMBER),
        ("round(price, 2)", Kind.MONEY),
        ("floor(price)", Kind.MONEY),
        ("coalesce(pieces, weight)", Kind.NUMBER),
        ("days(day, at)", Kind.INTEGER),
        ("length(name)", Kind.INTEGER),
        ("today()", Kind.DATE),
        ("now()", Kind.DATETIME),
        ("customer", Kind.LINK),
        ("tags", Kind.ENUMS),
    ],
)
def test_types(text: str, kind: Kind) -> None:
    found = formula(text, NAMES).node
    assert found is not None
    assert found.type.kind is kind


def test_money_keeps_its_currency() -> None:
    found = formula("round(price * pieces * (1 - rate), 2) + 10", NAMES).node
    assert found is not None
    assert found.type == CNY


def test_every_function_shows_how_it_is_written() -> None:
    for name in (*FUNCTIONS, *OTHERS):
        found = formula(
            f"{name}(1, 2, 3, 4, 5)" if name not in ("min", "max", "coalesce", "concat") else f"{name}()",
            NAMES,
        )
        usage = FUNCTIONS[name].usage if name in FUNCTIONS else OTHERS[name]
        assert [d.data["usage"] for d in found.diagnostics] == [usage]


def test_products_are_exact_however_long() -> None:
    found = formula("*".join(["weight"] * 30), NAMES).node
    assert found is not None
    weight = Decimal("999999999999.999999")
    exact = value_of(found)({"weight": weight})
    assert exact == Decimal(f"{999999999999999999**30}E-180")


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(max_size=60), st.text("pieces.()*/+-%<>='\", 19ifelse[]{}:", max_size=80)))
def test_reading_never_raises(text: str) -> None:
    parsed = formula(text, NAMES)
    assert (parsed.node is None) is bool(parsed.diagnostics)
