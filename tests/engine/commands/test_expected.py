"""What making a record is expected to look at, before it runs."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.access.duty import Actor
from engine.commands.create_record import CreateRecord, create_record
from engine.facts.scene import Scene
from engine.group.group import Group, Run
from engine.group.picture import Picture
from engine.values.need import FindNeed, SerialNeed
from engine.values.plain import Json
from engine.values.record import Decision, Record
from tests.builders.repairs import compiled, repairs

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BY_PHONE = FindNeed("customer", (("phone", "+8613800138000"),))
ALIKE = FindNeed("customer", BY_PHONE.match, 21)


def _unique(said: dict[str, Any]) -> None:
    label = {"en": "There is one with this number", "zh-CN": "该号码已存在"}
    said["unique"] = {"phone": {"fields": ["phone"], "label": label}}


def asked(given: Json) -> CreateRecord:
    release = compiled(repairs({"entities/customer.json": _unique})).release
    assert release is not None
    actor = Actor(person=None, everything=True)
    return CreateRecord(Scene(release, actor, NOW, b"\1" * 16), "customer", given, centre="c1")


def test_the_number_and_the_unique_values_as_they_will_be_kept_are_expected() -> None:
    assert asked({"name": "Lin Hua", "phone": "138 0013 8000"}).sure == (
        ("centre", "c1"),
        SerialNeed("customer.number"),
        BY_PHONE,
        ALIKE,
    )


@pytest.mark.parametrize("given", [None, [], {}, {"phone": None}, {"phone": "12"}, {"phone": {"a": [1]}}])
def test_what_cannot_be_told_yet_is_not_expected(given: Json) -> None:
    assert asked(given).sure == (("centre", "c1"), SerialNeed("customer.number"))


def test_with_what_was_expected_a_record_is_made_in_one_run() -> None:
    one = asked({"name": "Lin Hua", "phone": "138 0013 8000"})
    picture = Picture({})
    group = Group(picture, [run := Run(create_record, one, NOW, one.sure)])
    group.sure()
    picture.take_record("centre", "c1", Record("centre", "c1", 1, {"time_zone": None}))
    picture.take_serial("customer.number", 41)
    picture.take_found(BY_PHONE, ())
    picture.take_found(ALIKE, ())
    assert group.round() == []
    assert isinstance(run.outcome, Decision)
    assert run.outcome.answer["number"] == "C-42"
