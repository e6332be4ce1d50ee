"""Copies of centres in samples: whose they are, what is copied, and what cannot be."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.packs.check import check
from engine.packs.generators import counted
from engine.packs.sample import SampleFile
from engine.packs.sample_copies import parts_of, with_copies
from tests.builders.repairs import repairs, sample

Said = dict[str, Any]


def copied(said: Said) -> None:
    """The shop in the north, twice more; what it sells is made once for all by the boss."""
    said["people"]["boss1"] = {"name": "Chu Nan", "role": "front_desk"}
    said["people"]["desk1"]["manager"] = "@boss1"
    said["people"]["tech1"]["manager"] = "@desk1"
    said["centres"]["south"] = {"name": "South"}
    said["people"]["desk2"] = {"name": "Du Min", "role": "front_desk", "centre": "south"}
    said["lists"]["surnames"] = ["Ai", "Bai"]
    said["lists"]["names"] = ["Ke", "Li", "Mo"]
    said["copies"] = {
        "of": {"north": {"east": {"name": "East"}, "west": {"name": "West"}}},
        "surnames": "surnames",
        "given_names": "names",
    }
    said["records"]["customers"]["set"]["phone"] = {"pattern": "138001{c}{n:4}"}


def file(change: Callable[[Said], object] = lambda _said: None) -> SampleFile:
    def both(said: Said) -> None:
        copied(said)
        change(said)

    return sample(repairs({"samples/tiny.json": both}))


def test_what_has_to_do_with_a_copied_centre_happens_in_its_copies() -> None:
    def by_boss(said: Said) -> None:
        said["records"]["first"] = {**said["records"]["customers"], "as": "@boss1", "order": 1}

    once, (part,) = parts_of(file(by_boss))
    assert once == ("first",)
    assert part.entries == ("customers", "repairs")
    assert [(copy.number, copy.alias) for copy in part.copies] == [(0, "north"), (1, "east"), (2, "west")]


def test_an_entry_belongs_to_the_centre_of_what_it_takes_from() -> None:
    def of_nobody(said: Said) -> None:
        said["records"]["repairs"].pop("as")
        for step in said["records"]["repairs"]["then"]:
            step["as"] = "@boss1"

    once, (part,) = parts_of(file(of_nobody))
    assert once == ()
    assert part.entries == ("customers", "repairs")


def test_copies_have_people_of_their_own() -> None:
    whole = with_copies(file())
    assert whole.centres["east"] == {"name": "East"}
    east = {alias: person for alias, person in whole.people.items() if person.centre == "east"}
    assert {alias: (one.role, one.manager) for alias, one in east.items()} == {
        "desk1_east": ("front_desk", "@boss1"),
        "tech1_east": ("technician", "@desk1_east"),
    }
    names = [person.name for person in whole.people.values()]
    assert len(set(names)) == len(names) == 8


def test_a_sample_without_copies_is_one_part_for_all() -> None:
    plain = sample(repairs())
    assert parts_of(plain) == (("customers", "repairs"), ())
    assert with_copies(plain) == plain


def test_patterns_count_copies() -> None:
    assert counted("{c}-{c:2}-{n:3}", 7, 4) == "4-04-007"
    assert counted("{c}{n}", 7) == "07"


@pytest.mark.parametrize(
    ("place", "value", "pointer", "code"),
    [
        (("copies", "of", "norht"), {}, "/copies/of/norht", "packs.data_unknown"),
        (("copies", "surnames"), "nobody", "/copies/surnames", "packs.data_unknown"),
        (("copies", "of", "north", "desk1"), {}, "/copies/of/north/desk1", "packs.alias_twice"),
        (("copies", "of", "north", "east"), {"nam": "x"}, "/copies/of/north/east/nam", "packs.data_unknown"),
        (("records", "repairs", "as"), ["@desk1", "@desk2"], "/records/repairs", "packs.copy_of_two"),
        (
            ("records", "customers", "set", "name"),
            {"pattern": "No. {c}{n}"},
            "/records/customers/set/name",
            "packs.copy_word",
        ),
        (
            ("records", "customers"),
            {"entity": "customer", "count": 9, "order": 1, "set": {"name": "x", "phone": "13800138000"}},
            None,
            None,
        ),
    ],
)
def test_what_cannot_be_copied_is_found_at_its_place(
    place: tuple[str, ...], value: object, pointer: str | None, code: str | None
) -> None:
    def faulty(said: Said) -> None:
        copied(said)
        for key in place[:-1]:
            said = said[key]
        said[place[-1]] = value

    errors = [(one.pointer, one.code) for one in check(repairs({"samples/tiny.json": faulty})).errors]
    assert errors == [] if pointer is None else (pointer, code) in errors


def test_copies_cannot_take_in_turn_what_is_there_once() -> None:
    def taking(said: Said) -> None:
        copied(said)
        said["records"]["customers"].pop("as")
        said["records"]["repairs"]["set"]["customer"] = {"next_of": "customers"}

    errors = check(repairs({"samples/tiny.json": taking})).errors
    assert [(one.pointer, one.code) for one in errors] == [
        ("/records/repairs/set/customer", "packs.copy_takes")
    ]
    assert "one_of" in json.dumps([one.text("en") for one in errors] + [str(one) for one in errors])
