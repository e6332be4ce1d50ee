"""Absences of people over HTTP."""

from tests.server.conftest import Shop
from tests.server.test_errors import assert_problem


def place(shop: Shop, who: str) -> str:
    return f"/api/v1/people/{shop.people[who]}/absences"


async def test_a_person_says_when_they_are_absent(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("max") as max_:
        first = await max_.get(place(shop, "max"))
        assert first.json() == {
            "person": shop.people["max"],
            "version": 1,
            "absences": [],
            "absent_now": False,
        }
        said = [
            {"from": "2026-03-02T08:00:00+08:00", "until": "2026-03-02T12:00:00+08:00"},
            {"from": "2026-02-02", "until": "2026-02-03"},
        ]
        done = await max_.put(place(shop, "max"), json={"absences": said})
        assert done.status_code == 200, done.text
        assert done.json()["absences"] == [
            {"from": "2026-02-01T16:00:00Z", "until": "2026-02-03T16:00:00Z"},
            {"from": "2026-03-02T00:00:00Z", "until": "2026-03-02T04:00:00Z"},
        ]
        assert done.json()["absent_now"] is True
        stale = {"If-Match": '"7"'}
        assert_problem(
            await max_.put(place(shop, "max"), json={"absences": []}, headers=stale), 412, "records.stale"
        )
        assert (await max_.put(place(shop, "max"), json={"absences": []})).json()["absences"] == []


async def test_what_is_no_span_of_time_is_refused_with_its_place(shop: Shop) -> None:
    good = {"from": "2026-03-02", "until": "2026-03-02"}
    async with shop.client("max") as max_:
        for wrong in ({}, {"from": "2026-03-02"}, {"from": "soon", "until": "later"}, {"from": "2026-03-03", "until": "2026-03-01"}, 3,
                      {"from": "2026-03-02T08:00:00", "until": "2026-03-02T09:00:00"}):  # fmt: skip
            answer = await max_.put(place(shop, "max"), json={"absences": [good, wrong]})
            problem = assert_problem(answer, 422, "people.not_an_absence")
            assert problem["errors"][0]["pointer"] == "/absences/1"
        many = await max_.put(place(shop, "max"), json={"absences": [good] * 201})
        assert_problem(many, 422, "people.too_many_absences")


async def test_nobody_else_says_it_but_a_manager_or_an_administrator(shop: Shop) -> None:
    said = {"absences": [{"from": "2026-03-02", "until": "2026-03-02"}]}
    async with shop.client("sue") as sue:
        assert_problem(await sue.put(place(shop, "max"), json=said), 404, "records.missing")
        assert_problem(await sue.get(place(shop, "max")), 404, "records.missing")
    async with shop.client("adm") as admin:
        done = await admin.put(place(shop, "max"), json=said)
        assert done.status_code == 200, done.text
