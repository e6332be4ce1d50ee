"""Statements are compiled once per build, and take their own values each time."""

import pytest
from sqlalchemy import Select, select

from adapters.store.house import House, house_of
from adapters.store.sql import Sql, Statement
from adapters.store.storage import POSTGRES, SQLITE, Flavour


@pytest.fixture(params=[SQLITE, POSTGRES], ids=lambda flavour: flavour.name)
def flavour(request: pytest.FixtureRequest) -> Flavour:
    return request.param


def asking(house: House, login: str, ids: list[str]) -> Select[tuple[str]]:
    table = house.account
    wanted = select(table.c.id).where(table.c.login == login).limit(len(login))
    return wanted.where(table.c.id.in_(ids)) if ids else wanted


def parts(statement: Statement) -> tuple[str, list[object]]:
    return statement.text, list(statement.parameters)


def test_the_same_build_keeps_its_text_and_takes_new_values(flavour: Flavour) -> None:
    house, sql = house_of(flavour), Sql(flavour)
    first, second = (parts(sql.compiled(asking(house, login, []))) for login in ("an", "bob"))
    assert first[0] == second[0]
    assert first[1][:2] == ["an", 2]
    assert second[1][:2] == ["bob", 3]
    # A store that has compiled nothing yet says the same.
    assert parts(Sql(flavour).compiled(asking(house, "bob", []))) == second


def test_a_list_of_another_length_is_another_text(flavour: Flavour) -> None:
    house, sql = house_of(flavour), Sql(flavour)
    short = parts(sql.compiled(asking(house, "an", ["1"])))
    long = parts(sql.compiled(asking(house, "an", ["1", "2", "3"])))
    assert short[0] != long[0]
    assert {"1", "2", "3"} <= set(long[1])
    assert parts(Sql(flavour).compiled(asking(house, "an", ["1", "2", "3"]))) == long


def test_nothing_is_kept_for_ever(flavour: Flavour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.store.sql.KEPT", 2)
    house, sql = house_of(flavour), Sql(flavour)
    for column in list(house.account.c)[:5]:
        sql.compiled(select(column))
    assert len(sql._compiled) == 2
