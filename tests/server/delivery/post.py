"""A parcel counter that tells people things: a small pack for tests of delivery, its people, and an adapter that remembers."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.store.open import open_store
from engine.access.duty import Holding
from engine.clock.clock import MovingClock
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.packs.release import Release
from engine.ports.effects import Delivered, OnUnknown, Outcome, Outgoing
from engine.ports.outbox import Effect, Filter
from engine.values.record import Decision
from server.house import EVERYTHING, House
from server.metrics import Metrics
from server.worker import Worker
from tests.builders.packs import pack

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai, a Monday
NIGHT = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # 23:00
MORNING = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)  # 09:00 of the next day


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": f"{label}（中文）"}


def message(said: str, *channels: str, **more: Any) -> dict[str, Any]:
    return {
        "about": "parcel",
        "channels": [*channels],
        "text": {channel: text(said) for channel in channels},
        **more,
    }


MESSAGES: Mapping[str, Mapping[str, Any]] = {
    "arrived": message("{{name}} has arrived", "sms", "mail", "app"),
    "waits": message("{{name}} waits in {{shelf}}", "sms", quiet="defer"),
    "nudge": message("{{name}} is still here", "sms", quiet="drop"),
    "alarm": message("{{name}} is leaking", "sms", quiet="ignore"),
    "kept": message("{{name}} is kept", "sms", quiet="defer", **{"while": "any"}),
    "until": message("{{name}} until {{pick_up_at|time}}", "sms", quiet="defer", expires={"field": "pick_up_at"}),
    "soon": message("{{name}} soon", "sms", expires={"now": "PT1H"}),
    "offer": message("Try our new boxes", "sms", consent={"field": "consent_at"}),
    "fragile": message("{{name}} is fragile", "sms", **{"while": {"field": "fragile", "op": "eq", "value": True}}),
    "once": message("{{name}} once", "sms", once_within="PT1H"),
    "news": message("{{name}}: news", "app", "sms", digest={"group": "morning", "at": "08:45"}),
    "old": message("{{name}}: old", "app", "sms", digest={"group": "morning", "at": "08:45"}),
    "weekly": message("{{name}} weekly", "app", digest={"group": "week", "at": "08:00", "on_days": ["thu"]}),
    "switched": message("{{name}} switched", "sms", quiet="defer", switch="tell"),
}  # fmt: skip


def _stay(id: str) -> dict[str, Any]:
    to = {"duty": "parcel.keep"} if id == "arrived" else {"field": "keeper"}
    return {
        "label": text(id),
        "from": ["here", "moved"],
        "duty": "parcel.keep",
        "effects": [{"send": id, "to": to}],
    }


def counter() -> Release:
    """Parcels that are here, moved or gone; each message has a transition of its name that leaves it for the keeper."""
    return pack(
        manifest={"quiet_hours": {"from": {"parameter": "quiet_from"}, "to": "09:00"}},
        parameters={
            "quiet_from": {"type": "time", "default": "21:00", "per": "centre", "label": text("Quiet from")},
            "tell": {"type": "boolean", "default": True, "label": text("Tell")},
        },
        entities={
            "parcel": {
                "title": "name",
                "fields": {
                    "name": {"type": "text", "label": text("Name")},
                    "shelf": {"type": "text", "label": text("Shelf")},
                    "keeper": {"type": "person", "label": text("Keeper")},
                    "phone": {"type": "phone", "region": "CN", "label": text("Phone")},
                    "pick_up_at": {"type": "datetime", "label": text("Pick up")},
                    "consent_at": {"type": "datetime", "label": text("Consent")},
                    "fragile": {"type": "boolean", "label": text("Fragile")},
                },
            }
        },
        workflows={
            "parcel": {
                "entity": "parcel",
                "initial": "here",
                "states": {
                    "here": {"label": text("Here")},
                    "moved": {"label": text("Moved")},
                    "gone": {"label": text("Gone"), "final": True},
                },
                "transitions": {
                    **{id: _stay(id) for id in MESSAGES},
                    "twice": {
                        **_stay("alarm"),
                        "effects": [{"send": "alarm", "to": [{"field": "keeper"}, {"duty": "parcel.keep"}]}, {"send": "alarm", "to": {"field": "keeper"}}],
                    },
                    "outside": {**_stay("alarm"), "effects": [{"send": "waits", "to": {"field": "phone"}}]},
                    "move": {"label": text("Move"), "from": ["here"], "to": "moved", "duty": "parcel.keep"},
                    "back": {"label": text("Back"), "from": ["moved"], "to": "here", "duty": "parcel.keep"},
                    "leave": {"label": text("Leave"), "from": ["here", "moved"], "to": "gone", "duty": "parcel.keep"},
                },
            }
        },
        messages=MESSAGES,
        roles={"clerk": {}},
        duties={
            "parcel.keep": {
                "held_by": ["clerk"],
                "scope": "company",
                "allows": {
                    "create": ["parcel"],
                    "transitions": [f"parcel.{id}" for id in (*MESSAGES, "twice", "outside", "move", "back", "leave")],
                    "fields": {"parcel": {"write": ["name", "shelf", "keeper", "phone", "pick_up_at", "consent_at", "fragile"]}},
                },
            }
        },
    )  # fmt: skip


class Probe:
    """An adapter that remembers what it was given, and answers as it is told to."""

    def __init__(self, *answers: Outcome | BaseException, policy: OnUnknown = "retry") -> None:
        self.given: list[Outgoing] = []
        self.answers = [*answers]
        self.policy: OnUnknown = policy

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.given]

    def on_unknown(self, outgoing: Outgoing) -> OnUnknown:
        return self.policy

    async def deliver(self, outgoing: Outgoing) -> Outcome:
        self.given.append(outgoing)
        answer = self.answers.pop(0) if self.answers else Delivered("ok")
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def close(self) -> None:
        pass


@dataclass
class Counter:
    """A house with the counter in force; ``people`` and ``centres`` by alias."""

    house: House
    clock: MovingClock
    probe: Probe = field(default_factory=Probe)
    people: dict[str, str] = field(default_factory=dict[str, str])
    centres: dict[str, str] = field(default_factory=dict[str, str])

    async def make(self, entity: str, **values: Any) -> str:
        more = {"centre": values.pop("at")} if "at" in values else {}
        asked = CreateRecord(self.house.scene(EVERYTHING), entity, values, **more)
        made = await self.house.submit(create_record, asked)
        assert isinstance(made, Decision), made
        return str(made.answer["id"])

    async def person(self, name: str, zone: str | None = None, **values: Any) -> str:
        """A person with a phone, at a centre of a time zone."""
        more: dict[str, Any] = {}
        if zone is not None:
            if zone not in self.centres:
                self.centres[zone] = await self.make("centre", name=zone, time_zone=zone)
            more["at"] = self.centres[zone]
        given = {"phone": "+8613800138000", **values}
        self.people[name] = await self.make("person", name=name, **given, **more)
        await self.house.store.people.set_holdings(self.people[name], [Holding("clerk", None)])
        return self.people[name]

    async def parcel(self, keeper: str, **values: Any) -> str:
        return await self.make("parcel", name="Box", keeper=self.people[keeper], **values)

    async def fire(self, id: str, *transitions: str) -> Decision:
        done: Any = None
        for transition in transitions:
            asked = FireTransition(self.house.scene(EVERYTHING), "parcel", id, transition)
            done = await self.house.submit(fire_transition, asked)
            assert isinstance(done, Decision), done
        return done

    async def change(self, id: str, **values: Any) -> None:
        asked = ChangeRecord(self.house.scene(EVERYTHING), "parcel", id, values)
        assert isinstance(await self.house.submit(change_record, asked), Decision)

    async def work(self, at: datetime | None = None) -> list[str]:
        """Deliver everything that is due (at a moment); the texts that went out meanwhile."""
        if at is not None:
            self.clock.move_to(at)
        before = len(self.probe.given)
        worker = Worker(self.house, self.probe, Metrics())
        while await worker.work_once():
            pass
        return self.probe.texts[before:]

    async def effects(self, **wanted: str) -> list[Effect]:
        """The effects that stand, oldest first."""
        return [*reversed(await self.house.store.outbox.effects(Filter(**wanted)))]

    async def one(self, **wanted: str) -> Effect:
        (found,) = await self.effects(**wanted)
        return found


@asynccontextmanager
async def open_counter(url: str, at: datetime = NOON, *, install: bool = True) -> AsyncGenerator[Counter]:
    """The counter over a database; with ``install`` an empty one."""
    release = counter()
    store = await open_store(url)
    try:
        if install:
            await store.install(release)
        else:
            await store.use(release)
        clock = MovingClock(at)
        yield Counter(House(store, clock, release, {release.id: release}), clock)
    finally:
        await store.close()


def whats(effect: Effect) -> list[str]:
    """What happened to an effect, in one word each."""
    return [str(line["what"]) for line in effect.log]
