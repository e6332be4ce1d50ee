"""Metric files: what is compiled, and what is refused by name."""

from typing import Any

import pytest

from engine.metrics.metric import Function
from engine.packs.check import check
from tests.server.shop import files, label

SHARE: dict[str, Any] = {
    "kind": "metric", "label": label("Done in time"), "entity": "job", "at": "created_at", "function": "share",
    "where": {"field": "kind", "op": "eq", "value": "repair"}, "holds": {"field": "state", "op": "eq", "value": "closed"},
    "split": ["kind", "centre", "owner", "urgent", "state"], "target": 0.9, "better": "more", "duty": "job.close",
}  # fmt: skip


def told(**changed: Any) -> set[tuple[str, str]]:
    said = {name: value for name, value in (SHARE | changed).items() if value is not None}
    found = check(files(metrics__one=said))
    return {(one.code, one.pointer) for one in found.errors}


def test_a_metric_is_part_of_the_release():
    release = check(files(metrics__one=SHARE)).release
    assert release
    metric = release.metrics["one"]
    assert (metric.function, metric.at, [*metric.split]) == (
        Function.SHARE,
        "created_at",
        ["kind", "centre", "owner", "urgent", "state"],
    )
    assert metric.reads == {"kind", "state", "created_at", "centre", "owner", "urgent"}


@pytest.mark.parametrize(
    ("changed", "code", "pointer"),
    [
        ({"entity": "jobb"}, "metrics.unknown_entity", "/entity"),
        ({"duty": "job.sell"}, "metrics.unknown_duty", "/duty"),
        ({"at": "title"}, "metrics.not_a_moment", "/at"),
        ({"at": "customer.created_at"}, "metrics.not_a_moment", "/at"),
        ({"holds": None}, "metrics.no_holds", "/holds"),
        ({"function": "count"}, "metrics.only_share", "/holds"),
        ({"field": "price"}, "metrics.needs_no_value", "/field"),
        ({"function": "sum", "holds": None}, "metrics.no_value", ""),
        (
            {"function": "sum", "holds": None, "field": "price", "formula": "price * 2"},
            "metrics.no_value",
            "",
        ),
        ({"function": "sum", "holds": None, "field": "title"}, "metrics.not_a_number", "/field"),
        ({"function": "percentile", "holds": None, "field": "price"}, "metrics.no_percent", "/percent"),
        ({"percent": 90}, "metrics.only_percentile", "/percent"),
        ({"split": ["title"]}, "metrics.no_split", "/split/0"),
        ({"split": ["kind", "nothing"]}, "conditions.unknown_field", "/split/1/field"),
        ({"target": {"field": "price"}}, "metrics.target_of_record", "/target"),
        ({"where": {"field": "knid", "op": "eq", "value": 1}}, "conditions.unknown_field", "/where/field"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(changed: dict[str, Any], code: str, pointer: str):
    assert (code, pointer) in told(**changed)


def test_a_metric_that_is_right_says_nothing():
    assert told() == set()
    assert told(function="median", holds=None, formula="price * 2", target={"parameter": "highest"}) == set()
