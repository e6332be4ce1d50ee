"""Parameters at the command line: listed, set, planned, taken back, refused."""

from pathlib import Path

import pytest

from server.cli.beside import INSTEAD
from tests.server.cli.test_cli import Run, document, pointsman, shop

__all__ = ["pointsman", "shop"]


@pytest.fixture
def published(pointsman: Run, shop: Path) -> None:
    """The shop is live."""
    assert pointsman("pack", "publish", str(shop))[0] == 0


@pytest.mark.usefixtures("published")
def test_values_are_set_planned_and_taken_back(pointsman: Run) -> None:
    code, out, err = pointsman("parameter", "set", "highest_price", "500", "--json", "--confirm")
    assert (code, err) == (0, "")
    assert (document(out)["value"], document(out)["example"]) == ("500", False)
    code, out, _ = pointsman("parameter", "set", "highest_price", "700", "--from", "2999-01-01")
    assert (code, out) == (0, "Highest price without asking the customer: 500\n")
    code, out, _ = pointsman("parameter", "list", "--json")
    (shown,) = document(out)
    assert (code, shown["value"], [one["value"] for one in shown["to_come"]]) == (0, "500", ["700"])
    code, out, _ = pointsman("parameter", "list", "--lang", "zh-CN")
    assert code == 0
    assert {"无需询问顾客的最高价格", "500", "1"} <= {
        part for line in out.splitlines() for part in line.split()
    }
    code, out, _ = pointsman("parameter", "set", "highest_price", "null", "--from", "2999-01-01", "--json")
    assert (code, document(out)["to_come"]) == (0, [])


@pytest.mark.usefixtures("published")
def test_what_cannot_be_set_is_refused_with_its_reasons(pointsman: Run) -> None:
    for options, said, code in (
        ((), ("nothing", "5"), "parameters.no_such_parameter"),
        ((), ("highest_price", "many"), "conditions.wrong_value"),
        ((), ("highest_price", "-5"), "parameters.out_of_bounds"),
        (("--centre", "west"), ("highest_price", "5"), "parameters.no_such_centre"),
        ((), ("highest_price", "null"), "parameters.nothing_set"),
    ):
        ended, out, err = pointsman("parameter", "set", "--json", *options, "--", *said)
        assert (ended, [one["code"] for one in document(out)["reasons"]]) == (5, [code])
        assert err
    assert pointsman("parameter", "set", "highest_price", "5", "--from", "soon")[0] == 64


def test_what_runs_is_asked_over_http() -> None:
    assert {"parameter list", "parameter set"} <= INSTEAD.keys()
