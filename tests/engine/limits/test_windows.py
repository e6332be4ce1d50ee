"""Windows whose span a company or a centre sets: looked up where and when something is counted."""

from datetime import date
from typing import Any

import pytest

from engine.limits.limit import USAGE
from engine.values.duration import Duration
from engine.values.record import Decision
from engine.values.refusal import Refusal
from engine.values.timeline import Setting, Timeline
from tests.builders.limits import ANN, FAR, Desk, codes, desk

LABEL = {"en": "Tickets", "zh-CN": "工单"}
SPAN = {"type": "duration", "default": "P3D", "per": "centre", "minimum": "PT1H", "label": LABEL}
DAY, WEEK, MONTH = Duration(days=1), Duration(days=7), Duration(days=30)


def counting(
    settings: dict[tuple[str, str | None], Setting] | None = None,
    per: tuple[str, ...] = ("actor",),
    most: int = 1,
) -> Desk:
    """A desk where tickets are counted over a span that is a parameter: three days until it is set."""
    limit: dict[str, Any] = {
        "on": {"create": "ticket"}, "per": [*per], "max": most, "window": {"rolling": {"parameter": "span"}},
        "gives_back": ["ticket.finish"], "label": LABEL,
    }  # fmt: skip
    return Desk(desk({"some": limit}, {"span": SPAN}), settings=settings or {})


def test_e8_the_span_of_a_window_is_what_the_pack_says_until_it_is_set() -> None:
    desk_ = counting()
    desk_.ticket()
    refused = desk_.create()
    assert isinstance(refused, Refusal)
    assert refused.reasons[0].data["resets_at"] == "2026-03-05T01:00:00+00:00"
    desk_.settings["span", None] = DAY
    assert codes(desk_.later(hours=23).create()) == ["limits.full"]
    assert codes(desk_.later(hours=1).create()) == []


def test_e8_each_centre_counts_over_its_own_span() -> None:
    desk_ = counting({("span", "c2"): DAY})
    desk_.ticket(ANN)
    desk_.ticket(FAR)
    desk_.later(days=1)
    assert (codes(desk_.create(actor=ANN)), codes(desk_.create(actor=FAR))) == (["limits.full"], [])


def test_e8_a_span_that_is_set_from_a_day_on_counts_from_that_day() -> None:
    desk_ = counting({("span", None): Timeline(((None, WEEK), (date(2026, 3, 4), DAY)))})
    desk_.ticket()
    assert codes(desk_.later(days=1, hours=14).create()) == ["limits.full"]  # 23:00 on the 3rd in Shanghai
    assert codes(desk_.later(hours=1, minutes=1).create()) == []


def test_e8_a_centre_with_a_short_span_forgets_nothing_that_another_still_counts() -> None:
    """One counter for all centres: of two units the second centre sees none after a day, the first both for a month."""
    desk_ = counting({("span", "c1"): MONTH, ("span", "c2"): DAY}, per=(), most=2)
    desk_.ticket(ANN)
    desk_.later(days=2).ticket(FAR)
    desk_.later(days=2)
    assert codes(desk_.create(actor=ANN)) == ["limits.full"]
    assert codes(desk_.create(actor=FAR)) == []
    desk_.later(days=27)  # the first has run out, the second and the third have not
    assert codes(desk_.create(actor=ANN)) == ["limits.full"]
    assert codes(desk_.later(days=2).create(actor=ANN)) == []


def test_e8_what_is_given_back_is_given_back_whatever_the_span_is_by_then() -> None:
    desk_ = counting({("span", None): MONTH})
    id = desk_.ticket()
    desk_.later(days=2).settings["span", "c1"] = DAY
    assert isinstance(desk_.fire(id, "finish"), Decision)
    desk_.settings["span", "c1"] = MONTH
    assert codes(desk_.create()) == []


def test_e8_what_has_run_out_everywhere_is_not_kept() -> None:
    desk_ = counting({("span", "c1"): DAY}, most=5)
    for _ in range(3):
        desk_.ticket()
    desk_.later(days=4).ticket()
    (row,) = [record for (kind, id), record in desk_.rows.records.items() if kind == USAGE and "!" not in id]
    assert len(row.values["units"]) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(("span", "text"), [(DAY, "2026-03-03"), (Duration(months=120_000), "9999-12-01")])
def test_e8_the_answer_says_when_there_is_room_again(span: Duration, text: str) -> None:
    desk_ = counting({("span", None): span})
    desk_.ticket()
    refused = desk_.create()
    assert isinstance(refused, Refusal)
    assert str(refused.reasons[0].data["resets_at"]).startswith(text)
