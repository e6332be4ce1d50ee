"""The public holidays that ship, against the library they were made from."""

import json

import pytest

from tests.conformance.public_days import CALENDARS, announced

FILES = [json.loads(path.read_text()) for path in sorted(CALENDARS.glob("*.json"))]


def test_every_announced_year_from_2024_is_there() -> None:
    assert [(file["country"], file["year"]) for file in FILES] == [
        ("cn", year) for year in (2024, 2025, 2026)
    ]


@pytest.mark.parametrize("file", FILES, ids=[f"{file['country']}-{file['year']}" for file in FILES])
def test_the_days_are_those_of_the_library(file: dict[str, object]) -> None:
    assert file["days"] == announced(str(file["country"]), int(str(file["year"])))


def test_a_year_that_nobody_has_announced_is_refused() -> None:
    with pytest.raises(LookupError):
        announced("cn", 2098)
