"""The training school reorganises itself while cases are open: nothing is lost and nothing gets stuck.

The version before is published, there is a record in every state of every workflow, with timers running, tasks open and
a counter used up; then the version after is published with its map of states. On both databases.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.clock.clock import MovingClock
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.sample import SampleFile
from engine.queries.path_values import PathsAsk, path_values
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.bootstrap import open_house, open_scratch, read_pack
from server.house import EVERYTHING, House
from server.publish import prepare, publish
from server.samples.company import Company
from server.samples.play import play_sample
from server.settings import Settings
from server.timers import fire_due

ROOT = Path(__file__).parents[2]
BEFORE = ROOT / "tests" / "packs" / "education_training-1.0.0"
AFTER = ROOT / "definitions" / "education_training"
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
SOON, LATER, TODAY = "2026-03-04T10:00:00+08:00", "2026-12-31", "2026-03-09"
MAP = {"contract.on_paper": "draft"}
CLAIMS_A_DAY = 10


def _phone(number: int) -> str:
    return f"1990001{number:04}"


def _values(entity: str, number: int, known: Mapping[str, str]) -> dict[str, Json]:
    """What a record of this entity is made with; ``known``: records of other entities."""
    customer: dict[str, Json] = {"customer": known.get("customer", "")}
    contract: dict[str, Json] = {"contract": known.get("contract", "")}
    product = known.get("course_product", "")
    teacher: dict[str, Json] = {"teacher": known.get("person", "")}
    values: dict[str, dict[str, Json]] = {
        "campaign": {"name": "Fair", "type": "expo", "starts_on": TODAY, "ends_on": LATER, "budget": 100},
        "lead": {"name": f"L{number}", "phone": _phone(number), "source": "web"},
        "appointment": {"lead": known.get("lead", ""), "type": "visit", "at": SOON},
        "visit": {"lead": known.get("lead", "")},
        "opportunity": {**customer, "kind": "new"},
        "contract": {
            **customer,
            "lines": [{"product": product, "lessons": 10}],
            "starts_on": TODAY,
            "ends_on": LATER,
        },
        "payment": {**contract, "amount": 10, "method": "bank"},
        "refund_request": {**contract, "reason_category": "personal", "reason": "moves away"},
        "activity": {
            **customer,
            "kind": "follow",
            "channel": "phone",
            "result": "thinking",
            "planned_at": SOON,
        },
        "lesson_booking": {
            "student": customer["customer"],
            **contract,
            **teacher,
            "product": product,
            "at": SOON,
        },
        "class_session": {"title": "Open", "type": "open_class", "at": SOON, "capacity": 10, **teacher},
        "complaint": {
            **customer,
            "channel": "phone",
            "severity": "minor",
            "category": "service",
            "content": "late",
        },
        "promise": {"text": "Wednesdays", "category": "time", "lead": known.get("lead", "")},
        "handover": {**customer, "summary": "new"},
        "referral": {
            "referrer": customer["customer"],
            "referee_name": "R",
            "referee_phone": _phone(5000 + number),
        },
    }
    return values[entity]


@dataclass(slots=True)
class Reorganised:
    """A house in which the version before runs, with a record in every state: (entity, state) -> id."""

    house: House
    clock: MovingClock
    company: Company
    made: dict[tuple[str, str], str]

    async def make(self, entity: str, values: Mapping[str, Json], state: str | None = None) -> str:
        ids = self.company.ids
        asked = CreateRecord(
            self.house.scene(EVERYTHING),
            entity,
            values,
            state=state,
            owner=ids["guwen1"],
            centre=ids["zhongguancun"],
        )
        outcome = await self.house.submit(create_record, asked)
        assert isinstance(outcome, Decision), (entity, state, outcome)
        return str(outcome.answer["id"])

    async def fire(
        self, who: str, entity: str, record: str, name: str, given: Json = None
    ) -> Decision | Refusal:
        scene = self.house.scene(self.company.actors[who])
        return await self.house.submit(fire_transition, FireTransition(scene, entity, record, name, given))

    async def decide(self, who: str, approval: str) -> Decision | Refusal:
        scene = self.house.scene(self.company.actors[who])
        return await self.house.submit(decide_approval, DecideApproval(scene, approval, "approve"))

    async def look(self, entity: str, record: str, path: str) -> Value:
        asked = PathsAsk(self.house.scene(EVERYTHING), entity, record, (path,))
        found = await self.house.ask(path_values, asked)
        return found[path] if found else None

    async def wait_until(self, moment: datetime) -> None:
        self.clock.move_to(moment)
        while await fire_due(self.house):
            pass

    async def upgrade(self) -> None:
        files, _ = read_pack(AFTER)
        made = await prepare(self.house, _without_scenarios(files), open_scratch, MAP)
        assert made.is_ready, [one.code for one in made.reasons]
        outcome = await publish(self.house, made, None)
        assert outcome.stayed == []
        assert outcome.moved >= len(MAP)


def _without_scenarios(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The scenarios have a test of their own."""
    return {path: text for path, text in files.items() if not path.startswith("tests/")}


