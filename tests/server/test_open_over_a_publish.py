"""What is asked of somebody keeps its moments over a publish: open tasks and open steps of approvals (A27, ADR 5)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from server.bootstrap import open_scratch
from server.house import House
from server.opening import house_of
from server.publish import prepare, publish
from server.timers import fire_due
from tests.server.conftest import Shop, make
from tests.server.shop import PACK, files, label
from tests.server.test_approvals import PRICE, STEPS, asked, waiting, workflow
from tests.server.test_packs import newer

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def late_after(span: str | None, **more: Any) -> dict[str, Any]:
    """The shop where a new job is a task, and the owner decides on prices; both are late after a while."""

    def deadlines(*then: Mapping[str, Any]) -> dict[str, Any]:
        return {} if span is None else {"deadlines": {"late": {"after": span, "then": [*then]}}}

    task = {
        "for": {"duty": "job.take"}, "label": label("Call"), "done_by": ["job.start"],
        **deadlines({"set": {"title": {"formula": 'concat(title, "!")'}}}),
    }  # fmt: skip
    work = PACK["duties/job.work.json"]
    allows = {**work["allows"], "transitions": [*work["allows"]["transitions"], "job.ask"]}
    owner = {**STEPS["owner"], **deadlines({"reassign": {"duty": "job.close"}})}
    return {
        "rules__call": {"kind": "rule", "label": label("Call"), "when": {"created": "job"}, "then": [{"task": task}]},
        "approvals__price": {**PRICE, "steps": {"owner": owner}},
        "workflows__job": workflow(),
        "duties__job.work": {**work, "allows": allows},
        **more,
    }  # fmt: skip


async def go_live(house: House, span: str | None, number: str) -> None:
    made = await prepare(house, files(**late_after(span, pack=newer(version=number))), open_scratch)
    assert made.is_ready, ([one.text("en") for one in made.diagnostics], [one.code for one in made.reasons])
    assert made.due == [], "nobody is asked: a publish makes none of them due"
    await publish(house, made, None)


async def a_task(house: House, **values: Any) -> tuple[str, str]:
    """A job that is made, and its task."""
    job = await make(house, "job", title="Bike", **values)
    (task,) = await house.store.tasks.of_record(job)
    return job, task.id


async def moments(house: House, id: str) -> list[datetime]:
    return [one.due_at for one in await house.store.timers.of_record(id)]


async def title(house: House, job: str) -> object:
    table = house.store.tables.entities["job"].table  # type: ignore[attr-defined]
    wanted = table.select().with_only_columns(table.c.title).where(table.c.id == job)
    ((found,),) = await house.store.read(wanted)  # type: ignore[attr-defined]
    return found


async def fire(house: House) -> None:
    while await fire_due(house):
        pass


async def test_a27_an_open_task_keeps_its_moments_over_a_publish_and_new_ones_have_the_new(
    shop_on_both: Shop,
) -> None:
    house, start = shop_on_both.house, shop_on_both.clock.now()
    await go_live(house, "P2D", "2.0.0")
    job, task = await a_task(house)
    assert await moments(house, task) == [start + 2 * DAY]
    shop_on_both.clock.move_to(start + 3 * HOUR)
    await go_live(house, "PT1H", "2.1.0")
    assert await moments(house, task) == [start + 2 * DAY]
    other, other_task = await a_task(house)
    assert await moments(house, other_task) == [start + 4 * HOUR]
    shop_on_both.clock.move_to(start + DAY)
    await fire(house)
    assert (await title(house, job), await title(house, other)) == ("Bike", "Bike!")
    shop_on_both.clock.move_to(start + 2 * DAY)
    await fire(house)
    assert await title(house, job) == "Bike!"


async def test_a27_a_task_keeps_its_deadlines_when_the_version_that_gave_it_is_long_gone(
    shop_on_both: Shop,
) -> None:
    """Also in a process that starts later, where the record has been changed under the new version since."""
    house, start = shop_on_both.house, shop_on_both.clock.now()
    await go_live(house, "P2D", "2.0.0")
    job, task = await a_task(house)
    await go_live(house, "P9D", "2.1.0")
    await go_live(house, None, "2.2.0")
    table = house.store.tables.entities["job"].table  # type: ignore[attr-defined]
    change = table.update().where(table.c.id == job).values(release=house.live.id)
    await house.store.write(change)  # type: ignore[attr-defined]
    shop_on_both.clock.move_to(start + 2 * DAY)
    again = await house_of(house.store, shop_on_both.clock)
    assert sorted(one.version for one in again.releases.values()) == ["2.0.0", "2.2.0"]
    await fire(again)
    assert (await title(again, job), await moments(again, task)) == ("Bike!", [])


async def test_a27_an_open_step_keeps_its_moments_over_a_publish(shop_on_both: Shop) -> None:
    shop, start = shop_on_both, shop_on_both.clock.now()
    await go_live(shop.house, "P2D", "2.0.0")
    await asked(shop)
    (round_,) = await waiting(shop, "zoe")
    assert await moments(shop.house, round_["id"]) == [start + 2 * DAY]
    shop.clock.move_to(start + 3 * HOUR)
    await go_live(shop.house, "PT1H", "2.1.0")
    assert await moments(shop.house, round_["id"]) == [start + 2 * DAY]
    shop.clock.move_to(start + DAY)
    await fire(shop.house)
    assert await waiting(shop, "ann") == []
    shop.clock.move_to(start + 2 * DAY)
    await fire(shop.house)
    assert [one["id"] for one in await waiting(shop, "ann")] == [round_["id"]]


async def test_a27_a_step_is_late_no_sooner_than_the_new_version_says_and_never_where_it_says_nothing(
    shop_on_both: Shop,
) -> None:
    shop, start = shop_on_both, shop_on_both.clock.now()
    await go_live(shop.house, "P2D", "2.0.0")
    await asked(shop)
    (round_,) = await waiting(shop, "zoe")
    await go_live(shop.house, "P3D", "2.1.0")
    shop.clock.move_to(start + 2 * DAY)
    await fire(shop.house)
    assert (await waiting(shop, "ann"), await moments(shop.house, round_["id"])) == ([], [start + 3 * DAY])
    await go_live(shop.house, None, "2.2.0")
    shop.clock.move_to(start + 3 * DAY)
    await fire(shop.house)
    assert (await waiting(shop, "ann"), await moments(shop.house, round_["id"])) == ([], [])
