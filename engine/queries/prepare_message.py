"""Whether a message that was left goes out now, and with which words: judged at the moment of sending (A48).

The text is the one that was rendered at the commit (A10). One that was put off (by quiet hours, or into a digest) tells the
record as it is now instead, and only if the record is still where it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, cast

from engine.conditions.moments import start_of_day
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, Subject, about
from engine.facts.own_things import OWN_SETTINGS, settings_id
from engine.facts.scene import Scene
from engine.facts.stale import state_token
from engine.facts.view import View
from engine.messages.message import Digest, Message
from engine.messages.quiet import next_at, quiet_until
from engine.messages.render import render
from engine.messages.wishes import INBOX, NO_WISHES, Wishes, wishes_of
from engine.ports.outbox import Delivery
from engine.ports.store import Reader
from engine.records.builtin import PERSON
from engine.values.duration import Duration
from engine.values.need import Sure
from engine.values.plain import Json
from engine.values.record import Record

Texts = Mapping[str, Mapping[str, str]]
"""Channel -> language -> text."""
NOTIFICATIONS = "notifications"
"""The part of a person's settings that says how messages to them are wanted."""
_ADDRESSES = {"sms": "phone", "mail": "email"}


@dataclass(frozen=True, slots=True)
class PrepareAsk(SceneAsk):
    """A message for one recipient: a person, or an ``address`` outside.

    ``home``: the centre of a post of the person, for one whose own record names none. ``in_digest``: it is looked at
    as a part of a digest that goes out now.
    """

    delivery: Delivery
    person: str | None = None
    address: str | None = None
    home: str | None = None
    in_digest: bool = False

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        here = ((self.delivery.entity, self.delivery.record),)
        if self.person is None:
            return here
        return (*here, (PERSON, self.person), (OWN_SETTINGS, settings_id(self.person, NOTIFICATIONS)))


@dataclass(frozen=True, slots=True)
class Ready:
    """It may go out: on each channel on which there is an address and a text, in the order of trial.

    ``told_since``: when the same was sent to the recipient after this moment already, it does not go out after all.
    """

    channels: tuple[str, ...]
    addresses: Mapping[str, str]
    texts: Texts
    told_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Later:
    """It waits until a moment: for quiet hours to end, or in a digest (``group``)."""

    until: datetime
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Never:
    """It does not go out: ``dropped``, ``expired`` or ``cancelled``, and why."""

    state: str
    why: str


Prepared = Ready | Later | Never


def prepare_message(asked: PrepareAsk, read: Reader) -> Prepared:
    """What becomes of the message at this moment."""
    scene, delivery, view = asked.scene, asked.delivery, View(read)
    message = scene.release.messages.get(delivery.name)
    if message is None:
        return Never("cancelled", "no_such_message")
    record = read.record(delivery.entity, delivery.record)
    if record is None:
        return Never("dropped", "no_record")
    person = read.record(PERSON, asked.person) if asked.person else None
    if asked.person and (person is None or person.values.get("active") is False):
        return Never("cancelled", "person_left")
    facts = Facts(scene, view, about(record), scene.release_of(record))
    put_off = asked.in_digest or delivery.put_off
    never = _against(message, delivery, facts, put_off=put_off) or _expired(
        message, delivery, record, scene, view
    )
    if never is not None:
        return never
    reader = facts if person is None else _reader(asked, person, view)
    wishes = _wishes(asked, read)
    wait = None if asked.in_digest else _wait(message, delivery, scene, reader, wishes)
    if wait is not None:
        return wait
    texts = render(message, facts) if put_off else cast("Texts", delivery.body.get("text") or {})
    addresses = _addresses(asked, person)
    ways = [one for one in message.channels if one in addresses and any(texts.get(one, {}).values())]
    channels = wishes.ways(message.id, ways)
    return Ready(channels, addresses, texts, _told_since(message, facts, scene.now))


