from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.store.store import DatabaseStore
from engine.access.duty import Actor
from engine.commands.tasks import settle_tasks
from engine.commands.work import Work
from engine.facts.scene import Scene
from engine.ports.outbox import Filter
from engine.ports.store import Ask, Reader
from engine.values.record import Decision, OutboxEntry, RuleRun, TaskEnd, TaskStart, TimerCancel, TimerStart
from tests.builders.commands import RELEASE, seed
from tests.builders.release import NOW

MINUTE = timedelta(minutes=1)


async def decide(store: DatabaseStore, tasks: tuple[TaskStart | TaskEnd, ...] = (), **parts: object) -> None:
    def command(asked: Ask, read: Reader) -> Decision:
        work = Work(Scene(RELEASE, Actor(None, everything=True), asked.now, asked.seed), read)
        work.tasks += tasks
        settle_tasks(work)
        return replace(work.decision({}), **parts)

    assert isinstance(await store.submit(command, Ask(NOW, seed())), Decision)


def entry(id: str, record: str) -> OutboxEntry:
    return OutboxEntry(id, "message", "ready", "job", record, NOW, {"to": ["p1"], "text": {"en": "行"}})


@pytest.fixture
async def planned(store: DatabaseStore) -> DatabaseStore:
    await decide(store, outbox=(entry("o1", "r1"), entry("o2", "r1"), entry("o3", "r2")))
    return store


async def test_effects_of_one_record_go_out_in_order(planned: DatabaseStore) -> None:
    outbox = planned.outbox
    first = await outbox.claim(NOW, 10, MINUTE)
    assert [delivery.id for delivery in first] == ["o1", "o3"]
    assert first[0].body == {"to": ["p1"], "text": {"en": "行"}}
    assert first[0].attempts == 1
    assert await outbox.claim(NOW, 10, MINUTE) == []
    assert await outbox.sending(first[0])
    assert await outbox.done(first[0], NOW, {"reference": "x"})
    assert [delivery.id for delivery in await outbox.claim(NOW, 10, MINUTE)] == ["o2"]
    assert await outbox.depth() == {"done": 1, "claimed": 2}
    assert [effect.id for effect in await outbox.effects(limit=2)] == ["o3", "o2"]
    assert (await outbox.effects(before="o2"))[0].answer == {"reference": "x"}


async def test_a_crash_spends_an_attempt_and_an_old_lease_is_worth_nothing(planned: DatabaseStore) -> None:
    outbox = planned.outbox
    (lost, _) = await outbox.claim(NOW, 10, MINUTE)
    assert await outbox.sending(lost)
    (again, _) = await outbox.claim(NOW + MINUTE, 10, MINUTE)
    assert (again.id, again.attempts, again.unsure) == ("o1", 2, True)
    assert not await outbox.done(lost, NOW)
    assert await outbox.unknown(again, NOW, "no answer")
    assert [effect.id for effect in await outbox.effects(Filter(state="unknown"))] == ["o1"]
    assert await outbox.retry("o1", NOW)
    assert [delivery.id for delivery in await outbox.claim(NOW, 1, MINUTE)] == ["o1"]


async def test_a_failure_is_tried_again_at_its_moment_and_then_given_up(planned: DatabaseStore) -> None:
    outbox = planned.outbox
    (first,) = await outbox.claim(NOW, 1, MINUTE)
    assert await outbox.failed(first, NOW, "busy", NOW + MINUTE)
    (other,) = await outbox.claim(NOW, 10, MINUTE)
    assert other.id == "o3"
    assert await outbox.done(other, NOW)
    (second,) = await outbox.claim(NOW + MINUTE, 1, MINUTE)
    assert (second.id, second.attempts) == ("o1", 2)
    assert await outbox.failed(second, NOW, "gone", None)
    assert [delivery.id for delivery in await outbox.claim(NOW + MINUTE, 1, MINUTE)] == ["o2"]


async def test_a_cancelled_effect_is_not_sent(planned: DatabaseStore) -> None:
    (first, _) = await planned.outbox.claim(NOW, 10, MINUTE)
    assert await planned.outbox.cancel("o1", NOW)
    assert not await planned.outbox.sending(first)
    assert not await planned.outbox.cancel("o1", NOW)


def timer(id: str, name: str, after: timedelta) -> TimerStart:
    return TimerStart(id, "job", "r1", name, NOW + after, NOW, "Asia/Shanghai", "skip")


async def test_timers_are_claimed_when_due_and_end_by_a_decision(store: DatabaseStore) -> None:
    await decide(store, timers=(timer("t1", "recycle", MINUTE), timer("t2", "remind", 2 * MINUTE)))
    assert await store.timers.next_due() == NOW + MINUTE
    assert await store.timers.claim(NOW, 10, MINUTE) == []
    (due,) = await store.timers.claim(NOW + MINUTE, 10, MINUTE)
    assert (due.name, due.due_at, due.entry, due.zone, due.if_late, due.attempts) == (
        "recycle", NOW + MINUTE, NOW, "Asia/Shanghai", "skip", 1,
    )  # fmt: skip
    assert await store.timers.claim(NOW + MINUTE, 10, MINUTE) == []
    assert await store.timers.put_off(due, NOW + 10 * MINUTE, "waits")
    assert [one.name for one in await store.timers.of_record("r1")] == ["recycle", "remind"]
    await decide(store, timers=(TimerCancel("job", "r1", ("recycle",)), timer("t3", "recycle", 3 * MINUTE)))
    assert [one.id for one in await store.timers.of_record("r1")] == ["t2", "t3"]
    await decide(store, timers=(TimerCancel("job", "r1", ()),))
    assert len(await store.timers.of_record("r1")) == 2
    (other,) = await store.timers.claim(NOW + 2 * MINUTE, 10, MINUTE)
    assert await store.timers.failed(other, "bad")
    await decide(store, timers=(TimerCancel("job", "r1"),))
    assert await store.timers.of_record("r1") == []


def task(id: str, person: str | None, duty: str | None = None, centre: str | None = None) -> TaskStart:
    return TaskStart(
        id, "job", "r1", person, duty, centre, {"en": "Call", "zh-CN": "打电话"}, ("job.call",), NOW, "rule"
    )


async def test_tasks_are_found_by_person_and_duty_and_end_by_what_does_them(store: DatabaseStore) -> None:
    tasks = (task("k1", "p1"), task("k2", None, "job.call", "c1"), task("k3", None, "job.call", "c2"))
    await decide(store, tasks=tasks, rule_runs=(RuleRun("u1", "rule", "job", "r1", "h1", NOW),))
    assert [one.id for one in await store.tasks.of_person("p1")] == ["k1"]
    mine = await store.tasks.of_person("p1", [("job.call", "c1")])
    assert [one.id for one in mine] == ["k1", "k2"]
    assert mine[0].label == {"en": "Call", "zh-CN": "打电话"}
    assert len(await store.tasks.of_person("p9", [("job.call", None)])) == 2
    await decide(store, tasks=(TaskEnd("job", "r1", NOW, "job.other"),))
    assert len(await store.tasks.of_record("r1")) == 3
    await decide(store, tasks=(TaskEnd("job", "r1", NOW, "job.call"),))
    assert await store.tasks.of_record("r1") == []
