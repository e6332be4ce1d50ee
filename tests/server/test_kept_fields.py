"""Kept fields that time alone changes: at their moment, on both databases, heard by rules (E18)."""

import copy
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.conditions.tree import Constant
from engine.ports.store import Selection, Sort
from engine.values.plain import Json
from engine.values.record import Decision
from server.house import EVERYTHING
from server.timers import fire_due
from tests.server.conftest import Shop, make, publish
from tests.server.shop import PACK, label

MIDNIGHT = datetime(2026, 3, 5, 16, 0, tzinfo=UTC)  # the sixth of March begins in Shanghai
TICK = timedelta(microseconds=1)
OVERDUE = {"field": "wanted_on", "op": "lt", "value": {"now": "today"}}


def with_time() -> dict[str, Any]:
    """The shop, where jobs become overdue and passports run out, and rules tell that they heard of it."""
    job, customer = copy.deepcopy(PACK["entities/job.json"]), copy.deepcopy(PACK["entities/customer.json"])
    trail = {"type": "text", "default": "-", "label": label("Trail")}
    job["fields"] |= {
        "trail": trail,
        "past": {"type": "boolean", "condition": OVERDUE, "label": label("Past")},
        "overdue": {
            "type": "boolean", "kept": True, "label": label("Overdue"),
            "condition": {"all": [{"field": "past", "op": "eq", "value": True}, {"field": "urgent", "op": "eq", "value": True}]},
        },
        "soon": {"type": "boolean", "kept": True, "label": label("Soon"), "condition": {"field": "wanted_on", "op": "within", "value": "P1D"}},
    }  # fmt: skip
    customer["fields"] |= {
        "trail": trail,
        "valid_until": {"type": "datetime", "label": label("Valid until")},
        "expired": {
            "type": "boolean", "kept": True, "label": label("Expired"),
            "condition": {"field": "valid_until", "op": "lte", "value": {"now": "now"}},
        },
    }  # fmt: skip
    return {"entities__job": job, "entities__customer": customer, **heard("job", "overdue"), **heard("customer", "expired")}  # fmt: skip


def heard(entity: str, field: str) -> dict[str, Any]:
    said = {"formula": 'concat(trail, "x")'}
    return {
        f"rules__{field}": {
            "kind": "rule", "label": label(field), "when": {"changed": entity, "fields": [field]}, "then": [{"set": {"trail": said}}],
        }
    }  # fmt: skip


@pytest.fixture
async def shop_with_time(shop_on_both: Shop) -> Shop:
    await publish(shop_on_both.house, **with_time())
    return shop_on_both


async def created(shop: Shop, entity: str, **values: Json) -> str:
    asked = CreateRecord(shop.house.scene(EVERYTHING), entity, values)
    outcome = await shop.house.submit(create_record, asked)
    assert isinstance(outcome, Decision), outcome
    return str(outcome.answer["id"])


async def change(shop: Shop, entity: str, id: str, **values: Json) -> None:
    asked = ChangeRecord(shop.house.scene(EVERYTHING), entity, id, values)
    assert isinstance(await shop.house.submit(change_record, asked), Decision)


async def to(shop: Shop, moment: datetime) -> int:
    """How many timers fired when the clock came to a moment."""
    shop.clock.move_to(moment)
    count = 0
    while fired := await fire_due(shop.house):
        count += fired
    return count


async def stands(shop: Shop, entity: str, id: str, *names: str) -> list[Any]:
    asked = Selection(entity, Constant(holds=True), {}, names, (Sort("id"),), 200)
    values: Mapping[str, Any] = next(
        one.values for one in (await shop.house.select(asked)).records if one.id == id
    )
    return [values[name] for name in names]


async def due(shop: Shop, id: str) -> list[datetime]:
    return [one.due_at for one in await shop.house.store.timers.of_record(id)]


