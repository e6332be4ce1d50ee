"""The demonstrations end in the middle of a working day, in every centre."""

import json
from collections import defaultdict
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest

DEFINITIONS = Path(__file__).parents[3] / "definitions"
TODAY = (
    "today_waiting_long", "today_waiting", "today_talking", "today_done", "today_missed", "today_to_come", "walk_in_waiting",
    "leads_due", "leads_overdue", "leads_still", "promises_due", "contracts_for_supervisor", "contracts_for_principal",
    "contracts_today_draft", "contracts_today_approved", "payments_today", "refunds_deciding", "calls_exception",
    "complaint_today_serious", "lessons_today_15", "campaign_summer",
)  # fmt: skip


def demo(pack: str) -> dict[str, Any]:
    return json.loads((DEFINITIONS / pack / "samples" / "demo.json").read_text())


@pytest.mark.parametrize("pack", ["education_training", "repairs"])
def test_it_ends_on_an_afternoon_between_monday_and_friday(pack: str) -> None:
    clock = datetime.fromisoformat(demo(pack)["clock"])
    days = json.loads((DEFINITIONS / "calendars" / f"cn-{clock.year}.json").read_text())["days"]
    assert clock.weekday() < 5
    assert str(clock.date()) not in days
    assert time(14) <= clock.time() <= time(16)


def test_the_same_goes_on_in_every_centre_of_the_school() -> None:
    goes_on: dict[str, set[str]] = defaultdict(set)
    for name in demo("education_training")["records"]:
        centre, _, what = name.partition("_")
        if centre in ("bj", "wj", "sh"):
            goes_on[centre].add(what)
    assert goes_on["bj"] == goes_on["wj"] == goes_on["sh"]
    assert set(TODAY) <= goes_on["bj"]


def test_nobody_in_it_is_real() -> None:
    """Telephone numbers begin with 199 0, which is given to nobody."""
    for pack in ("education_training", "repairs"):
        text = json.dumps(demo(pack)["records"])
        assert '"phone": "1' not in text.replace('"phone": "1990', "")
        assert '"pattern": "1' not in text.replace('"pattern": "1990', "")
