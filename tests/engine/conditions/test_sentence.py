"""Sentences in both languages."""

from typing import Any

import pytest

from engine.conditions.explain import explain
from engine.conditions.parse import condition, value
from engine.conditions.sentence import fixes, sentence, value_words
from engine.conditions.tree import OPERATORS
from tests.conformance.job import NAMES

LABELS = {
    "en": {"pieces": "Pieces", "pages": "Pages", "name": "Name", "size": "Size", "state": "State", "urgent": "Urgent", "day": "Day", "at": "Start", "price": "Price", "customer": "customer", "tags": "Tags", "cap": "Cap", "complaint": "complaint", "sheet": "sheet", "small": "Small", "large": "Large", "red": "Red", "blue": "Blue", "amount": "Amount", "text": "Text", "queued": "Queued", "printing": "Printing", "weight": "Weight", "input.reason": "Reason"},
    "zh-CN": {"pieces": "件数", "pages": "页数", "name": "姓名", "size": "尺寸", "state": "状态", "urgent": "加急", "day": "日期", "at": "开始时间", "price": "价格", "customer": "客户", "tags": "标签", "cap": "上限", "complaint": "投诉", "sheet": "明细", "small": "小", "large": "大", "red": "红", "blue": "蓝", "amount": "金额", "text": "内容", "queued": "排队中", "printing": "印刷中", "weight": "重量", "input.reason": "原因"},
}  # fmt: skip


class Labels:
    def path(self, path: str, language: str) -> str:
        return LABELS[language].get(path, path)

    def option(self, path: str, id: str, language: str) -> str:
        return LABELS[language].get(id, id)

    def parameter(self, name: str, language: str) -> str:
        return LABELS[language].get(name, name)

    def entity(self, entity: str, language: str) -> str:
        return LABELS[language].get(entity, entity)


def said(source: Any) -> tuple[str, str]:
    tree = condition(source, NAMES).tree
    assert tree is not None
    return sentence(tree, Labels(), "en"), sentence(tree, Labels(), "zh-CN")


FEW = {"field": "pieces", "op": "lt", "value": 3}
URGENT = {"field": "urgent", "op": "eq", "value": True}


@pytest.mark.parametrize(
    ("source", "english", "chinese"),
    [
        (FEW, "Pieces is less than 3", "件数小于3"),
        ({"field": "pieces", "op": "eq", "value": {"parameter": "cap"}}, "Pieces is Cap", "件数等于上限"),
        (
            {"field": "pieces", "op": "gte", "value": {"field": "pages"}},
            "Pieces is at least Pages",
            "件数不少于页数",
        ),
        ({"field": "name", "op": "ne", "value": "Ann"}, "Name is not “Ann”", "姓名不为“Ann”"),
        ({"field": "name", "op": "contains", "value": "三"}, "Name contains “三”", "姓名包含“三”"),
        ({"field": "name", "op": "starts_with", "value": "张"}, "Name begins with “张”", "姓名以“张”开头"),
        ({"field": "name", "op": "absent"}, "Name is empty", "姓名未填写"),
        ({"field": "input.reason", "op": "present"}, "Reason is filled in", "原因已填写"),
        (
            {"field": "size", "op": "in", "value": ["small", "large"]},
            "Size is “Small” or “Large”",
            "尺寸为“小”、“大”之一",
        ),
        (
            {"field": "state", "op": "in", "value": ["open"]},
            "State is “Queued” or “Printing”",
            "状态为“排队中”、“印刷中”之一",
        ),
        (
            {"field": "size", "op": "gte", "value": "large"},
            "Size is “Large” or comes after it",
            "尺寸为“大”或排在其后",
        ),
        (
            {"field": "price", "op": "lte", "value": "12.50"},
            "Price is at most 12.50 CNY",
            "价格不超过12.50 CNY",
        ),
        (
            {"field": "pieces", "op": "between", "value": [1, 5]},
            "Pieces is between 1 and 5",
            "件数在1与5之间（含两端）",
        ),
        (
            {"field": "day", "op": "before", "value": "2026-03-02"},
            "Day is before 2026-03-02",
            "日期早于2026-03-02",
        ),
        (
            {"field": "day", "op": "gte", "value": {"now": "today"}},
            "Day is no earlier than today",
            "日期不早于今天",
        ),
        (
            {"field": "at", "op": "lt", "value": {"now": "-PT72H"}},
            "Start is before 72 hours ago",
            "开始时间早于72小时前",
        ),
        (
            {"field": "at", "op": "after", "value": {"now": "P1DT1H"}},
            "Start is after 1 day 1 hour from now",
            "开始时间晚于1天1小时后",
        ),
        (
            {"field": "at", "op": "within", "value": "P90D"},
            "Start is within the next 90 days",
            "开始时间在未来90天内",
        ),
        (
            {"field": "at", "op": "within", "value": "-P1M"},
            "Start is within the last 1 month",
            "开始时间在过去1个月内",
        ),
        ({"field": "day", "op": "during", "value": "this_week"}, "Day falls in this week", "日期在本周"),
        (
            {"field": "tags", "op": "any_of", "value": ["red", "blue"]},
            "Tags includes at least one of “Red” or “Blue”",
            "标签包含“红”、“蓝”中的至少一项",
        ),
        (
            {"field": "tags", "op": "all_of", "value": ["red", "blue"]},
            "Tags includes all of “Red” and “Blue”",
            "标签同时包含“红”、“蓝”",
        ),
        ({"field": "size", "op": "in", "value": ["small"]}, "Size is “Small”", "尺寸为“小”"),
        (
            {"field": "size", "op": "not_in", "value": ["small", "large"]},
            "Size is not “Small” or “Large”",
            "尺寸不在“小”、“大”之中",
        ),
        (URGENT, "Urgent is yes", "加急为是"),
        ({"all": [FEW, URGENT]}, "Pieces is less than 3 and Urgent is yes", "件数小于3，且加急为是"),
        (
            {"any": [{"all": [FEW, URGENT]}, FEW]},
            "(Pieces is less than 3 and Urgent is yes) or Pieces is less than 3",
            "（件数小于3，且加急为是），或件数小于3",
        ),
        ({"not": URGENT}, "Urgent is not yes", "加急不为是"),
        ({"not": FEW}, "it is not so that Pieces is less than 3", "并非件数小于3"),
        (
            {"not": {"any": [FEW, URGENT]}},
            "it is not so that (Pieces is less than 3 or Urgent is yes)",
            "并非（件数小于3，或加急为是）",
        ),
        (
            {"formula": "pieces * 2 + 1", "op": "gt", "value": 5},
            "((Pieces × 2) + 1) is more than 5",
            "((件数 × 2) + 1)大于5",
        ),
        (
            {"some": "complaint.customer", "of": {"field": "customer"}},
            "there is at least one complaint of customer",
            "有客户的投诉",
        ),
        (
            {"some": "complaint.job", "where": {"field": "text", "op": "present"}},
            "there is at least one complaint for which Text is filled in",
            "有投诉（内容已填写）",
        ),
        (
            {"count": "sheets", "op": "gte", "value": 2},
            "the number of sheet records is at least 2",
            "明细的数量不少于2",
        ),
        (True, "always", "总是成立"),
    ],
)
def test_sentences(source: Any, english: str, chinese: str) -> None:
    assert said(source) == (english, chinese)


