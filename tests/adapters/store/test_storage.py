"""What is kept as JSON."""

from decimal import Decimal

from adapters.store.storage import dump, load
from engine.values.duration import Duration


def test_what_a_history_row_holds_is_kept_as_people_and_programs_read_it() -> None:
    kept = {"length": Duration.parse("PT1H22M"), "share": Decimal("0.10"), "who": frozenset({"b", "a"})}
    assert load(dump(kept)) == {"length": str(Duration.parse("PT1H22M")), "share": "0.10", "who": ["a", "b"]}
