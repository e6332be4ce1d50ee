"""When a message goes out, and whether it still does: quiet hours, digests, ends, states, consent. On both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

from engine.access.duty import Actor
from engine.commands.keep_own import KeepOwn, keep_own
from engine.facts.own_things import OWN_SETTINGS, settings_id
from engine.queries.prepare_message import NOTIFICATIONS
from engine.values.record import Decision
from tests.server.delivery.post import MORNING, NIGHT, NOON, Counter, open_counter, whats

MINUTE = timedelta(minutes=1)


async def test_a10_a_text_is_that_of_the_commit(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann")
        await counter.fire(parcel, "alarm")
        await counter.change(parcel, name="Barrel")
        assert await counter.work() == ["Box is leaking"]
        # A command that is refused leaves nothing to be sent.
        assert len(await counter.effects()) == 1


async def test_a48_what_was_deferred_tells_the_record_as_it_is_then(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann", shelf="A")
        await counter.fire(parcel, "waits")
        assert await counter.work() == []
        effect = await counter.one()
        assert (effect.state, effect.due_at, whats(effect)) == ("deferred", MORNING, ["deferred"])
        await counter.change(parcel, shelf="B")
        assert await counter.work(MORNING - timedelta(microseconds=1)) == []
        assert await counter.work(MORNING) == ["Box waits in B"]
        assert whats(await counter.one()) == ["deferred", "sent"]


async def test_a48_what_was_deferred_is_dropped_when_the_record_has_left_the_state(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        left, returned, stayed = [await counter.parcel("Ann") for _ in range(3)]
        for parcel in (left, returned, stayed):
            await counter.fire(parcel, "waits", "kept")
        await counter.work()
        await counter.fire(left, "move")
        counter.clock.move_to(counter.clock.now() + MINUTE)
        await counter.fire(returned, "move", "back")  # the same state, but another stay in it
        assert sorted(await counter.work(MORNING)) == ["Box is kept"] * 3 + ["Box waits in "]
        for parcel in (left, returned):
            dropped = await counter.one(record=parcel, name="waits")
            assert (dropped.state, dropped.error) == ("dropped", "left_state")


async def test_a48_hours_are_those_of_the_recipient(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:  # 16:00 in Berlin, 10:00 in New York
        for name, zone in (("Ann", "Asia/Shanghai"), ("Bo", "Europe/Berlin"), ("Cy", "America/New_York")):
            await counter.person(name, zone)
            await counter.fire(await counter.parcel(name), "waits")
        await counter.work()
        assert {one.person for one in counter.probe.given} == {counter.people["Bo"], counter.people["Cy"]}
        night_in_berlin = datetime(
            2026, 3, 28, 22, 0, tzinfo=UTC
        )  # 23:00, the night in which the clock is changed
        counter.clock.move_to(night_in_berlin)
        await counter.fire(await counter.parcel("Bo"), "waits")
        await counter.work()
        deferred = await counter.one(state="deferred", recipient=counter.people["Bo"])
        assert deferred.due_at == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)  # 09:00 of summer time


async def test_c6_quiet_hours_are_a_setting_of_each_centre(database_url: str) -> None:
    async with open_counter(database_url, NOON) as counter:
        await counter.person("Ann", "Asia/Shanghai")
        await counter.person("Bo")
        counter.house.settings["quiet_from", counter.centres["Asia/Shanghai"]] = NOON.time().replace(hour=11)
        for name in ("Ann", "Bo"):
            await counter.fire(await counter.parcel(name), "waits")
        await counter.work()
        assert [one.person for one in counter.probe.given] == [counter.people["Bo"]]


async def test_c6_what_is_urgent_goes_out_at_night_and_what_is_not_worth_it_never(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        await counter.fire(await counter.parcel("Ann"), "waits", "nudge", "alarm", "waits")
        assert await counter.work() == ["Box is leaking"]
        assert [(one.state, one.error) for one in await counter.effects(name="nudge")] == [
            ("dropped", "quiet_hours")
        ]
        # What was deferred goes out in the order in which it was left.
        ids = [one.id for one in await counter.effects(name="waits")]
        await counter.work(MORNING)
        assert [one.id for one in counter.probe.given[1:]] == ids


async def test_c6_what_has_expired_is_not_sent(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        early = await counter.parcel("Ann", pick_up_at=(MORNING - MINUTE).isoformat())
        late = await counter.parcel("Ann", pick_up_at=(MORNING + 60 * MINUTE).isoformat())
        moved = await counter.parcel("Ann", pick_up_at=(MORNING + 60 * MINUTE).isoformat())
        for parcel in (early, late, moved):
            await counter.fire(parcel, "until")
        await counter.fire(late, "soon")
        await counter.work(NIGHT + 59 * MINUTE)
        assert counter.probe.texts == ["Box soon"]
        await counter.fire(late, "soon")
        await counter.change(moved, pick_up_at=(MORNING - MINUTE).isoformat())
        # An hour after it was left it is too late, whatever the hour.
        assert await counter.work(MORNING) == ["Box until 10:00 AM"]
        assert sorted((one.name, one.state) for one in await counter.effects(state="expired")) == [
            ("soon", "expired"), ("until", "expired"), ("until", "expired"),
        ]  # fmt: skip


async def test_g6_consent_that_is_withdrawn_before_it_is_sent_cancels_it(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann", consent_at=NOON.isoformat())
        await counter.fire(parcel, "offer")
        await counter.change(parcel, consent_at=None)
        assert await counter.work() == []
        effect = await counter.one()
        assert (effect.state, effect.error) == ("cancelled", "no_consent")
        await counter.change(parcel, consent_at=NOON.isoformat())
        assert await counter.work() == []
        await counter.fire(parcel, "offer")
        assert await counter.work() == ["Try our new boxes"]


async def test_a_condition_must_hold_when_it_is_sent(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann", fragile=True)
        await counter.fire(parcel, "fragile", "fragile")
        (first, _) = await counter.house.store.outbox.effects()
        assert await counter.house.store.outbox.cancel(first.id, NOON)
        assert await counter.work() == ["Box is fragile"]
        await counter.fire(parcel, "fragile")
        await counter.change(parcel, fragile=False)
        assert await counter.work() == []
        assert [one.error for one in await counter.effects()] == [None, "by_hand", "condition"]


async def test_c6_a_message_that_is_switched_off_meanwhile_is_not_sent(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann")
        await counter.fire(parcel, "switched")
        await counter.work()
        counter.house.settings["tell", None] = False
        await counter.fire(parcel, "switched")  # is not even left
        assert await counter.work(MORNING) == []
        assert (await counter.one()).error == "switched_off"


# ------------------------------------------------------------------ digests

BREAKFAST = datetime(2026, 3, 3, 0, 45, tzinfo=UTC)  # 08:45 in Shanghai
TODAY_IN_BERLIN = datetime(
    2026, 3, 2, 7, 45, tzinfo=UTC
)  # where it is five in the morning at noon in Shanghai


async def test_c6_a_digest_collects_per_recipient_and_goes_out_as_one(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann", "Asia/Shanghai")
        await counter.person("Bo", "Europe/Berlin")
        first, second, third = (
            await counter.parcel("Ann"),
            await counter.parcel("Ann"),
            await counter.parcel("Bo"),
        )
        await counter.fire(first, "news")
        await counter.fire(second, "old")
        await counter.fire(third, "news")
        await counter.work()
        waiting = await counter.effects(state="gathered")
        assert len(waiting) == 3
        assert {one.due_at for one in waiting} == {BREAKFAST, TODAY_IN_BERLIN}
        await counter.change(first, name="Barrel")
        inbox = counter.house.store.inbox
        await counter.work(TODAY_IN_BERLIN)
        assert [one.text["en"] for one in await inbox.letters(counter.people["Bo"])] == ["Box: news"]
        assert await inbox.letters(counter.people["Ann"]) == []
        await counter.work(BREAKFAST)
        (letter,) = await inbox.letters(counter.people["Ann"])
        assert letter.text["en"] == "Barrel: news\nBox: old"
        assert letter.text["zh-CN"] == "Barrel: news（中文）\nBox: old（中文）"
        assert [(part["message"], part["record"]) for part in letter.parts] == [
            ("news", first),
            ("old", second),
        ]
        assert {one.state for one in await counter.effects()} == {"done"}
        # The next one goes into the digest of the day after.
        await counter.fire(first, "news")
        await counter.work()
        assert (await counter.one(state="gathered")).due_at == BREAKFAST + timedelta(days=1)


async def test_a48_a_digest_leaves_out_what_is_stale_and_is_not_sent_empty(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        stays, leaves = await counter.parcel("Ann"), await counter.parcel("Ann")
        await counter.fire(stays, "news")
        await counter.fire(leaves, "news")
        await counter.work()
        await counter.fire(leaves, "leave")
        await counter.work(BREAKFAST)
        (letter,) = await counter.house.store.inbox.letters(counter.people["Ann"])
        assert [part["record"] for part in letter.parts] == [stays]
        dropped = await counter.one(record=leaves)
        assert (dropped.state, dropped.error) == ("dropped", "left_state")
        await counter.fire(stays, "news")
        await counter.work()
        await counter.fire(stays, "leave")
        await counter.work(BREAKFAST + timedelta(days=1))
        assert len(await counter.house.store.inbox.letters(counter.people["Ann"])) == 1
        empty = (await counter.effects(kind="digest"))[-1]
        assert (empty.state, empty.error) == ("dropped", "empty_digest")


async def test_c6_a_digest_goes_out_on_its_days(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel = await counter.parcel("Ann")
        await counter.fire(parcel, "weekly")
        await counter.work()
        thursday = datetime(2026, 3, 5, 0, 0, tzinfo=UTC)  # 08:00 in Shanghai
        assert (await counter.one(kind="digest")).due_at == thursday
        await counter.work(thursday)
        assert len(await counter.house.store.inbox.letters(counter.people["Ann"])) == 1


async def test_a_digest_that_is_cancelled_takes_what_is_in_it_along(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        await counter.fire(await counter.parcel("Ann"), "news")
        await counter.work()
        digest = await counter.one(kind="digest")
        assert await counter.house.store.outbox.cancel(digest.id, NOON)
        await counter.work(BREAKFAST)
        assert {one.state for one in await counter.effects()} == {"cancelled"}


async def test_somebody_outside_is_left_in_peace_by_the_clock_of_the_centre(database_url: str) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann", "Europe/Berlin")
        near = await counter.parcel("Ann", phone="+8613800138001")
        far = await counter.parcel("Ann", phone="+8613800138002", at=counter.centres["Europe/Berlin"])
        await counter.fire(near, "outside")
        await counter.fire(far, "outside")
        await counter.work()
        assert [(one.person, one.address) for one in counter.probe.given] == [(None, "+8613800138002")]


async def wish(counter: Counter, person: str, **wishes: Any) -> None:
    """What somebody says about the messages to them."""
    id = counter.people[person]
    values: Any = {"part": NOTIFICATIONS, "body": wishes}
    asked = KeepOwn(counter.house.scene(Actor(id)), OWN_SETTINGS, settings_id(id, NOTIFICATIONS), values)
    assert isinstance(await counter.house.submit(keep_own, asked), Decision)


async def test_a_person_is_left_in_peace_when_they_wish(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        for name in ("Ann", "Bo"):
            await counter.person(name)
        await wish(counter, "Ann", quiet={"from": "11:00", "until": "14:30"})
        for name in ("Ann", "Bo"):
            await counter.fire(await counter.parcel(name), "alarm", "waits")
        await counter.work()
        assert {one.person for one in counter.probe.given} == {counter.people["Bo"]}
        end = NOON.replace(hour=6, minute=30)
        for name in ("alarm", "waits"):  # the first comes at any hour of the house
            deferred = await counter.one(name=name, recipient=counter.people["Ann"])
            assert (deferred.state, deferred.due_at) == ("deferred", end)
        await counter.work(end)
        told = [one for one in counter.probe.given if one.person == counter.people["Ann"]]
        assert len(told) == len(("alarm", "waits"))


async def test_the_later_end_of_two_quiet_hours_counts_and_the_inbox_is_never_quiet(
    database_url: str,
) -> None:
    async with open_counter(database_url, NIGHT) as counter:
        await counter.person("Ann")
        await wish(counter, "Ann", quiet={"from": "20:00", "until": "10:00"})
        await counter.fire(await counter.parcel("Ann"), "waits")
        await counter.work()
        assert (await counter.one()).due_at == MORNING + timedelta(hours=1)
        assert await counter.work(MORNING) == []
        assert await counter.work(MORNING + timedelta(hours=1)) == ["Box waits in "]


async def test_a_way_that_is_not_wanted_is_passed_over_but_not_the_last_one(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann", email="a@x.example")
        await wish(counter, "Ann", off={"arrived": ["sms"], "alarm": ["sms"]})
        await counter.fire(await counter.parcel("Ann"), "arrived", "alarm")
        await counter.work()
        assert {(one.name, one.channel) for one in counter.probe.given} == {
            ("arrived", "mail"),
            ("alarm", "sms"),
        }
