"""A track that is renamed by a publish: what it makes due is counted, and what came before does not come again (A27)."""

from copy import deepcopy
from typing import Any

from server.bootstrap import open_scratch
from server.due_preview import DueAtOnce
from server.publish import prepare, publish
from tests.server.conftest import Shop
from tests.server.conftest import publish as made_live
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import files, label
from tests.server.test_due_at_once import DAY, a_started_job, fire
from tests.server.test_packs import newer


def money_instead(**settled: Any) -> dict[str, Any]:
    """The track of payments is called money now; with ``settled`` its state paid has gone, for one of that name."""
    changed = deepcopy(paid_jobs())
    payment, flow = changed.pop("workflows__job.payment"), changed["workflows__job"]
    for state in flow["states"].values():
        if "tracks" in state:
            state["tracks"] = ["money"]
    for name in ("close", "bury"):
        flow["transitions"][name]["guard"]["field"] = "money"
    paid = "settled" if settled else "paid"
    if settled:
        payment["states"]["settled"] = {**payment["states"].pop("paid"), **settled}
        payment["transitions"]["pay"]["to"] = "settled"
        payment["transitions"]["refund"]["from"] = ["settled"]
        flow["transitions"]["close"]["guard"]["value"] = "settled"
    changed["rules__thanks"]["when"] = {"entered": f"job.money.{paid}"}
    money = {**payment, "track": "money", "was": ["payment"]}
    return {**changed, "workflows__job.payment": None, "workflows__job.money": money, "pack": newer()}


async def standing_paid(shop: Shop) -> str:
    async with shop.client("ann") as ann:
        (found,) = (await ann.get("/api/v1/records/job?filter[state]=working")).json()["data"]
        paid = await ann.post(f"/api/v1/records/job/{found['id']}/transitions/pay", json={})
        assert paid.status_code == 200, paid.text
    return str(found["id"])


async def labels(shop: Shop) -> list[str]:
    return [one.label["en"] for one in await shop.house.store.tasks.all_open()]


async def test_a27_a_track_that_is_renamed_and_loses_a_state_is_counted(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await made_live(shop.house, **paid_jobs())
    await a_started_job(shop)
    id = await standing_paid(shop)
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    late = {
        "after": "P1D", "since": "created_at", "label": label("Late"),
        "then": [{"task": {"for": {"field": "owner"}, "label": label("File it")}}],
    }  # fmt: skip
    coming = files(**money_instead(deadlines={"late": late}))
    maps = {"job.money.paid": "settled"}
    made = await prepare(shop.house, coming, open_scratch, maps)
    assert [(one.place, one.count) for one in made.in_flight] == [("job.money.paid", 1)]
    assert made.due == [DueAtOnce("job", "money.settled.late", 1)]
    assert [one.code for one in made.reasons] == ["publishing.due_at_once"]
    made = await prepare(shop.house, coming, open_scratch, maps, confirm_due=True)
    await publish(shop.house, made, None)
    await fire(shop.house)
    assert await labels(shop) == ["File it"]
    async with shop.client("ann") as ann:
        assert (await ann.get(f"/api/v1/records/job/{id}")).json()["values"]["money"] == "settled"


async def test_a27_what_came_before_a_track_was_renamed_does_not_come_again(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await made_live(shop.house, **paid_jobs())
    await a_started_job(shop)
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    await fire(shop.house)
    assert await labels(shop) == ["Ask for the money"]
    made = await prepare(shop.house, files(**money_instead()), open_scratch)
    assert (made.due, made.is_ready) == ([], True)
    await publish(shop.house, made, None)
    await fire(shop.house)
    assert await labels(shop) == ["Ask for the money"]
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    await fire(shop.house)
    async with shop.client("ann") as ann:
        (found,) = (await ann.get("/api/v1/records/job?filter[money]=reminded")).json()["data"]
    assert found["id"]