@pytest.mark.parametrize(
    ("source", "facts", "english", "chinese"),
    [
        (FEW, {"pieces": 5}, "Pieces must be less than 3", "件数应小于3"),
        ({"not": FEW}, {"pieces": 1}, "Pieces must be at least 3", "件数应不少于3"),
        ({"field": "name", "op": "present"}, {}, "Name must be filled in", "姓名应填写"),
        (
            {"not": {"field": "name", "op": "contains", "value": "x"}},
            {"name": "x"},
            "Name must not contain “x”",
            "姓名不应包含“x”",
        ),
        (
            {"all": [FEW, URGENT]},
            {"pieces": 5},
            "Pieces must be less than 3, and Urgent must be yes",
            "件数应小于3，且加急应为是",
        ),
        ({"some": "complaint.job"}, {}, "there must be at least one complaint", "应有投诉"),
        ({"not": {"some": "complaint.job"}}, "set", "there must be no complaint", "不应有投诉"),
        (
            {"field": "day", "op": "within", "value": "P3D"},
            {},
            "Day must be within the next 3 days",
            "日期应在未来3天内",
        ),
    ],
)
def test_what_would_have_to_change(source: Any, facts: Any, english: str, chinese: str) -> None:
    tree = condition(source, NAMES).tree
    assert tree is not None
    if facts == "set":
        facts = {f"set.{tree.part.left.query.id}": 1}  # type: ignore[union-attr]
    way = explain(tree, facts).changes[0]
    assert (fixes(way, Labels(), "en"), fixes(way, Labels(), "zh-CN")) == (english, chinese)


def test_values_in_words() -> None:
    node = value({"choose": [{"if": URGENT, "value": 1}, {"value": {"field": "pieces"}}]}, NAMES).node
    assert node is not None
    assert value_words(node, Labels(), "en") == "(1 if Urgent is yes, otherwise Pieces)"
    assert value_words(node, Labels(), "zh-CN") == "（若加急为是则为1，否则为件数）"


def test_every_operator_has_its_words() -> None:
    samples: dict[str, Any] = {
        "between": ("pieces", [1, 2]), "in": ("pieces", [1]), "not_in": ("pieces", [1]), "contains": ("name", "x"),
        "starts_with": ("name", "x"), "within": ("day", "P1D"), "before": ("day", "2026-01-01"), "after": ("day", "2026-01-01"),
        "any_of": ("tags", ["red"]), "all_of": ("tags", ["red"]), "during": ("day", "today"),
    }  # fmt: skip
    for operator in OPERATORS:
        field, right = samples.get(operator, ("pieces", 1))
        source = {
            "field": field,
            "op": operator,
            **({} if operator in ("present", "absent") else {"value": right}),
        }
        english, chinese = said(source)
        assert english.startswith(LABELS["en"][field] + " ")
        assert chinese.startswith(LABELS["zh-CN"][field])
