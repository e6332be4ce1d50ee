"""The approval by which a pack has changes of its rules reviewed."""

from engine.packs.check import check
from tests.builders.repairs import repairs


def test_a_review_that_is_no_approval_is_found_at_its_place() -> None:
    said = check(repairs({"pack.json": lambda manifest: manifest.update(review="nothing")}))
    assert said.release is None
    assert [(one.file, one.pointer, one.problem.code) for one in said.errors] == [
        ("pack.json", "/review", "packs.unknown_review")
    ]
