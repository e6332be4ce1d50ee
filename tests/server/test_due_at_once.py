"""What a publish or an import makes due at once is counted and asked for before it happens, on both databases (A27)."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from copy import deepcopy
from datetime import timedelta
from typing import Any

from adapters.store.open import open_store
from engine.clock.clock import MovingClock
from server.bootstrap import open_scratch
from server.due_preview import DueAtOnce
from server.house import House
from server.imports.run import ImportReport, run_import
from server.opening import house_of
from server.publish import prepare, publish
from server.timers import fire_due
from tests.builders.repairs import CLOCK, Files, repairs
from tests.server.conftest import Shop, make
from tests.server.conftest import publish as made_live
from tests.server.imports.test_run_import import prepared as prepared_import
from tests.server.imports.test_run_import import stored
from tests.server.paid_jobs import paid_jobs
from tests.server.shop import PACK, files, label
from tests.server.test_errors import assert_problem
from tests.server.test_packs import ZIP, archive, newer
from tests.server.test_publish import a_repair, prepared, published, version
from tests.server.test_tables import IMPORTS
from tests.server.test_time_passes import waiting
from tests.server.two_ways import CHECKS, two_ways

DAY = timedelta(days=1)
SLOW = "repairing.slow"
WORDS = {"en": "Label", "zh-CN": "名称"}


@asynccontextmanager
async def workshop(url: str) -> AsyncGenerator[House]:
    """A house with nothing published, at nine o'clock on the second of March."""
    store = await open_store(url)
    try:
        yield await house_of(store, MovingClock(CLOCK))
    finally:
        await store.close()


def move(opened: House, days: int) -> None:
    clock: Any = opened.clock
    clock.move_to(CLOCK + days * DAY)


async def fire(opened: House) -> None:
    while await fire_due(opened):
        pass


async def confirmed(opened: House, files: Files) -> None:
    made = await prepared(opened, files, confirm_due=True)
    assert made.is_ready, [one.code for one in made.reasons]
    await publish(opened, made, None)


async def faults(opened: House) -> list[Any]:
    return [values["fault"] for values in await stored(opened, "repair", "fault")]


async def test_a27_the_plan_counts_what_a_publish_makes_due_at_once_and_asks(database_url: str) -> None:
    async with workshop(database_url) as opened:
        await published(opened, waiting("P9D", "1.0.0"))
        early = [await a_repair(opened, "repairing", phone) for phone in ("13800139991", "13800139992")]
        await a_repair(opened, "ready", "13800139993")
        move(opened, 3)
        late = await a_repair(opened, "repairing", "13800139994")
        made = await prepared(opened, waiting("P2D", "1.1.0"))
        assert made.due == [DueAtOnce("repair", SLOW, 2)]
        assert not made.is_ready
        (reason,) = made.reasons
        assert reason.code == "publishing.due_at_once"
        assert reason.text["en"] == "“repair.repairing.slow” would be due at once for 2 records."
        assert "2 条记录" in reason.text["zh-CN"]
        assert "--confirm-due" in reason.fix["en"]
        for id in early:  # nothing is written by looking
            assert [one.due_at for one in await opened.store.timers.of_record(id)] == [CLOCK + 9 * DAY]
        assert opened.live.version == "1.0.0"
        await confirmed(opened, waiting("P2D", "1.1.0"))
        await fire(opened)
        assert await faults(opened) == ["-Lamp", "-Lamp", None, None]
        assert [one.due_at for one in await opened.store.timers.of_record(late)] == [CLOCK + 5 * DAY]


async def test_a27_what_lies_ahead_or_is_left_out_when_late_is_not_asked_for(database_url: str) -> None:
    async with workshop(database_url) as opened:
        await published(opened, waiting("P9D", "1.0.0"))
        await a_repair(opened, "repairing")
        move(opened, 3)
        assert (await published(opened, waiting("P4D", "1.1.0"))).due == []
        assert (await published(opened, waiting("P1D", "1.2.0", if_late="skip"))).due == []
        await fire(opened)
        assert await faults(opened) == [None]