@pytest.fixture
async def school(database_url: str) -> AsyncGenerator[Reorganised, None]:
    files, _ = read_pack(BEFORE)
    clock = MovingClock(MONDAY)
    settings = Settings(database_url=database_url, worker=False, least_free_disk=0)
    async with open_house(settings, clock) as house:
        prepared = await prepare(house, files, open_scratch)
        await publish(house, prepared, None)
        sample = prepared.checked.loaded.of("sample", SampleFile)["staff"].model
        report = await play_sample(house, sample)
        assert report.refused == []
        made = Reorganised(house, clock, report.company, {})
        await _fill(made)
        yield made


async def _fill(school: Reorganised) -> None:
    """A record in each state, those first that others point to."""
    house = school.house
    product = await school.make(
        "course_product", {"name": "K", "brand": "elite", "type": "small", "lessons": 10, "list_price": 10}
    )
    known = {"course_product": product, "person": school.company.ids["laoshi1"]}
    known["customer"] = await school.make("customer", {"name": "C", "phone": _phone(0), "kind": "adult"})
    known["lead"] = await school.make("lead", {"name": "L", "phone": _phone(1), "source": "web"})
    number = 10
    for entity in ("contract", *sorted(set(house.live.workflows) - {"contract"})):
        states = house.live.workflows[entity].states
        for state in sorted(id for id, one in states.items() if not one.group):
            number += 1
            if entity == "refund_request":  # a contract has one open request at most
                another = {"name": "R", "phone": _phone(number), "kind": "adult"}
                owed = {**known, "customer": await school.make("customer", another)}
                known["contract"] = await school.make("contract", _values("contract", number, owed), "active")
            values = _values(entity, number, known)
            if state == "pending_approval":  # one that the version after has somebody decide, too
                values["discount"] = 0.15
            school.made[entity, state] = await school.make(entity, values, state)
        if entity == "contract":
            known["contract"] = school.made["contract", "active"]


async def test_every_record_goes_on_in_its_state_and_can_be_helped_on(school: Reorganised) -> None:
    before = {at: school.made[at] for at in school.made if at[1] != "on_paper"}
    await school.upgrade()
    for (entity, state), record in before.items():
        assert await school.look(entity, record, "state") == state, (entity, state)
    assert await school.look("contract", school.made["contract", "on_paper"], "state") == "draft"
    for entity, workflow in school.house.live.workflows.items():
        for state in workflow.states.values():
            ways = workflow.by_state.get(state.id, ())
            assert state.group or state.final or ways, f"nothing leaves {entity}.{state.id}"


async def test_the_new_posts_take_over_what_is_open(school: Reorganised) -> None:
    draft = school.made["contract", "on_paper"]
    assert isinstance(await school.fire("guwen1", "contract", draft, "type_in"), Refusal)
    await school.upgrade()
    assert isinstance(await school.fire("baoming1", "contract", draft, "submit"), Refusal)
    assert isinstance(await school.fire("guwen1", "contract", draft, "submit"), Decision)
    # Nobody was asked when this one was submitted; the version after has approvals, and asks.
    waiting = school.made["contract", "pending_approval"]
    (asked,) = await school.house.store.approvals.of_record(waiting)
    assert isinstance(await school.decide("xiaozhang1", asked), Decision)
    assert await school.look("contract", waiting, "state") == "approved"
    wanted = school.made["lesson_booking", "requested"]
    assert isinstance(await school.fire("laoshi1", "lesson_booking", wanted, "book"), Refusal)
    assert isinstance(await school.fire("kefu1", "lesson_booking", wanted, "book"), Decision)


