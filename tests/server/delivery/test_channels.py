"""Which way a message goes: channels in order, what is missing or fails, the inbox, one row for each recipient."""

from datetime import timedelta

from engine.access.duty import Holding
from engine.ports.effects import NotDelivered
from server.delivery.deliver import BEFORE_THE_NEXT_CHANNEL
from tests.server.delivery.post import NOON, open_counter, whats


async def test_it_goes_by_the_first_channel_on_which_there_is_an_address(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        for name, values in (
            ("Ann", {"email": "a@x.example"}),
            ("Bo", {"phone": None, "email": "b@x.example"}),
            ("Cy", {"phone": None}),
        ):
            await counter.person(name, **values)
        await counter.fire(await counter.parcel("Ann"), "arrived")
        await counter.work()
        assert {(one.person, one.channel) for one in counter.probe.given} == {
            (counter.people["Ann"], "sms"), (counter.people["Bo"], "mail"),
        }  # fmt: skip
        (letter,) = await counter.house.store.inbox.letters(counter.people["Cy"])
        assert (letter.text["en"], letter.text["zh-CN"]) == ("Box has arrived", "Box has arrived（中文）")
        mail = await counter.one(recipient=counter.people["Bo"])
        assert whats(mail) == ["skipped", "sent"]
        assert (mail.log[0]["channel"], mail.log[0]["why"], mail.log[1]["channel"]) == (
            "sms",
            "no_address",
            "mail",
        )
        assert whats(await counter.one(recipient=counter.people["Cy"])) == ["skipped", "sent"]


async def test_a_channel_that_fails_falls_to_the_next(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann", email="a@x.example")
        counter.probe.answers += [NotDelivered("busy")] * BEFORE_THE_NEXT_CHANNEL + [
            NotDelivered("refused", again=False)
        ]
        await counter.fire(await counter.parcel("Ann"), "arrived")
        for tries in range(1, BEFORE_THE_NEXT_CHANNEL):
            await counter.work()
            assert len(counter.probe.given) == tries
            counter.clock.move_to(counter.clock.now() + timedelta(minutes=2))
        await counter.work()
        assert [one.channel for one in counter.probe.given] == ["sms"] * BEFORE_THE_NEXT_CHANNEL + ["mail"]
        assert len(await counter.house.store.inbox.letters(counter.people["Ann"])) == 1
        effect = await counter.one(recipient=counter.people["Ann"])
        assert whats(effect) == ["try_failed"] * (BEFORE_THE_NEXT_CHANNEL + 1) + ["sent"]
        assert [line["channel"] for line in effect.log] == ["sms"] * BEFORE_THE_NEXT_CHANNEL + ["mail", "app"]


async def test_somebody_who_cannot_be_reached_at_all_is_told_of(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann", phone=None)
        await counter.fire(await counter.parcel("Ann"), "alarm")
        assert await counter.work() == []
        effect = await counter.one()
        assert (effect.state, effect.error, whats(effect)) == ("failed", "no_address", ["skipped"])


async def test_each_recipient_has_a_row_and_is_told_once(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        await counter.person("Bo")
        parcel = await counter.parcel("Ann")
        decided = await counter.fire(parcel, "twice")
        # The keeper, and the duty, which Ann holds too; the second effect says nothing new.
        assert [one.recipient for one in decided.outbox] == [counter.people["Ann"], "duty:parcel.keep@"]
        await counter.work()
        assert sorted(str(one.person) for one in counter.probe.given) == sorted(counter.people.values())
        assert {one.state for one in await counter.effects()} == {"done"}
        # The same again is another event, and is told again.
        await counter.fire(parcel, "twice")
        assert len(await counter.work()) == 2


async def test_nobody_holds_the_duty(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        await counter.house.store.people.set_holdings(counter.people["Ann"], [])
        await counter.fire(await counter.parcel("Ann"), "arrived")
        await counter.work()
        effect = await counter.one()
        assert (effect.state, effect.error) == ("dropped", "nobody_holds_it")
        await counter.house.store.people.set_holdings(counter.people["Ann"], [Holding("clerk", None)])
        assert await counter.work() == []


async def test_within_a_window_the_same_is_told_once(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann")
        parcel, other = await counter.parcel("Ann"), await counter.parcel("Ann")
        await counter.fire(parcel, "once", "once")
        await counter.fire(other, "once")
        assert await counter.work() == ["Box once", "Box once"]
        assert [(one.state, one.error) for one in await counter.effects(record=parcel)] == [
            ("done", None),
            ("dropped", "told_already"),
        ]
        counter.clock.move_to(NOON + timedelta(hours=1, seconds=1))
        await counter.fire(parcel, "once")
        assert await counter.work() == ["Box once"]


async def test_somebody_who_has_left_is_not_told(database_url: str) -> None:
    async with open_counter(database_url) as counter:
        await counter.person("Ann", active=False)
        await counter.fire(await counter.parcel("Ann"), "alarm")
        assert await counter.work() == []
        assert (await counter.one()).error == "person_left"
