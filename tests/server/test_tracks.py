"""Tracks over HTTP and over publishes, on both databases (E20, A51-A53)."""

from datetime import timedelta
from typing import Any, cast

from httpx import AsyncClient

from engine.diagnostics.problem import Diagnostic
from engine.queries.get_record import RecordAsk, get_record
from engine.values.refusal import Refusal
from server.bootstrap import open_scratch, read_sheet
from server.house import EVERYTHING
from server.imports.mapping import ImportMapping
from server.imports.run import Prepared, prepare_import, run_import
from server.publish import prepare
from server.timers import fire_due
from tests.server.conftest import Shop, publish
from tests.server.paid_jobs import PAYMENT, paid_jobs
from tests.server.shop import files, label
from tests.server.test_errors import assert_problem
from tests.server.test_packs import PUBLISH, ZIP, archive, newer

JOBS = "/api/v1/records/job"


async def job(client: AsyncClient, **given: Any) -> str:
    made = await client.post(JOBS, json={"input": {"title": "Bike", "price": "90", **given}})
    assert made.status_code == 201, made.text
    return f"{JOBS}/{made.json()['id']}"


async def take(client: AsyncClient, place: str, name: str, **given: Any) -> dict[str, Any]:
    done = await client.post(f"{place}/transitions/{name}", json={"input": given} if given else {})
    assert done.status_code == 200, done.text
    return done.json()


async def fire(shop: Shop) -> None:
    """Let everything happen that is due."""
    while await fire_due(shop.house):
        pass


async def stands(client: AsyncClient, place: str) -> tuple[str, str | None]:
    values = (await client.get(place)).json()["values"]
    return values["state"], values["payment"]


