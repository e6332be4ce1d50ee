"""What would come of a form: told while it is filled in, as the command would decide it, and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest

from tests.server.conftest import Shop, publish
from tests.server.shop import PACK, label
from tests.server.test_approvals import PRICE, STEPS, decide, waiting, workflow

JOBS = "/api/v1/records/job"
OPTIONS = {name: {"label": label(name.title())} for name in ("small", "large", "huge")}
LEVEL = {
    "kind": "decision",
    "label": label("Level"),
    "entity": "job",
    "hit": "first",
    "inputs": {"price": {"field": "price"}},
    "outputs": {"level": {"type": "enum", "options": [*OPTIONS]}},
    "rows": [
        {"id": "small", "if": {"price": {"op": "lte", "value": 500}}, "then": {"level": "small"}},
        {
            "id": "large",
            "if": {"price": {"op": "lte", "value": {"parameter": "highest"}}},
            "then": {"level": "large"},
        },
        {"id": "huge", "if": {}, "then": {"level": "huge"}},
    ],
}


@pytest.fixture
async def office(shop_on_both: Shop) -> Shop:
    """The owner and the desk decide about prices above 100; a table says how large a price is."""
    work, job = PACK["duties/job.work.json"], PACK["entities/job.json"]
    said = work["allows"]["fields"]
    seen = {**said["job"], "read": [*said["job"]["read"], "level"]}
    allows = {
        **work["allows"],
        "transitions": [*work["allows"]["transitions"], "job.ask"],
        "fields": {**said, "job": seen},
    }
    level = {"type": "enum", "decision": "level.level", "options": OPTIONS, "label": label("Level")}
    steps = {**STEPS, "owner": {**STEPS["owner"], "if": {"field": "price", "op": "gt", "value": 100}}}
    way: Any = workflow()
    price = {**job["fields"]["price"], "required": True}
    hurried = {"value": "working", "if": {"field": "urgent", "op": "eq", "value": True}}
    way["transitions"]["ask"]["to"] = {"choose": [hurried, {"value": "asked"}]}
    replaced = {
        "approvals__price": {**PRICE, "steps": steps},
        "workflows__job": way,
        "duties__job.work": {**work, "allows": allows},
        "decisions__level": LEVEL,
        "entities__job": {**job, "fields": {**job["fields"], "price": price, "level": level}},
    }
    await publish(shop_on_both.house, **replaced)
    return shop_on_both


async def taken_in(office: Shop, **values: Any) -> str:
    made = await office.client("ann").post(JOBS, json={"input": {"title": "Bike", "price": "5", **values}})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def told(office: Shop, who: str, form: str = "default", **said: Any) -> dict[str, Any]:
    answer = await office.client(who).post(f"/api/v1/forms/{form}/foretell", json={"entity": "job", **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_who_would_decide_is_told_before_it_is_sent(office: Shop) -> None:
    id = await taken_in(office)
    before = (await office.client("ann").get(f"{JOBS}/{id}")).json()
    for price, people in (("5", []), ("100.01", [["Zoe"]]), ("501", [["Zoe"], ["Ann"]])):
        (ask,) = (await told(office, "max", record=id, input={"price": price}))["approvals"]
        assert (ask["transition"], ask["label"], ask["approval_label"]) == ("ask", "Ask", "Price")
        assert [one["people"] for one in ask["steps"]] == people
        assert ask["usual_minutes"] is None
    assert (await office.client("ann").get(f"{JOBS}/{id}")).json() == before, "nothing is written"
    assert (await told(office, "ann", record=id, input={"price": "501"}))["approvals"] == [], (
        "not hers to ask"
    )


async def test_that_nothing_is_asked_for_is_told_as_well(office: Shop) -> None:
    id = await taken_in(office, urgent=True)
    (ask,) = (await told(office, "max", record=id, input={"price": "501"}))["approvals"]
    assert (ask["transition"], ask["approval"], ask["steps"]) == ("ask", None, [])


async def test_how_far_a_number_is_on_the_scale_of_its_table(office: Shop) -> None:
    id = await taken_in(office)
    for price, here, left, text in (
        ("499.5", 0, "0.50", "499.50"),
        ("501", 1, "499", "501.00"),
        ("1001", 2, None, "1,001"),
    ):
        (scale,) = (await told(office, "max", record=id, input={"price": price}))["scales"]
        assert (scale["field"], scale["of"], scale["here"]) == ("level", "price", here)
        assert [(one["option"], one["upto"]) for one in scale["bands"]] == [
            ("small", "500"),
            ("large", "1000"),
            ("huge", None),
        ]
        assert text in scale["text"]
        assert (scale["left"] is None) if left is None else (left in scale["left"])


async def test_what_nobody_fills_in_is_worked_out_of_what_was_typed(office: Shop) -> None:
    id = await taken_in(office)
    parts = [{"name": "Chain", "cost": "80"}, {"name": "Oil", "cost": "20.5"}]
    changed = await told(office, "ann", record=id, input={"parts": parts, "price": "700"})
    assert (changed["texts"]["total"], changed["texts"]["level"]) == ("CN¥100.50", "Large")
    assert "price" not in changed["texts"], "what was typed is not told back"
    assert [row["name"] for row in changed["rows"]["parts"]] == ["Chain", "Oil"]
    made = await told(office, "ann", input={"title": "Bell", "parts": parts})
    assert made["texts"]["total"] == "CN¥100.50"
    assert (await office.client("ann").get(JOBS, params={"filter[title]": "Bell"})).json()["data"] == []


async def test_a_form_half_filled_in_is_foretold_but_for_its_approvals(office: Shop) -> None:
    parts = [{"name": "Chain", "cost": "80"}, {"cost": "3"}]
    made = await told(office, "ann", input={"parts": parts, "price": "501"})
    assert (made["texts"]["total"], made["texts"]["level"]) == ("CN¥83.00", "Large")
    assert [one["here"] for one in made["scales"]] == [1]
    id = await taken_in(office)
    assert (await told(office, "max", record=id, input={"price": "501"}))["approvals"] != []
    assert (await told(office, "max", record=id, input={"price": None}))["approvals"] == []
    sent = await office.client("ann").post(JOBS, json={"input": {"parts": parts, "price": "501"}})
    assert sent.status_code == 422, "what is foretold is not taken"


async def test_it_is_refused_as_the_command_is(office: Shop) -> None:
    id = await taken_in(office)
    place = "/api/v1/forms/default/foretell"
    for who, said, status, code in (
        ("ann", {"entity": "job", "input": {"title": 5}}, 422, "records.wrong_type"),
        ("max", {"entity": "job", "record": id, "input": {"title": "x"}}, 403, "access.not_writable"),
        ("sue", {"entity": "job", "record": id, "input": {}}, 404, "records.missing"),
        ("max", {"entity": "job", "record": id, "transition": "finish", "input": {}}, 409, None),
        ("max", {"entity": "lamp", "input": {}}, 404, "records.no_such_entity"),
        ("max", {"input": {}}, 404, "forms.no_such_form"),
    ):
        answer = await office.client(who).post(place, json=said)
        real = await _sent(office, who, said)
        assert answer.status_code == status, answer.text
        if real is not None:
            assert (real["status"], real["code"]) == (status, answer.json()["code"])
        assert code is None or answer.json()["code"] == code


async def _sent(office: Shop, who: str, said: dict[str, Any]) -> dict[str, Any] | None:
    """What the command itself answers."""
    if "entity" not in said or "transition" in said:
        return None
    place = f"/api/v1/records/{said['entity']}"
    ask = office.client(who)
    if "record" in said:
        return (
            await ask.patch(
                f"{place}/{said['record']}", json={"input": said["input"]}, headers={"If-Match": "*"}
            )
        ).json()
    return (await ask.post(place, json={"input": said["input"]})).json()


async def test_how_long_the_like_of_it_took_is_told_once_there_are_enough(office: Shop) -> None:
    for minutes in (6, 10, 30):
        id = await taken_in(office, price="200")
        assert (await office.client("max").post(f"{JOBS}/{id}/transitions/ask", json={})).status_code == 200
        office.clock.move_to(office.clock.now() + timedelta(minutes=minutes))
        (mine,) = await waiting(office, "zoe")
        assert (await decide(office, "zoe", mine["id"])).status_code == 200
    id = await taken_in(office)
    (ask,) = (await told(office, "max", record=id, input={"price": "200"}))["approvals"]
    assert ask["usual_minutes"] == 10
    (ask,) = (await told(office, "max", record=id, input={"price": "5"}))["approvals"]
    assert ask["usual_minutes"] is None, "nobody is asked"


async def test_what_is_asked_for_already_is_told_with_those_who_sit_in_it(office: Shop) -> None:
    id = await taken_in(office, price="501")
    ask = await told(office, "max", record=id, input={})
    assert [one["label"] for one in ask["approvals"][0]["steps"]] == ["Owner", "Desk"]
    assert (await office.client("max").post(f"{JOBS}/{id}/transitions/ask", json={})).status_code == 200
    (asked,) = (await told(office, "ann", record=id, input={}))["approvals"]
    assert (asked["transition"], [one["people"] for one in asked["steps"]]) == (None, [["Zoe"]])
