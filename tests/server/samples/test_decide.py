"""Samples decide approvals: what was asked for is approved or refused by the people of the sample."""

import json
from typing import Any

from engine.packs.check import check
from server.samples.play import play_sample
from server.samples.playing import SampleReport
from tests.builders.approvals import text, workshop
from tests.builders.repairs import house, sample

PEOPLE = {
    "ann": {"name": "Ann", "role": "seller", "centre": "c1"},
    "ben": {"name": "Ben", "role": "head", "centre": "c1"},
    "zoe": {"name": "Zoe", "role": "boss"},
}
SUBMIT = {"do": "order.submit", "as": "@ann"}


def files(*then: dict[str, Any]) -> dict[str, bytes]:
    orders = {
        "entity": "order",
        "as": "@ann",
        "count": 2,
        "at": "2026-03-02T08:00:00+08:00",
        "set": {"title": "x", "discount": 0.08},
        "then": [*then],
    }
    few = {
        "kind": "sample",
        "label": text("Few"),
        "seed": 1,
        "clock": "2026-03-02T09:00:00+08:00",
        "centres": {"c1": {"name": "One"}},
        "people": PEOPLE,
        "records": {"orders": orders},
    }
    documents = {**workshop().source, "samples/tiny.json": few}
    return {path: json.dumps(said, default=str).encode() for path, said in documents.items()}


async def played(*then: dict[str, Any]) -> SampleReport:
    made = files(*then)
    async with house(made) as opened:
        return await play_sample(opened, sample(made))


async def test_what_was_asked_for_is_decided() -> None:
    report = await played(SUBMIT, {"decide": "approve", "as": "@ben", "after": ["PT10M"]})
    assert (report.refused, report.moves) == ([], 4)


async def test_who_asked_does_not_decide_in_a_sample_either() -> None:
    report = await played(SUBMIT, {"decide": "approve", "as": "@ann"})
    assert {one.refusal.reasons[0].code for one in report.refused} == {"approvals.own"}


def test_a_step_says_one_thing() -> None:
    both = check(files({**SUBMIT, "decide": "approve"})).errors
    elsewhere = check(files({"decide": "approve", "on": "helper"})).errors
    neither = check(files({"as": "@ann"})).errors
    assert [one.code for one in both] == ["packs.two_actions"]
    assert "packs.two_actions" in {one.code for one in elsewhere}
    assert [one.code for one in neither] == ["packs.missing_key"]
