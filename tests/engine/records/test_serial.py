"""Numbers that the engine gives."""

from datetime import date

import pytest

from engine.records.serial import serial

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)


def test_c9_the_number_starts_again_when_the_date_part_changes():
    pattern = serial("CON-{yyyy}{MM}-{n:6}")
    assert pattern is not None
    assert pattern.text(7, MARCH) == "CON-202603-000007"
    assert pattern.counter("contract.number", MARCH) == pattern.counter("contract.number", date(2026, 3, 1))
    assert pattern.counter("contract.number", MARCH) != pattern.counter("contract.number", APRIL)


def test_a_number_without_a_date_never_starts_again():
    pattern = serial("L-{n}")
    assert pattern is not None
    assert pattern.counter("x", MARCH) == pattern.counter("x", APRIL) == "x"
    assert pattern.text(1_234, MARCH) == "L-1234"


def test_the_order_of_date_parts_does_not_split_a_counter():
    forward, backward = serial("{yyyy}{MM}{n}"), serial("{MM}/{yyyy}/{n}")
    assert forward is not None
    assert backward is not None
    assert forward.counter("x", MARCH) == backward.counter("x", MARCH) == "x:202603"


@pytest.mark.parametrize(
    "pattern",
    ["", "L-", "{n}{n}", "{x}{n}", "{yyyy:4}{n}", "%Y{n}", "{n:0}", "{n", "a\n{n}", "x" * 60 + "{n}"],
)
def test_what_is_no_pattern(pattern):
    assert serial(pattern) is None


def test_a_number_is_read_and_moved_on():
    pattern = serial("{MM}/{yyyy}-C{n:3}.")
    assert pattern is not None
    text = pattern.text(998, MARCH)
    assert pattern.read("x.number", text) == (pattern.counter("x.number", MARCH), 998)
    assert pattern.moved(text, 7) == "03/2026-C1005."
    assert pattern.read("x.number", "03/2026-C98.") is None
    assert pattern.moved("something else", 7) == "something else"
