"""The six changes of the reorganisation, as people meet them over HTTP, on both databases (case study 4.3)."""

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from server.settings import Settings
from tests.server.test_errors import assert_problem
from tests.server.training_school import RECORDS, School, open_school

IN_HAND = {"next_action": "再联系", "next_action_at": "2026-03-20T10:00:00+08:00"}
AN_HOUR = 6
MARCH = "from=2026-03-01&to=2026-03-31"


@pytest.fixture
async def school(database_url: str) -> AsyncGenerator[School, None]:
    async with open_school(Settings(database_url=database_url, worker=False, least_free_disk=0)) as opened:
        yield opened


async def lead_of(school: School, who: str, number: int) -> str:
    """A lead in contact, in the hands of a consultant."""
    lead = await school.create(
        "kefu1", "lead", name=f"王一诺{number}", phone=f"1990000{number:04}", source="web"
    )
    await school.take("zhuguan1", "lead.assign", lead, to=school.id(who))
    await school.take("kefu1", "lead.first_contact", lead, channel="phone", result="interested", **IN_HAND)
    return lead


async def invited(school: School, lead: str, at: str) -> str:
    """A confirmed appointment that customer service made with a lead."""
    made = await school.create(
        "kefu1", "appointment", lead=lead, type="visit", at=at, host=school.id("guwen1")
    )
    await school.take("kefu1", "appointment.confirm", made)
    return made


async def came(school: School, lead: str) -> str:
    """The visit of a lead who has come as invited; the clock moves to it."""
    appointment = await invited(school, lead, "2026-03-03T10:00:00+08:00")
    await school.wait_until("2026-03-03T09:58:00+08:00")
    await school.take("qiantai1", "appointment.check_in", appointment, host=school.id("guwen1"))
    return (await school.look("guwen1", "appointment", appointment))["visit"]


async def course(school: School, name: str) -> str:
    """A course of the school by name."""
    listed = await school.get("guwen1", f"{RECORDS}/course_product?filter[name]={name}&fields=name")
    return listed["data"][0]["id"]


async def consultation(school: School, visit: str) -> dict[str, Any]:
    """What a consultant fills in after the talk."""
    return {
        "visit": visit, "level": "a2", "needs": ["work"], "budget": "to_10k", "decided_by": "self", "objections": ["time"], "intent": "a",
        "recommended_course": await course(school, "成人小班口语"), "promises": [{"text": "固定周三晚上课", "category": "time"}],
        "summary": "半年内能开英文会议", "next_action": "发送合同", "next_action_at": "2026-03-06T10:00:00+08:00",
    }  # fmt: skip


async def customer_of(school: School) -> tuple[str, str]:
    """A customer of the consultant, to whom something was promised; and the lead that became it."""
    lead = await lead_of(school, "guwen1", 1)
    visit = await came(school, lead)
    await school.create(
        "guwen1", "consultation", form="consultation_record", **await consultation(school, visit)
    )
    await school.take("guwen1", "lead.convert", lead, kind="adult")
    return (await school.look("guwen1", "lead", lead))["customer"], lead


async def test_1_a_full_hour_is_refused_and_both_sides_count_the_same_effective_visits(
    school: School,
) -> None:
    for number in range(AN_HOUR):
        lead = await lead_of(school, "guwen1", 100 + number)
        await invited(school, lead, f"2026-03-04T14:{number:02}:00+08:00")
    lead = await lead_of(school, "guwen1", 200)
    asked = {"input": {"lead": lead, "type": "visit", "at": "2026-03-04T14:40:00+08:00"}}
    full = await school.call("kefu1", "POST", f"{RECORDS}/appointment", asked)
    reason = assert_problem(full, 409, "limits.full")["reasons"][0]
    assert (reason["data"]["used"], reason["data"]["max"]) == (AN_HOUR, AN_HOUR), reason
    assert "中心每小时可接待的预约数" in reason["text"]
    assert reason["data"]["next"] == "2026-03-04T07:00:00+00:00"
    asked["input"]["at"] = reason["data"]["next"]
    assert (await school.call("kefu1", "POST", f"{RECORDS}/appointment", asked)).status_code == 201

    visit = await came(school, await lead_of(school, "guwen1", 300))
    await school.create(
        "guwen1", "consultation", form="consultation_record", **await consultation(school, visit)
    )
    await school.create(
        "qiantai1", "visit", form="visit_quick", phone="19900009999", name="路人", host=school.id("guwen2")
    )
    told = {
        who: await school.get(who, f"/api/v1/metrics/effective_visits?{MARCH}")
        for who in ("shichang1", "guwen1", "xiaozhang1")
    }
    assert {who: one["total"]["value"] for who, one in told.items()} == dict.fromkeys(told, 1)
    share = [
        await school.get(who, f"/api/v1/metrics/effective_visit_rate?{MARCH}")
        for who in ("shichang1", "guwen1")
    ]
    assert [one["total"] for one in share] == [{"value": "0.5", "rows": 2, "held": 1}] * 2


async def test_2_the_consultant_records_the_consultation_and_the_front_desk_cannot(school: School) -> None:
    visit = await came(school, await lead_of(school, "guwen1", 1))
    filled = await consultation(school, visit)
    assert len(filled) <= 14
    form = await school.get("guwen1", "/api/v1/forms/consultation_record?entity=consultation")
    assert sum(len(section["items"]) for section in form["form"]["sections"]) <= 14, form
    refused = await school.call("qiantai1", "POST", f"{RECORDS}/consultation", {"input": filled})
    assert "课程顾问" in assert_problem(refused, 403, "access.may_not_create")["detail"]
    made = await school.create("guwen1", "consultation", form="consultation_record", **filled)
    changed = await school.call(
        "qiantai1",
        "PATCH",
        f"{RECORDS}/consultation/{made}",
        {"input": {"next_action": "改写"}},
        **{"If-Match": '"1"'},
    )
    assert_problem(changed, 403, "access.not_writable")
    assert (await school.look("guwen1", "consultation", made))["next_action"] == "发送合同"