async def test_a27_a_moment_that_moves_within_the_past_does_not_come_again(database_url: str) -> None:
    async with workshop(database_url) as opened:
        await published(opened, waiting("P1D", "1.0.0"))
        await a_repair(opened, "repairing")
        move(opened, 3)
        await fire(opened)
        assert (await published(opened, waiting("P2D", "1.1.0"))).due == []
        await fire(opened)
        assert await faults(opened) == ["-Lamp"]


async def test_a27_what_is_past_in_the_state_that_records_are_mapped_to_counts(database_url: str) -> None:
    def parked(said: dict[str, Any]) -> None:
        said["states"]["parked"] = {"label": WORDS}

    def moved(said: dict[str, Any]) -> None:
        then = [{"set": {"fault": "late"}}]
        said["states"]["repairing"]["deadlines"] = {
            "old": {"after": "P1D", "since": "created_at", "then": then}
        }

    async with workshop(database_url) as opened:
        flow = "workflows/repair.json"
        await published(opened, repairs({flow: parked, **version("1.0.0")}))
        await a_repair(opened, "parked")
        move(opened, 3)
        without = repairs({flow: moved, **version("2.0.0")})
        made = await prepared(opened, without, repair__parked="repairing")
        assert made.due == [DueAtOnce("repair", "repairing.old", 1)]
        made = await prepared(opened, without, confirm_due=True, repair__parked="repairing")
        await publish(opened, made, None)
        await fire(opened)
        assert await faults(opened) == ["late"]


async def test_a27_what_hangs_on_figures_of_the_new_version_is_asked_for_too(database_url: str) -> None:
    def counting(said: dict[str, Any]) -> None:
        urgent = {"field": "urgency", "op": "eq", "value": "urgent"}
        many = {
            "count": "repair.customer",
            "of": {"field": "customer"},
            "where": urgent,
            "op": "gte",
            "value": 1,
        }
        span = {"choose": [{"if": many, "value": "PT1H"}, {"value": "P1D"}]}
        then = [{"set": {"fault": "late"}}]
        said["states"]["repairing"]["deadlines"] = {"slow": {"after": span, "then": then}}

    async with workshop(database_url) as opened:
        await published(opened, repairs())
        await a_repair(opened, "repairing")
        move(opened, 3)
        files = repairs({"workflows/repair.json": counting, **version("1.1.0")})
        made = await prepared(opened, files)
        assert made.due == [DueAtOnce("repair", None, 1)]
        assert [one.code for one in made.reasons] == ["publishing.due_unknown"]
        await confirmed(opened, files)
        await fire(opened)
        assert await faults(opened) == ["late"]


# what an import makes due


def dated(number: str = "1.0.0") -> Files:
    """The repair shop, where a repair was promised for a moment, and a rule brings in a second one."""

    def entity(said: dict[str, Any]) -> None:
        said["fields"]["promised_at"] = {"type": "datetime", "label": WORDS}

    def workflow(said: dict[str, Any]) -> None:
        then = [{"set": {"fault": "late"}}]
        said["states"]["received"]["deadlines"] = {
            "promised": {"after": "PT0S", "since": "promised_at", "then": then},
            "asked": {"before": "P1D", "of": "promised_at", "if_late": "skip", "then": then},
        }

    def duty(said: dict[str, Any]) -> None:
        said["allows"]["fields"]["repair"]["write"].append("promised_at")

    return repairs(
        {
            "entities/repair.json": entity,
            "workflows/repair.json": workflow,
            "duties/repair.take.json": duty,
            **version(number),
        }
    )


TABLE = "Customer,Device,promised_at\nDan,Lamp,2026-03-01 09:00\nDan,Bike,2026-03-09 09:00\nDan,Radio,2026-02-01 09:00\n"
BY_DEVICE = {"key": ["device"]}


async def imported(opened: House, *, dry: bool = False, due_confirmed: bool = False) -> ImportReport:
    made = await prepared_import(opened, TABLE, BY_DEVICE, "repair")
    return await run_import(opened, made, dry=dry, due_confirmed=due_confirmed)