async def test_a52_a_track_begins_rests_and_goes_on(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        place = await job(ann)
        assert await stands(ann, place) == ("open", None)
        assert (await take(max_, place, "start"))["tracks"] == {"payment": "due"}
        await take(max_, place, "shelve")
        assert_problem(await ann.post(f"{place}/transitions/pay", json={}), 409, "workflows.track_rests")
        await take(max_, place, "resume")
        assert await stands(ann, place) == ("working", "due")
        assert (await take(ann, place, "pay"))["tracks"] == {"payment": "paid"}
        found = (await ann.get(f"{JOBS}?filter[payment]=paid")).json()["data"]
        assert [one["id"] for one in found] == [place.rpartition("/")[2]]
        inside = (await ann.get(f"{JOBS}?filter[payment][in]=unpaid")).json()["data"]
        assert inside == []
        lines = (await ann.get(f"{place}/history")).json()["data"]
        (line,) = [one for one in lines if one["command"] == "transition:job.pay"]
        assert line["notes"]["track"] == "payment"


async def test_a50_an_import_brings_over_the_states_of_tracks(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    data = b"Title,Price\nBike,90\n"
    for said, state in ({"payment": "paid"}, "paid"), ({"payment": "gone"}, None), ({"paymnt": "paid"}, None):
        mapping = ImportMapping(state="working", tracks=said)
        sheet = read_sheet(data)
        assert not isinstance(sheet, Diagnostic)
        made = await prepare_import(shop.house, "job", sheet, mapping, EVERYTHING, "jobs.csv", data)
        if state is None:
            assert isinstance(made, list)
            assert [one.code for one in made] == ["imports.bad_mapping"]
            continue
        assert isinstance(made, Prepared)
        report = await run_import(shop.house, made)
        assert report.counts == {"created": 1}, report.rows
        ask = RecordAsk(shop.house.scene(EVERYTHING), "job", str(report.rows[0].record))
        seen = await shop.house.ask(get_record, ask)
        assert not isinstance(seen, Refusal)
        values = cast("dict[str, Any]", seen["values"])
        assert (values["state"], values["payment"]) == ("working", state)


async def test_a51_tracks_stop_in_a_final_state(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        place = await job(ann)
        await take(max_, place, "start")
        await take(ann, place, "pay")
        await take(max_, place, "drop")
        # The track heard it, and the job was closed because of the track: all in one command.
        assert await stands(ann, place) == ("closed", "refunded")
        assert (await ann.get(f"{place}/transitions")).json()["data"] == []
        assert_problem(await ann.post(f"{place}/transitions/dun", json={}), 409, "workflows.track_rests")
        assert (await ann.get(place)).json().get("due", {}) == {}


async def test_a53_transitions_of_tracks_stand_among_the_others(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        place = await job(ann)
        await take(max_, place, "start")
        offered = (await ann.get(f"{place}/transitions")).json()["data"]
        assert {"pay", "dun"} <= {one["id"] for one in offered}
        why = (await ann.get(f"{place}/pay".replace("records", "explain"))).json()
        assert (why["transition"], why["state"], why["to"]) == ("job.pay", "due", "paid")
        described = (await ann.get("/api/v1/openapi.json")).json()
        assert f"{JOBS}/{{id}}/transitions/pay" in described["paths"]
        assert "payment" in described["components"]["schemas"]["job.values"]["properties"]


async def test_timers_of_a_track_fire_while_it_moves(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("max") as max_:
        moving, resting = await job(ann), await job(ann)
        for place in (moving, resting):
            await take(max_, place, "start")
        await take(max_, resting, "shelve")
        shop.clock.move_to(shop.clock.now() + timedelta(days=6))
        await fire(shop)
        assert await stands(ann, moving) == ("working", "reminded")
        assert await stands(ann, resting) == ("shelf", "due")
        queue = (await ann.get("/api/v1/queue")).json()["data"]
        assert [one["record"] for one in queue if one["kind"] == "task"] == [moving.rpartition("/")[2]]
        # It is counted from when the track came into its state: what was due meanwhile happens now.
        await take(max_, resting, "resume")
        await fire(shop)
        assert await stands(ann, resting) == ("working", "reminded")


async def test_e20_a_track_that_comes_begins_for_records_in_flight(shop_on_both: Shop) -> None:
    shop = shop_on_both
    async with shop.client("ann") as ann, shop.client("adm") as adm, shop.client("max") as max_:
        started, fresh = await job(ann), await job(ann)
        await take(max_, started, "start")
        made = await prepare(shop.house, files(**paid_jobs(), pack=newer()), open_scratch)
        assert [(one.place, one.count, one.target) for one in made.in_flight] == [("job.payment", 1, "due")]
        done = await adm.post(PUBLISH, content=archive(**paid_jobs(), pack=newer()), headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert await stands(ann, started) == ("working", "due")
        assert await stands(ann, fresh) == ("open", None)
        told = (await ann.get(started)).json()
        assert list(told["due"]) == ["remind"]


async def test_a_state_of_a_track_that_goes_must_be_mapped(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("adm") as adm, shop.client("max") as max_:
        place = await job(ann)
        await take(max_, place, "start")
        await take(ann, place, "pay")
        states = {name: one for name, one in PAYMENT["states"].items() if name != "paid"}
        states["settled"] = {"label": label("Settled")}
        moves = {
            **PAYMENT["transitions"],
            "pay": {**PAYMENT["transitions"]["pay"], "to": "settled"},
            "refund": {**PAYMENT["transitions"]["refund"], "from": ["settled"]},
        }
        changed: dict[str, Any] = {
            **paid_jobs(),
            "workflows__job.payment": {**PAYMENT, "states": states, "transitions": moves},
        }
        changed["workflows__job"]["transitions"]["close"]["guard"]["value"] = "settled"
        changed["rules__thanks"]["when"] = {"entered": "job.payment.settled"}
        content = archive(**changed, pack=newer())
        refused = await adm.post(PUBLISH, content=content, headers=ZIP)
        problem = assert_problem(refused, 409, "publishing.track_state_gone")
        assert "job.payment.paid=" in problem["reasons"][0]["fix"]
        done = await adm.post(f"{PUBLISH}?map=job.payment.paid=settled", content=content, headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 1), done.text
        assert await stands(ann, place) == ("working", "settled")


async def test_a_renamed_track_keeps_where_it_stands(shop_on_both: Shop) -> None:
    shop = shop_on_both
    await publish(shop.house, **paid_jobs())
    async with shop.client("ann") as ann, shop.client("adm") as adm, shop.client("max") as max_:
        place = await job(ann)
        await take(max_, place, "start")
        await take(ann, place, "pay")
        changed = paid_jobs()
        money = {**changed["workflows__job.payment"], "track": "money", "was": ["payment"]}
        workflow = changed["workflows__job"]
        for state in workflow["states"].values():
            if "tracks" in state:
                state["tracks"] = ["money"]
        for name in ("close", "bury"):
            workflow["transitions"][name]["guard"]["field"] = "money"
        changed |= {"workflows__job.payment": None, "workflows__job.money": money}
        changed["rules__thanks"]["when"] = {"entered": "job.money.paid"}
        done = await adm.post(PUBLISH, content=archive(**changed, pack=newer()), headers=ZIP)
        assert (done.status_code, done.json()["moved"]) == (200, 0), done.text
        values = (await ann.get(place)).json()["values"]
        assert (values["state"], values["money"]) == ("working", "paid")
