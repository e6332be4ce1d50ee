"""Those who wait for room that a parameter gives move up when it is raised: the worker looks after them."""

from typing import Any

from server.waiting import seat_those_who_wait
from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label


def workflow() -> dict[str, Any]:
    said = PACK["workflows/job.json"]
    moves = {
        "queue": {"label": label("Wait"), "from": ["open"], "to": "waiting", "duty": "job.work"},
        "next": {"label": label("Next"), "from": ["waiting"], "to": "working", "duty": "job.work"},
    }
    return {
        **said,
        "states": {**said["states"], "waiting": {"label": label("Waiting")}},
        "transitions": {**said["transitions"], **moves},
    }


async def test_e8_a_parameter_that_is_raised_lets_those_who_wait_move_up(shop_on_both: Shop) -> None:
    work = PACK["duties/job.work.json"]
    transitions = [*work["allows"]["transitions"], "job.queue", "job.next"]
    benches = {
        "kind": "limit", "label": label("Benches"), "per": ["centre"], "max": {"parameter": "benches"},
        "on": {"hold": "job", "if": {"field": "state", "op": "eq", "value": "working"}},
        "at_limit": {"queue": "job.queue", "next": "job.next"},
    }  # fmt: skip
    parameter = {"type": "integer", "default": 1, "per": "centre", "label": label("Benches")}
    pack = PACK["pack.json"]
    await publish(
        shop_on_both.house,
        pack={**pack, "parameters": {**pack["parameters"], "benches": parameter}},
        workflows__job=workflow(),
        limits__benches=benches,
        **{"duties__job.work": {**work, "allows": {**work["allows"], "transitions": transitions}}},
    )
    async with shop_on_both.client("ann") as ann, shop_on_both.client("max") as mechanic:
        jobs = [
            (await ann.post("/api/v1/records/job", json={"input": {"title": "x"}})).json()["id"]
            for _ in range(3)
        ]
        for id in jobs:
            answer = await mechanic.post(f"/api/v1/records/job/{id}/transitions/start", json={})
            assert answer.status_code == 200, answer.text
        assert await seat_those_who_wait(shop_on_both.house) == 0
        async with shop_on_both.client("adm") as adm:
            answer = await adm.put(
                "/api/v1/parameters/benches", json={"value": 2, "centre": shop_on_both.centres["north"]}
            )
            assert answer.status_code == 200, answer.text
        assert await seat_those_who_wait(shop_on_both.house) == 1
        found = [(await ann.get(f"/api/v1/records/job/{id}")).json()["values"]["state"] for id in jobs]
        assert sorted(found) == ["waiting", "working", "working"]