async def test_timers_go_on_and_new_ones_begin(school: Reorganised) -> None:
    expected = school.made["appointment", "confirmed"]
    planned = school.made["activity", "planned"]
    await school.upgrade()
    # Two were started by the version before: the reminder a day ahead, and the call at its time.
    await school.wait_until(datetime(2026, 3, 3, 2, 0, tzinfo=UTC))
    assert await school.look("appointment", expected, "state") == "reminded"
    await school.wait_until(datetime(2026, 3, 4, 2, 14, tzinfo=UTC))
    assert await school.look("activity", planned, "state") == "due"
    assert await school.look("appointment", expected, "state") == "reminded"
    await school.wait_until(datetime(2026, 3, 4, 2, 15, tzinfo=UTC))
    # The version before knew no missed appointments.
    assert await school.look("appointment", expected, "state") == "no_show"


async def test_counters_are_kept_and_new_limits_count_from_now(school: Reorganised) -> None:
    pooled = [
        await school.make("lead", {"name": "P", "phone": _phone(8000 + n), "source": "web"}, "pooled")
        for n in range(CLAIMS_A_DAY + 1)
    ]
    for record in pooled[:CLAIMS_A_DAY]:
        assert isinstance(await school.fire("guwen2", "lead", record, "claim"), Decision)
    await school.upgrade()
    last = await school.fire("guwen2", "lead", pooled[-1], "claim")
    assert isinstance(last, Refusal)
    assert [one.code for one in last.reasons] == ["limits.full"]
    school.clock.move_to(MONDAY + timedelta(days=1))
    assert isinstance(await school.fire("guwen2", "lead", pooled[-1], "claim"), Decision)


async def test_open_tasks_stay_and_are_done_by_the_same_step(school: Reorganised) -> None:
    refund = school.made["refund_request", "filed"]
    await school.upgrade()
    assert isinstance(await school.fire("kefu1", "refund_request", refund, "triage", {}), Decision)
    assert isinstance(await school.fire("zhuguan1", "refund_request", refund, "decline", {}), Decision)
    assert isinstance(
        await school.fire("paike1", "refund_request", refund, "verify", {"consumed_lessons": 0}), Decision
    )


async def test_a_refund_that_is_being_decided_goes_on_with_who_was_asked(school: Reorganised) -> None:
    first, second = [await _refund_to_decide(school, number) for number in (1, 2)]
    (asked,) = await school.house.store.approvals.of_record(first)
    await school.upgrade()
    for record in (first, second):
        assert await school.look("refund_request", record, "state") == "deciding"
    assert await school.house.store.approvals.of_record(first) == [asked]
    assert isinstance(await school.decide("caiwu1", asked), Refusal)
    assert isinstance(await school.decide("xiaozhang1", asked), Decision)
    assert await school.look("refund_request", first, "state") == "paying"
    # Its time to be decided goes on as it was begun: two working days, of which the version after knows nothing.
    await school.wait_until(MONDAY + timedelta(days=2, minutes=1))
    (late,) = await school.house.store.approvals.of_record(second)
    assert isinstance(await school.decide("zongjingli1", late), Decision)
    assert await school.look("refund_request", second, "state") == "paying"


async def _refund_to_decide(school: Reorganised, number: int) -> str:
    """A refund that went its way in the version before, until somebody is asked to decide."""
    person = {"name": f"D{number}", "phone": _phone(9000 + number), "kind": "adult"}
    course = {"name": "V", "brand": "elite", "type": "vip", "lessons": 10, "list_price": 10}
    known = {
        "customer": await school.make("customer", person),
        "course_product": await school.make("course_product", course),
    }
    known["contract"] = await school.make("contract", _values("contract", 0, known), "active")
    refund = await school.make("refund_request", _values("refund_request", 0, known))
    steps: list[tuple[str, str, dict[str, Json]]] = [
        ("kefu1", "triage", {}),
        ("zhuguan1", "decline", {}),
        ("paike1", "verify", {"consumed_lessons": 0}),
        ("caiwu1", "calculate", {"consumed_amount": 0}),
    ]
    for who, name, given in steps:
        assert isinstance(await school.fire(who, "refund_request", refund, name, given), Decision), name
    return refund
