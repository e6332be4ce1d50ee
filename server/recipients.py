"""To whom a message goes: duties and teams become persons at the moment of delivery, each on the first channel they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from engine.ports.effects import Outgoing
from engine.ports.work import Delivery
from engine.queries.person import PersonAsk, person_record
from engine.values.plain import Json
from server.house import House

_ADDRESS = {"sms": "phone", "mail": "email"}


@dataclass(frozen=True, slots=True)
class _Reader:
    """Somebody who is to read a message, with an address on each channel they can be reached on."""

    person: str | None
    language: str
    addresses: Mapping[str, str]


async def outgoing(house: House, delivery: Delivery) -> list[Outgoing]:
    """Everything that one effect sends out: a message once for each person, a call once.

    The id of each is stable, so that an adapter knows one that comes again. Nobody is told twice.
    """
    if delivery.kind != "message":
        arguments = cast("Mapping[str, Json]", delivery.body.get("with") or {})
        return [Outgoing(delivery.id, delivery.kind, delivery.name, arguments=arguments)]
    readers: dict[str, _Reader] = {}
    for to in cast("Sequence[Mapping[str, Any]]", delivery.body.get("to") or ()):
        for reader in await _readers(house, to):
            readers.setdefault(reader.person or next(iter(reader.addresses.values())), reader)
    return [_message(house, delivery, key, reader) for key, reader in sorted(readers.items())]


async def _readers(house: House, to: Mapping[str, Any]) -> list[_Reader]:
    if to.get("address"):
        address = str(to["address"])
        return [_Reader(None, house.live.default_locale, {"mail" if "@" in address else "sms": address})]
    found = [await _person(house, person) for person in await _persons(house, to)]
    return [reader for reader in found if reader is not None]


async def _persons(house: House, to: Mapping[str, Any]) -> list[str]:
    if to.get("person"):
        return [str(to["person"])]
    today = house.clock.now().date()
    centre = to.get("centre")
    if to.get("duty"):
        duty = house.live.access.duties.get(str(to["duty"]))
        held = await house.store.people.holders(sorted(duty.held_by), centre) if duty else ()
    else:
        roles = sorted(house.live.access.roles)
        held = [
            one for one in await house.store.people.holders(roles, centre) if one[1].team == to.get("team")
        ]
    return list(
        dict.fromkeys(
            person for person, holding in held if _is_active(holding.active_from, holding.active_until, today)
        )
    )


def _is_active(start: date | None, end: date | None, today: date) -> bool:
    return (start is None or start <= today) and (end is None or today <= end)


async def _person(house: House, person: str) -> _Reader | None:
    record = await house.ask(person_record, PersonAsk(house.clock.now(), person))
    if record is None or record.values.get("active") is False:
        return None
    account = await house.store.people.account(person=person)
    addresses = {"app": person}
    for channel, field in _ADDRESS.items():
        if record.values.get(field):
            addresses[channel] = str(record.values[field])
    return _Reader(person, (account.language if account else None) or house.live.default_locale, addresses)


def _message(house: House, delivery: Delivery, key: str, reader: _Reader) -> Outgoing:
    """On the first channel on which the reader can be reached and there is a text; otherwise without an address."""
    channels = cast("Sequence[str]", delivery.body.get("channels") or ())
    texts = cast("Mapping[str, Mapping[str, str]]", delivery.body.get("text") or {})
    channel = next((one for one in channels if one in reader.addresses and texts.get(one)), "")
    language, text = _text(texts.get(channel, {}), reader.language, house.live.default_locale)
    return Outgoing(
        f"{delivery.id}:{key}",
        delivery.kind,
        delivery.name,
        channel,
        reader.person,
        reader.addresses.get(channel, ""),
        language,
        text,
    )


def _text(texts: Mapping[str, str], *languages: str) -> tuple[str, str]:
    for language in (*languages, *texts):
        if texts.get(language):
            return language, texts[language]
    return "", ""