def _against(message: Message, delivery: Delivery, facts: Facts, *, put_off: bool) -> Never | None:
    """What has changed since it was left, so that nobody should be told any more."""
    if message.switch is not None and facts.value(f"parameter.{message.switch}") is False:
        return Never("dropped", "switched_off")
    if message.consent is not None and not message.consent.test(facts(message.consent.needs)):
        return Never("cancelled", "no_consent")
    bound = put_off if message.same_state is None else message.same_state
    if bound and _plain(state_token(facts.known)) != _plain(delivery.body.get("state")):
        return Never("dropped", "left_state")
    if message.condition is not None and not message.condition.test(facts(message.condition.needs)):
        return Never("dropped", "condition")
    return None


def _plain(token: Json) -> list[Json] | None:
    """A token of a state in the form in which it comes back from the store."""
    return list(token) if isinstance(token, Sequence) and not isinstance(token, str) else None


def _expired(message: Message, delivery: Delivery, record: Record, scene: Scene, view: View) -> Never | None:
    """Whether its moment is past: ``now`` in it is the moment at which the message was left, the record is as it is now."""
    if message.expires is None:
        return None
    then = Facts(replace(scene, now=delivery.at), view, about(record), scene.release_of(record))
    end = message.expires.value(then(message.expires.needs))
    if isinstance(end, date) and not isinstance(end, datetime):
        end = start_of_day(end + timedelta(days=1), then.zone)
    return Never("expired", "expired") if isinstance(end, datetime) and end <= scene.now else None


def _wishes(asked: PrepareAsk, read: Reader) -> Wishes:
    kept = read.record(OWN_SETTINGS, settings_id(asked.person, NOTIFICATIONS)) if asked.person else None
    return wishes_of(cast("Mapping[str, Any]", kept.values["body"])) if kept else NO_WISHES


def _wait(
    message: Message, delivery: Delivery, scene: Scene, reader: Facts, wishes: Wishes
) -> Later | Never | None:
    """``reader``: facts about whoever is to be told, in whose zone the day is counted.

    A person's own quiet hours count for what keeps the quiet hours of the house, and for all that would come to them
    outside the application.
    """
    if message.digest is not None:
        at = _digest_at(message.digest, scene.now, reader)
        return Never("dropped", "no_day") if at is None else Later(at, message.digest.group)
    hours, keeps = scene.release.quiet_hours, message.quiet != "ignore"
    ends = [
        quiet_until(hours, reader, scene.now, reader.zone) if hours and keeps else None,
        wishes.quiet_until(scene.now, reader.zone) if keeps or delivery.lane != INBOX else None,
    ]
    until = max((one for one in ends if one is not None), default=None)
    if until is None:
        return None
    return Never("dropped", "quiet_hours") if message.quiet == "drop" else Later(until)


def _digest_at(digest: Digest, now: datetime, reader: Facts) -> datetime | None:
    def suits(day: date) -> bool:
        if digest.working:
            return reader.calendar(None).opens_on(day)
        return day.weekday() in digest.weekdays

    return next_at(digest.at, now, reader.zone, suits)


def _reader(asked: PrepareAsk, person: Record, view: View) -> Facts:
    """Facts about a person, at the centre of a post where the person's own record names none."""
    centre = person.values.get("centre") or asked.home
    return Facts(asked.scene, view, Subject(PERSON, person.id, {**person.values, "centre": centre}))


def _addresses(asked: PrepareAsk, person: Record | None) -> Mapping[str, str]:
    if person is None:
        address = asked.address or ""
        return {"mail" if "@" in address else "sms": address} if address else {}
    found = {channel: person.values.get(field) for channel, field in _ADDRESSES.items()}
    return {"app": person.id, **{channel: str(value) for channel, value in found.items() if value}}


def _told_since(message: Message, facts: Facts, now: datetime) -> datetime | None:
    if message.once_within is None:
        return None
    span = message.once_within.value(facts(message.once_within.needs))
    return (-span).after(now, facts.zone) if isinstance(span, Duration) else None
