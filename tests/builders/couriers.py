"""A courier firm for tests of assigning and of pools: errands that couriers are given, take and bring to an end."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.set_absences import SetAbsences, set_absences
from engine.facts.scene import Scene
from engine.facts.staff import HOLDING
from engine.packs.release import Release
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from tests.builders.packs import pack
from tests.builders.reader import DictReader

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
DESK = Actor("d1", (Holding("dispatcher", "c1"),))
COURIERS = ("p1", "p2", "p3")


def courier(person: str, centre: str = "c1") -> Actor:
    return Actor(person, (Holding("courier", centre),))


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": text}


def _field(type: str, **more: Any) -> dict[str, Any]:
    return {"type": type, "label": label(type), **more}


BAG = {
    "on": {"hold": "errand", "if": {"field": "state", "op": "eq", "value": "open"}},
    "per": ["owner"],
    "max": {"parameter": "bag"},
}
"""What a courier carries at once."""


POOL: dict[str, Any] = {
    "entity": "errand",
    "claim": {
        "transition": "errand.take",
        "limits": ["takes", "bag"],
        "former_owner_waits": {"parameter": "cool_down"},
    },
    "managed_by": "errand.hand_out",
    "shows": ["topic", "city"],
}
TAKES = {
    "on": {"transition": "errand.take"}, "per": ["actor"], "max": {"parameter": "takes"}, "window": {"calendar": "day"},
}  # fmt: skip


def pooled(*, rules: Mapping[str, object] | None = None, **pool: Any) -> Release:
    """The firm with a shed in which errands lie that nobody carries."""
    moves = {
        "take": {
            "from": ["shed"],
            "to": "open",
            "duty": "carry",
            "effects": [{"assign": {"field": "actor"}}],
        },
        "hand_out": {
            "from": ["shed"],
            "to": "open",
            "duty": "dispatch",
            "effects": [{"assign": {"field": "helper"}}],
        },
        "put_back": {"from": ["open"], "to": "shed", "duty": "carry"},
        "recycle": {
            "from": ["open"],
            "to": "shed",
            "timer": {"after": "P5D", "if_late": "fire"},
            "guard": {"field": "heavy", "op": "ne", "value": True},
        },
    }
    return firm(
        limits={"bag": BAG, "takes": TAKES},
        moves=moves,
        states={"shed": {"pool": "shed"}},
        rules=rules or {},
        pools={"shed": {**POOL, **pool}},
    )


def firm(
    assign: object = None,
    *,
    limits: Mapping[str, object] | None = None,
    manifest: Mapping[str, object] | None = None,
    moves: Mapping[str, Any] | None = None,
    states: Mapping[str, Any] | None = None,
    scope: object = "centre",
    **more: Mapping[str, object],
) -> Release:
    """The release of the firm. ``assign``: what ``give`` does with the errand (by default: to the couriers in turn)."""
    errand = {
        "topic": _field("text"), "city": _field("text"), "phone": _field("phone", region="CN", mask="phone"),
        "helper": _field("person"), "heavy": _field("boolean"), "given_at": _field("datetime"),
    }  # fmt: skip
    steps: dict[str, Any] = {
        **(moves or {}),
        "give": {
            "from": ["new"], "to": "open", "duty": "dispatch",
            "effects": [{"assign": assign or {"from": {"duty": "carry"}}}],
        },
        "finish": {"from": ["open"], "to": "done", "duty": "carry"},
        "hold": {"from": ["new"], "to": "parked"},
    }  # fmt: skip
    calendars = more.pop("calendars", {})
    parameters = (
        {
            "takes": {"type": "integer", "default": 3, "label": label("Takes")},
            "cool_down": {"type": "duration", "default": "P7D", "label": label("Cool-down")},
        }
        if moves
        else {}
    )
    carried = [f"errand.{name}" for name, move in steps.items() if move.get("duty") == "carry"]
    sent = [f"errand.{name}" for name, move in steps.items() if move.get("duty") == "dispatch"]
    return pack(
        manifest=manifest,
        parameters={
            "bag": {"type": "integer", "default": 50, "per": "centre", "label": label("Bag")},
            **parameters,
        },
        entities={
            "errand": {"fields": errand},
            "person": {"fields": {"share": _field("integer")}},
        },
        workflows={
            "errand": {
                "entity": "errand",
                "initial": "new",
                "states": {
                    name: {"label": label(name), "final": name == "done", **(states or {}).get(name, {})}
                    for name in ("new", "open", "parked", *(states or {}), "done")
                },
                "transitions": {name: {"label": label(name), **move} for name, move in steps.items()},
            }
        },
        roles={"courier": {"order": 1}, "dispatcher": {"order": 2}},
        duties={
            "carry": {
                "held_by": ["courier"],
                "scope": scope,
                "allows": {
                    "transitions": carried,
                    "fields": {"errand": {"read": ["*"], "mask": ["phone"]}},
                    "reveal": {"errand": ["phone"]},
                },
            },
            "look": {
                "held_by": ["courier", "dispatcher"],
                "scope": "company",
                "allows": {"fields": {"person": {"read": ["name"]}}},
            },
            "dispatch": {
                "held_by": ["dispatcher"],
                "scope": "centre",
                "allows": {
                    "create": ["errand"],
                    "transitions": sent,
                    "fields": {"errand": {"write": ["*", "phone"]}},
                },
            },
        },
        limits={"bag": BAG} if limits is None else limits,
        calendars=calendars,
        **more,
    )


@dataclass
class Firm:
    """A dictionary of records and the commands over it; what is decided is kept. ``now`` may be moved."""

    release: Release
    now: datetime = NOW
    settings: dict[tuple[str, str | None], Any] = field(default_factory=dict[tuple[str, str | None], Any])

    def __post_init__(self) -> None:
        self._count = 0
        self.rows = DictReader(self.scene(DESK))
        for n in (1, 2):
            self.put("centre", f"c{n}", name=f"Centre {n}", time_zone="Asia/Shanghai")
        self.person("d1", "dispatcher")
        for id in COURIERS:
            self.person(id)

    def put(self, entity: str, id: str, **values: Any) -> None:
        """Lay a row by hand, or values into one that is there."""
        before = self.rows.records.get((entity, id))
        self.rows.records[entity, id] = Record(
            entity, id, before.version if before else 1, {**(before.values if before else {}), **values}
        )

    def person(self, id: str, role: str = "courier", centre: str | None = "c1", **values: Any) -> None:
        """A person with one post."""
        self.put("person", id, **{"name": id, "active": True, "centre": centre, **values})
        post = {
            "person": id,
            "role": role,
            "centre": centre,
            "team": None,
            "active_from": None,
            "active_until": None,
        }
        self.put(HOLDING, f"{id}.{role}", **post)

    def scene(self, actor: Actor) -> Scene:
        self._count += 1
        return Scene(self.release, actor, self.now, seed=self._count.to_bytes(16), settings=self.settings)

    def later(self, **span: float) -> "Firm":
        self.now += timedelta(**span)
        return self

    def errand(self, actor: Actor = DESK, **given: Any) -> str:
        made = self.kept(create_record(CreateRecord(self.scene(actor), "errand", given), self.rows))
        assert isinstance(made, Decision), made
        return str(made.answer["id"])

    def fire(self, id: str, transition: str, actor: Actor = DESK, given: Any = None) -> Decision | Refusal:
        ask = FireTransition(self.scene(actor), "errand", id, transition, given)
        return self.kept(fire_transition(ask, self.rows))

    def change(self, id: str, given: Mapping[str, Any], actor: Actor = DESK) -> Decision | Refusal:
        return self.kept(change_record(ChangeRecord(self.scene(actor), "errand", id, given), self.rows))

    def given_to(self, person: str) -> str:
        """An errand that this person carries."""
        id = self.errand()
        self.put("errand", id, state="open", owner=person, entered_at=self.now)
        return id

    def given(self, **values: Any) -> str | None:
        """The owner of a new errand after it was given to somebody; None when nobody could take it."""
        id = self.errand()
        self.put("errand", id, **values)
        return self.owner(id) if isinstance(self.fire(id, "give"), Decision) else None

    def owner(self, id: str) -> Any:
        return self.rows.records["errand", id].values.get("owner")

    def absent(self, person: str, begin: str, end: str) -> None:
        asked = SetAbsences(self.scene(Actor(person)), person, [{"from": begin, "until": end}])
        assert isinstance(self.kept(set_absences(asked, self.rows)), Decision)

    def kept(self, decided: Decision | Refusal) -> Decision | Refusal:
        if isinstance(decided, Decision):
            self.rows.scene = replace(self.rows.scene, now=self.now, settings=self.settings)
            self.rows.keep(decided)
        return decided


def codes(decided: Decision | Refusal) -> list[str]:
    """The codes of a refusal; [] of what was done."""
    return [] if isinstance(decided, Decision) else [reason.code for reason in decided.reasons]