async def test_a27_the_preview_of_an_import_counts_what_is_due_at_once_and_the_import_asks(
    database_url: str,
) -> None:
    async with workshop(database_url) as opened:
        await published(opened, dated())
        await prepared_customer(opened)
        tried = await imported(opened, dry=True)
        assert tried.due == {"repair.received.promised": 2}
        assert tried.counts == {"created": 1, "refused": 2}
        done = await imported(opened)
        assert (done.due, done.counts) == (tried.due, tried.counts)
        row = done.rows[0]
        reasons: Any = row.reasons
        assert [one["code"] for one in reasons] == ["imports.due_at_once"]
        assert "2026-03-01T01:00:00Z" in reasons[0]["text"]["en"]
        assert "立即到期" in reasons[0]["text"]["zh-CN"]
        await fire(opened)
        assert await faults(opened) == [None]
        meant = await imported(opened, dry=True, due_confirmed=True)
        assert (meant.due, meant.counts) == (tried.due, {"created": 2, "skipped": 1})
        meant = await imported(opened, due_confirmed=True)
        assert (meant.due, meant.counts) == (tried.due, {"created": 2, "skipped": 1})
        await fire(opened)
        assert await faults(opened) == [None, "late", "late"]


async def prepared_customer(opened: House) -> None:
    done = await run_import(opened, await prepared_import(opened, "Name,Phone\nDan,13800139999\n"))
    assert done.counts == {"created": 1}


# the same over HTTP


def with_deadline() -> dict[str, Any]:
    flow = json.loads(json.dumps(PACK["workflows/job.json"]))
    then = [{"set": {"urgent": True}}]
    flow["states"]["open"]["deadlines"] = {
        "slow": {"after": "P1D", "since": "created_at", "then": then},
        "wanted": {"after": "P1D", "since": "wanted_on", "then": then},
    }
    return flow


async def test_a27_over_http_a_publish_says_the_counts_and_goes_on_when_they_are_meant(
    shop_on_both: Shop,
) -> None:
    shop = shop_on_both
    place = "/api/v1/packs/shop"
    for title in ("Bell", "Bike"):
        await make(shop.house, "job", title=title)
    shop.clock.move_to(shop.clock.now() + 2 * DAY)
    better = archive(pack=newer(), workflows__job=with_deadline())
    async with shop.client("adm") as adm:
        plan = await adm.post(f"{place}/plan", content=better, headers=ZIP)
        told = plan.json()
        assert plan.status_code == 200, plan.text
        assert told["due"] == [{"entity": "job", "name": "open.slow", "count": 2}]
        assert (told["ready"], [one["code"] for one in told["reasons"]]) == (
            False,
            ["publishing.due_at_once"],
        )
        assert told["changes"]
        problem = assert_problem(
            await adm.post(f"{place}/publish", content=better, headers=ZIP), 409, "publishing.due_at_once"
        )
        assert problem["reasons"][0]["data"] == {"entity": "job", "timer": "open.slow", "count": 2}
        assert "confirm_due=true" in problem["reasons"][0]["fix"]
        assert shop.house.live.version == "1.0.0"
        plan = await adm.post(f"{place}/plan?confirm_due=true", content=better, headers=ZIP)
        assert plan.json()["ready"] is True
        done = await adm.post(f"{place}/publish?confirm_due=true", content=better, headers=ZIP)
        assert (done.status_code, shop.house.live.version) == (200, "2.0.0"), done.text
    async with shop.client("zoe") as zoe:
        table = {
            "files": {"file": ("jobs.csv", b"Title,Wanted on\nHorn,2026-01-01\nRim,2027-01-01\n", "text/csv")}
        }
        tried: Any = (await zoe.post(f"{IMPORTS}?entity=job&dry=true", **table)).json()  # type: ignore[arg-type]
        assert (tried["due"], tried["counts"]) == ({"job.open.wanted": 1}, {"created": 1, "refused": 1})
        asked: Any = (await zoe.post(f"{IMPORTS}?entity=job", **table)).json()  # type: ignore[arg-type]
        assert (asked["id"], asked["due"], asked["counts"]) == (None, tried["due"], tried["counts"])
        listed = (await zoe.get("/api/v1/records/job?filter[title]=Rim")).json()["data"]
        assert listed == []  # not even the row that makes nothing due: the whole import waits for a yes
        done = await zoe.post(f"{IMPORTS}?entity=job&confirm_due=true", **table)  # type: ignore[arg-type]
        assert (done.json()["due"], done.json()["counts"]) == ({"job.open.wanted": 1}, {"created": 2})