async def test_3_a_contract_of_the_consultant_takes_every_open_promise_or_a_waiver(school: School) -> None:
    customer, _ = await customer_of(school)
    contract = await school.create(
        "guwen1", "contract", form="contract_fill", customer=customer, template="standard",
        lines=[{"product": await course(school, "成人小班口语"), "lessons": 50}], starts_on="2026-03-09", ends_on="2026-12-31",
    )  # fmt: skip
    gift = await school.create("guwen1", "promise", text="赠送教材一套", category="gift", customer=customer)
    assert (await school.look("guwen1", "contract", contract))["open_promises"] == 2
    await school.take("guwen1", "contract.submit", contract)
    await school.take("baoming1", "contract.print", contract)
    assert_problem(await school.tried("guwen1", "contract.sign", contract), 409, "workflows.guard")
    listed = await school.get(
        "guwen1", f"{RECORDS}/promise?filter[contract]={contract}&fields=text,resolution"
    )
    promises = {one["id"]: one["values"]["text"] for one in listed["data"]}
    assert sorted(promises.values()) == ["固定周三晚上课", "赠送教材一套"]
    for id in promises:
        kept = (
            {"resolution": "waived", "resolution_note": "客户改选网课"}
            if id == gift
            else {"resolution": "in_contract"}
        )
        version = (await school.get("guwen1", f"{RECORDS}/promise/{id}"))["version"]
        done = await school.call(
            "guwen1", "PATCH", f"{RECORDS}/promise/{id}", {"input": kept}, **{"If-Match": f'"{version}"'}
        )
        assert done.status_code == 200, done.text
    await school.take("guwen1", "contract.sign", contract)


async def test_4_who_did_not_come_is_a_task_of_the_inviter_fifteen_minutes_later(school: School) -> None:
    appointment = await invited(school, await lead_of(school, "guwen1", 1), "2026-03-04T14:00:00+08:00")
    await school.wait_until("2026-03-04T14:14:59+08:00")
    assert not await asked_to_invite_again(school, appointment)
    await school.wait_until("2026-03-04T14:15:00+08:00")
    assert (await school.look("kefu1", "appointment", appointment))["state"] == "no_show"
    assert await asked_to_invite_again(school, appointment) == [("再次邀约", "2026-03-04T06:45:00Z")]
    assert await asked_to_invite_again(school, appointment, "kefu2") == []


async def asked_to_invite_again(
    school: School, appointment: str, who: str = "kefu1"
) -> list[tuple[str, str]]:
    """The labels and due moments of the tasks about an appointment in somebody's queue."""
    queue = await school.get(who, "/api/v1/queue")
    return [
        (one["label"], one["due_at"])
        for one in queue["data"]
        if one["kind"] == "task" and one["record"] == appointment
    ]


async def test_5_the_fourth_revisit_is_refused_with_its_reason_and_others_read_the_last_three(
    school: School,
) -> None:
    lead = await lead_of(school, "guwen1", 1)
    call = {"lead": lead, "kind": "follow", "channel": "phone", "result": "thinking"}
    for day, said in enumerate(("第一次", "第二次", "第三次"), 3):
        await school.wait_until(f"2026-03-{day:02}T10:00:00+08:00")
        await school.create("guwen1", "activity", **call, content=said)
    fourth = await school.call(
        "guwen1", "POST", f"{RECORDS}/activity", {"input": {**call, "content": "第四次"}}
    )
    reason = assert_problem(fourth, 409, "limits.full")["reasons"][0]
    assert (reason["data"]["used"], reason["data"]["max"]) == (3, 3)
    assert "顾问对同一线索的回访次数" in reason["text"]
    assert reason["data"]["resets_at"] == "2026-04-02T02:00:00+00:00"
    recent = f"{RECORDS}/activity?filter[lead]={lead}&filter[kind]=follow&sort=-created_at&limit=3&fields=content,owner"
    for who in ("kefu1", "zhuguan1", "fudao1", "xiaozhang1"):
        listed = await school.get(who, recent)
        assert [one["values"]["content"] for one in listed["data"]] == ["第三次", "第二次", "第一次"], who


async def test_6_a_teacher_books_no_vip_lesson_and_is_told_who_does(school: School) -> None:
    customer, _ = await customer_of(school)
    contract = await school.create(
        "guwen1", "contract", form="contract_fill", customer=customer, template="standard",
        lines=[{"product": await course(school, "成人VIP一对一"), "lessons": 48}], starts_on="2026-03-09", ends_on="2026-12-31",
    )  # fmt: skip
    lesson = {
        "student": customer,
        "contract": contract,
        "product": await course(school, "成人VIP一对一"),
        "teacher": school.id("laoshi1"),
        "at": "2026-03-12T19:00:00+08:00",
        "ends_at": "2026-03-12T20:00:00+08:00",
    }
    made = await school.call("laoshi1", "POST", f"{RECORDS}/lesson_booking", {"input": lesson})
    assert "客服" in assert_problem(made, 403, "access.may_not_create")["detail"]
    wanted = await school.create("kefu1", "lesson_booking", form="lesson_book", **lesson)
    taken = await school.tried("laoshi1", "lesson_booking.book", wanted)
    assert "客服" in assert_problem(taken, 403, "access.no_duty")["detail"]