async def test_e18_a_kept_field_changes_by_time_alone_and_rules_hear_of_it(shop_with_time: Shop) -> None:
    shop = shop_with_time
    id = await created(shop, "job", title="Bell", wanted_on="2026-03-05", urgent=True)
    names = ("overdue", "soon", "trail")
    assert await stands(shop, "job", id, *names) == [False, False, "-"]
    assert await due(shop, id) == [MIDNIGHT - timedelta(days=2)]  # the day before begins
    assert await to(shop, MIDNIGHT - timedelta(days=2)) == 1
    assert await stands(shop, "job", id, *names) == [False, True, "-"]
    assert await to(shop, MIDNIGHT - TICK) == 0
    async with shop.client("zoe") as zoe:
        listed = (await zoe.get("/api/v1/records/job?filter[overdue]=true")).json()["data"]
        assert listed == []
        assert await to(shop, MIDNIGHT) == 1
        listed = (await zoe.get("/api/v1/records/job?filter[overdue]=true")).json()["data"]
        assert [row["id"] for row in listed] == [id]
    assert await stands(shop, "job", id, *names) == [True, False, "-x"]
    assert await due(shop, id) == []
    history = await shop.house.store.history("job", id)
    assert [(line.actor, line.after["overdue"]) for line in history if line.command == "derived:job" and "overdue" in line.after] == [(None, True)]  # fmt: skip


async def test_e18_what_it_counts_from_moves_it(shop_with_time: Shop) -> None:
    shop = shop_with_time
    id = await created(shop, "job", title="Bell", urgent=True)
    assert await due(shop, id) == []
    await change(shop, "job", id, wanted_on="2026-03-01")
    assert await stands(shop, "job", id, "overdue", "trail") == [True, "-x"]
    await change(shop, "job", id, wanted_on="2026-03-05")
    assert await stands(shop, "job", id, "overdue", "trail") == [False, "-xx"]
    assert await due(shop, id) == [MIDNIGHT - timedelta(days=2)]


async def test_e18_who_comes_before_a_late_worker_sees_it_too_and_it_happens_once(
    shop_with_time: Shop,
) -> None:
    shop = shop_with_time
    id = await created(shop, "job", title="Bell", wanted_on="2026-03-05", urgent=True)
    shop.clock.move_to(MIDNIGHT + timedelta(hours=1))
    await change(shop, "job", id, title="Bike")
    assert await stands(shop, "job", id, "overdue", "trail") == [True, "-x"]
    version = (await shop.house.store.history("job", id))[0].version
    await to(shop, MIDNIGHT + timedelta(hours=2))
    assert await stands(shop, "job", id, "overdue", "trail") == [True, "-x"]
    assert (await shop.house.store.history("job", id))[0].version == version
    assert await due(shop, id) == []


async def test_e18_a_moment_that_changes_nothing_kept_leaves_the_record_alone(shop_with_time: Shop) -> None:
    shop = shop_with_time
    id = await created(shop, "job", title="Bell", wanted_on="2026-03-05", urgent=False)
    await to(shop, MIDNIGHT - timedelta(days=2))
    lines = len(await shop.house.store.history("job", id))
    await to(shop, MIDNIGHT + timedelta(days=2))  # no longer soon, and past, but not urgent
    assert await stands(shop, "job", id, "overdue", "soon") == [False, False]
    assert len(await shop.house.store.history("job", id)) == lines + 1


async def test_e18_an_entity_without_a_workflow_has_such_moments_too(shop_with_time: Shop) -> None:
    shop = shop_with_time
    id = await created(shop, "customer", name="Bo", valid_until="2026-03-05T16:00:00Z")
    assert await due(shop, id) == [MIDNIGHT]
    assert await to(shop, MIDNIGHT) == 1
    assert await stands(shop, "customer", id, "expired", "trail") == [True, "-x"]


async def test_a51_in_a_final_state_time_changes_nothing(shop_with_time: Shop) -> None:
    shop = shop_with_time
    customer = await make(shop.house, "customer", name="Bo")
    id = await created(shop, "job", title="Bell", customer=customer, wanted_on="2026-03-05", urgent=True)
    for transition, said in (("start", {}), ("finish", {"price": "5", "reason": "x"}), ("close", {})):
        asked = FireTransition(shop.house.scene(EVERYTHING), "job", id, transition, input=said)
        assert isinstance(await shop.house.submit(fire_transition, asked), Decision)
    assert await due(shop, id) == []
    assert await to(shop, MIDNIGHT + timedelta(days=9)) == 0
    assert await stands(shop, "job", id, "overdue") == [False]