async def test_a_plan_of_faults_or_of_another_pack_is_refused(shop: Shop) -> None:
    async with shop.client("adm") as adm, shop.client("zoe") as zoe:
        good = archive(pack=newer(label=label("Better")))
        assert (await zoe.post("/api/v1/packs/shop/plan", content=good, headers=ZIP)).status_code == 403
        other = await adm.post("/api/v1/packs/other/plan", content=good, headers=ZIP)
        assert_problem(other, 409, "server.wrong_pack")
        broken = archive(pack=newer(), workflows__job={"kind": "workflow"})
        assert (await adm.post("/api/v1/packs/shop/plan", content=broken, headers=ZIP)).status_code == 422
        odd = await adm.post("/api/v1/packs/shop/plan?confirm_due=perhaps", content=good, headers=ZIP)
        assert_problem(odd, 422, "server.unknown_key")
        told = (await adm.post("/api/v1/packs/shop/plan", content=good, headers=ZIP)).json()
        assert (told["ready"], told["due"], shop.house.live.version) == (True, [], "1.0.0")


async def a_started_job(shop: Shop, **given: Any) -> None:
    async with shop.client("ann") as ann, shop.client("max") as max_:
        made = await ann.post(
            "/api/v1/records/job", json={"input": {"title": "Bike", "price": "90", **given}}
        )
        started = await max_.post(f"/api/v1/records/job/{made.json()['id']}/transitions/start", json={})
        assert started.status_code == 200, started.text


async def test_a27_what_a_track_that_comes_makes_due_at_once_counts(shop_on_both: Shop) -> None:
    shop = shop_on_both
    for _ in range(2):
        await a_started_job(shop)
    coming = deepcopy(paid_jobs())
    late = coming["workflows__job.payment"]["states"]["due"]["deadlines"]["remind"]
    late["since"] = "created_at"
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    await a_started_job(shop)
    made = await prepare(shop.house, files(**coming, pack=newer()), open_scratch)
    assert [(one.entity, one.count) for one in made.due] == [("job", 2)], "the third is not late yet"
    assert [one.code for one in made.reasons] == ["publishing.due_at_once"]
    made = await prepare(shop.house, files(**coming, pack=newer()), open_scratch, confirm_due=True)
    await publish(shop.house, made, None)
    await fire(shop.house)
    tasks = await shop.house.store.tasks.of_person(shop.people["ann"])
    assert sum("money" in one.label["en"] for one in tasks) == 2


async def test_a27_what_another_variant_makes_due_at_once_counts(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await made_live(shop.house, **two_ways())
    async with shop.client("ann") as ann:
        for kind in ("check", "check", "repair"):
            answer = await ann.post("/api/v1/records/job", json={"input": {"title": "Bike", "kind": kind}})
            assert answer.status_code == 201, answer.text
    look = deepcopy(CHECKS)
    then = [{"task": {"for": {"field": "owner"}, "label": label("Late")}}]
    look["states"]["waiting"]["deadlines"] = {
        "late": {"after": "P2D", "since": "created_at", "label": label("Late"), "then": then}
    }
    shop.clock.move_to(shop.clock.now() + 3 * DAY)
    pack = files(**{**two_ways(), "workflows__job.check": None, "workflows__job.look": look}, pack=newer())
    made = await prepare(shop.house, pack, open_scratch, {"job.variant.check": "look"})
    assert made.due == [DueAtOnce("job", "waiting.late", 2)]
