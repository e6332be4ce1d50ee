"""A help desk for tests of limits: tickets that agents open, claim and finish, and calls that follow them up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.reveal_field import RevealField, reveal_field
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.queries.offers import Offer, OffersAsk, offers
from engine.values.record import Decision, Record
from engine.values.refusal import Refusal
from engine.values.timeline import Setting
from tests.builders.packs import pack
from tests.builders.reader import DictReader

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
ANN = Actor("p1", (Holding("agent", "c1"),))
BEN = Actor("p2", (Holding("agent", "c1"),))
CHIEF = Actor("p3", (Holding("chief", "c1"),))
BOTH = Actor("p4", (Holding("agent", "c1"), Holding("chief", "c1")))
FAR = Actor("p5", (Holding("agent", "c2"),))


def _label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": text}


def _field(type: str, **more: Any) -> dict[str, Any]:
    return {"type": type, "label": _label(type), **more}


def desk(
    limits: Mapping[str, Mapping[str, object]],
    parameters: Mapping[str, object] | None = None,
    rules: Mapping[str, Mapping[str, object]] | None = None,
    **more: Mapping[str, object],
) -> Release:
    """The release of the help desk with these limits."""
    ticket = {
        "title": _field("text"), "topic": _field("text"), "phone": _field("phone", region="CN", mask="phone"),
        "starts": _field("datetime"), "ends": _field("datetime"), "cost": _field("money"), "room": _field("integer"),
    }  # fmt: skip
    moves = {
        "claim": {"from": ["open"], "to": "claimed", "effects": [{"assign": {"field": "actor"}}]},
        "release": {"from": ["claimed"], "to": "open", "effects": [{"unassign": True}]},
        "finish": {"from": ["open", "claimed"], "to": "done"},
        "note": {"from": ["open", "claimed"]},
    }
    return pack(
        parameters={"cap": {"type": "integer", "default": 2, "per": "centre", "label": _label("Cap")}, **(parameters or {})},
        entities={
            "ticket": {"fields": ticket},
            "call": {"fields": {"ticket": _field("link", to="ticket"), "kind": _field("text")}},
        },
        workflows={
            "ticket": {
                "entity": "ticket",
                "initial": "open",
                "states": {
                    "open": {"label": _label("Open")},
                    "claimed": {"label": _label("Claimed")},
                    "done": {"label": _label("Done"), "final": True},
                },
                "transitions": {
                    name: {**move, "duty": "work", "label": _label(name)} for name, move in moves.items()
                },
            }
        },
        roles={"agent": {"order": 1}, "chief": {"order": 2}},
        duties={
            "work": {
                "held_by": ["agent", "chief"],
                "scope": "company",
                "allows": {
                    "create": ["ticket", "call"],
                    "transitions": [f"ticket.{name}" for name in moves],
                    "fields": {"ticket": {"read": ["*", "phone"], "write": ["*", "phone"]}, "call": {"write": ["*"]}},
                    "reveal": {"ticket": ["phone"]},
                },
            },
            "exceed": {
                "held_by": ["chief"],
                "scope": "company",
                "allows": {"fields": {"ticket": {"read": ["*"]}, "call": {"read": ["*"]}}},
            },
        },
        limits=limits,
        rules=rules or {},
        **more,
    )  # fmt: skip


@dataclass
class Desk:
    """A dictionary of records and the commands over it; what is decided is kept.

    ``now`` may be moved; ``settings``: what the company has set, by parameter and place.
    """

    release: Release
    now: datetime = NOW
    settings: dict[tuple[str, str | None], Setting] = field(
        default_factory=dict[tuple[str, str | None], Setting]
    )

    def __post_init__(self) -> None:
        self._count = 0
        people = [Record("person", f"p{n}", 1, {"name": f"Person {n}"}) for n in range(1, 6)]
        centres = [
            Record("centre", "c1", 1, {"name": "One", "time_zone": "Asia/Shanghai"}),
            Record("centre", "c2", 1, {"name": "Two", "time_zone": "America/New_York"}),
        ]
        self.rows = DictReader(self.scene(ANN), [*people, *centres])

    def scene(self, actor: Actor) -> Scene:
        self._count += 1
        return Scene(self.release, actor, self.now, seed=self._count.to_bytes(16), settings=self.settings)

    def later(self, **span: float) -> "Desk":
        self.now += timedelta(**span)
        return self

    def create(
        self, given: Mapping[str, Any] | None = None, actor: Actor = ANN, entity: str = "ticket", **more: Any
    ) -> Decision | Refusal:
        ask = CreateRecord(self.scene(actor), entity, given or {}, **more)
        return self._kept(create_record(ask, self.rows))

    def fire(self, id: str, transition: str, actor: Actor = ANN, **more: Any) -> Decision | Refusal:
        ask = FireTransition(self.scene(actor), "ticket", id, transition, None, **more)
        return self._kept(fire_transition(ask, self.rows))

    def change(
        self, id: str, given: Mapping[str, Any], actor: Actor = ANN, **more: Any
    ) -> Decision | Refusal:
        return self._kept(
            change_record(ChangeRecord(self.scene(actor), "ticket", id, given, **more), self.rows)
        )

    def reveal(self, id: str, actor: Actor = ANN, reason: str = "") -> Decision | Refusal:
        return self._kept(
            reveal_field(RevealField(self.scene(actor), "ticket", id, "phone", reason), self.rows)
        )

    def ticket(self, actor: Actor = ANN, **given: Any) -> str:
        made = self.create(given, actor)
        assert isinstance(made, Decision), made
        return str(made.answer["id"])

    def offer(self, id: str, transition: str, actor: Actor = ANN) -> Offer:
        found = offers(OffersAsk(self.scene(actor), "ticket", id), self.rows)
        assert not isinstance(found, Refusal)
        return next(one for one in found if one.transition.id == transition)

    def _kept(self, decided: Decision | Refusal) -> Decision | Refusal:
        if isinstance(decided, Decision):
            self.rows.scene = replace(self.rows.scene, now=self.now)
            self.rows.keep(decided)
        return decided


def codes(decided: Decision | Refusal) -> list[str]:
    """The codes of a refusal; [] of what was done."""
    return [] if isinstance(decided, Decision) else [reason.code for reason in decided.reasons]
