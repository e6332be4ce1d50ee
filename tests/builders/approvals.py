"""A workshop for tests of approvals: orders whose discount somebody must agree to, and the people who may."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from engine.access.duty import Actor, Holding
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.decide_approval import DecideApproval, decide_approval
from engine.commands.fire_timer import FireTimer, fire_timer
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.effects.task_book import TASK
from engine.facts.rounds import ROUND, SEAT
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.work import DueTimer
from engine.values.record import Decision, Record, TimerCancel, TimerStart
from engine.values.refusal import Refusal
from engine.values.timeline import Setting
from server.house import EVERYTHING
from tests.builders.packs import pack
from tests.builders.reader import DictReader

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # a Monday, 09:00 in Shanghai
# Person -> (role, centre), ...; everybody but "boss" reports to "head".
POSTS: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "ann": (("seller", "c1"),),
    "ben": (("seller", "c1"), ("head", "c1")),
    "head": (("head", "c1"),),
    "vice": (("head", "c1"),),
    "far": (("head", "c2"),),
    "boss": (("boss", None),),
    "money": (("finance", "c1"),),
}


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def gt(name: str, value: object) -> dict[str, object]:
    return {"field": name, "op": "gt", "value": value}


HEAD: dict[str, Any] = {"order": 100, "label": text("Head"), "by": {"duty": "agree"}}
BOSS: dict[str, Any] = {"order": 200, "label": text("Boss"), "by": {"duty": "agree_high"}}


def discount(**said: Any) -> dict[str, Any]:
    """The file of an approval: of more than 5 % the head decides, of more than 10 % the boss too."""
    steps = {"head": {**HEAD, "if": gt("discount", "0.05")}, "boss": {**BOSS, "if": gt("discount", "0.10")}}
    return {
        "entity": "order",
        "covers": ["discount", "lines"],
        "label": text("Discount"),
        "steps": steps,
        **said,
    }


OUTCOMES = {
    "approved": "agreed",
    "rejected": "draft",
    "returned": "draft",
    "withdrawn": "draft",
    "expired": "draft",
}


def ends(*names: str) -> dict[str, Any]:
    """The transitions that wait for these outcomes."""
    return {
        name: {
            "label": text(name),
            "from": ["pending"],
            "to": OUTCOMES[name],
            "when": {"approval": "discount", "outcome": name},
        }
        for name in names
    }


def workshop(
    approval: Mapping[str, Any] | None = None,
    outcomes: tuple[str, ...] = ("approved", "rejected"),
    **more: Mapping[str, object],
) -> Release:
    """The release of the workshop with this approval; ``more``: further files by folder."""
    fields = {
        "title": {"type": "text", "label": text("Title")},
        "discount": {"type": "percent", "default": 0, "label": text("Discount")},
        "note": {"type": "text", "label": text("Note")},
        "helper": {"type": "person", "label": text("Helper")},
        "from_centre": {"type": "link", "to": "centre", "label": text("From")},
        "to_centre": {"type": "link", "to": "centre", "label": text("To")},
        "lines": {"type": "lines", "label": text("Lines")},
    }
    line = {
        "part_of": "order.lines",
        "fields": {
            "name": {"type": "text", "label": text("Name")},
            "keeper": {"type": "person", "label": text("Keeper")},
        },
    }
    moves: dict[str, Any] = {
        "submit": {"label": text("Submit"), "from": ["draft"], "to": "pending", "duty": "sell"},
        "drop": {"label": text("Drop"), "from": ["draft", "pending"], "to": "dropped", "duty": "sell"},
        "jot": {
            "label": text("Jot"),
            "from": ["draft"],
            "duty": "sell",
            "effects": [{"set": {"note": "jotted"}}],
        },
        **ends(*outcomes),
    }
    remind = {"about": "order", "channels": ["app"], "text": {"app": {"en": "Please", "zh-CN": "请"}}}
    read: dict[str, Any] = {"fields": {"order": {"read": ["*"]}}}
    return pack(
        **{
            "entities": {"order": {"title": "title", "fields": fields}, "line": line},
            "workflows": {
                "order": {
                    "entity": "order",
                    "initial": "draft",
                    "states": {
                        "draft": {"label": text("Draft")},
                        "pending": {"label": text("Pending"), "approval": "discount"},
                        "agreed": {"label": text("Agreed"), "final": True},
                        "dropped": {"label": text("Dropped"), "final": True},
                    },
                    "transitions": moves,
                }
            },
            "roles": {
                "seller": {"order": 1},
                "head": {"order": 2},
                "boss": {"order": 3},
                "finance": {"order": 4},
            },
            "duties": {
                "sell": {
                    "held_by": ["seller"],
                    "scope": "centre",
                    "allows": {
                        "create": ["order"],
                        "transitions": ["order.submit", "order.drop", "order.jot"],
                        "fields": {"order": {"write": ["*"]}},
                    },
                },
                "agree": {"held_by": ["head"], "scope": "centre", "allows": read},
                "agree_high": {"held_by": ["boss"], "scope": "company", "allows": read},
                "pay": {"held_by": ["finance"], "scope": "centre", "allows": read},
            },
            "messages": {"remind": remind},
            "approvals": {"discount": {**discount(), **(approval or {})}},
            **more,
        }
    )


def actor(person: str, posts: Mapping[str, tuple[tuple[str, str | None], ...]] = POSTS) -> Actor:
    return Actor(person, tuple(Holding(role, centre) for role, centre in posts.get(person, ())))


@dataclass
class Desk:
    """A dictionary of records and the commands over it; what is decided is kept."""

    release: Release
    now: datetime = NOW
    settings: dict[tuple[str, str | None], Setting] = field(
        default_factory=dict[tuple[str, str | None], Setting]
    )

    def __post_init__(self) -> None:
        self._count = 0
        self.timers: dict[str, TimerStart] = {}
        self.posts = dict(POSTS)
        people = [
            Record("person", name, 1, {"name": name.title(), "active": True, "manager": "head"})
            for name in POSTS
        ]
        centres = [Record("centre", name, 1, {"name": name}) for name in ("c1", "c2")]
        self.rows = DictReader(self.scene("ann"), [*people, *centres])
        for person, posts in POSTS.items():
            self.hold(person, *posts)

    def hold(self, person: str, *posts: tuple[str, str | None]) -> None:
        """Give a person these posts and no others."""
        self.posts[person] = posts
        for key in [
            key for key in self.rows.records if key[0] == "_holding" and key[1].startswith(f"{person}.")
        ]:
            del self.rows.records[key]
        for place, (role, centre) in enumerate(posts):
            values = {"person": person, "role": role, "centre": centre, "team": None}
            self.rows.records["_holding", f"{person}.{place}"] = Record(
                "_holding", f"{person}.{place}", 1, {**values, "active_from": None, "active_until": None}
            )

    def scene(self, who: str | Actor) -> Scene:
        self._count += 1
        person = who if isinstance(who, Actor) else actor(who, self.posts)
        return Scene(self.release, person, self.now, seed=self._count.to_bytes(16), settings=self.settings)

    def later(self, **span: float) -> "Desk":
        self.now += timedelta(**span)
        return self

    # ------------------------------------------------------------------ commands

    def order(self, who: str = "ann", **given: Any) -> str:
        links = {name: given.pop(name) for name in ("helper", "from_centre", "to_centre") if name in given}
        keepers = [row.pop("keeper", None) for row in given.get("lines", ())]
        made = self.kept(
            create_record(CreateRecord(self.scene(who), "order", {"title": "x", **given}), self.rows)
        )
        assert isinstance(made, Decision), codes(made)
        id = str(made.answer["id"])
        # People have short names here, which no form would take for ids.
        self.put("order", id, **links)
        for line, keeper in zip(self.rows.find("line", {"parent": id}), keepers, strict=True):
            self.put("line", line.id, keeper=keeper)
        return id

    def put(self, entity: str, id: str, **values: Any) -> None:
        """Lay values into a record by hand."""
        record = self.rows.records[entity, id]
        self.rows.records[entity, id] = replace(record, values={**record.values, **values})

    def fire(self, id: str, transition: str, who: str = "ann") -> Decision | Refusal:
        ask = FireTransition(self.scene(who), "order", id, transition)
        return self.kept(fire_transition(ask, self.rows))

    def change(self, id: str, who: str = "ann", **given: Any) -> Decision | Refusal:
        return self.kept(change_record(ChangeRecord(self.scene(who), "order", id, given), self.rows))

    def submitted(self, who: str = "ann", **given: Any) -> str:
        """An order whose discount waits for somebody."""
        id = self.order(who, **{"discount": "0.2", **given})
        assert not codes(done := self.fire(id, "submit", who)), codes(done)
        return id

    def decide(self, id: str, who: str | Actor, decision: str = "approve", **more: Any) -> Decision | Refusal:
        """Decide about the open round of an order (or the last there was)."""
        said: dict[str, Any] = {"reason": "so" if decision in ("reject", "return") else "", **more}
        ask = DecideApproval(
            self.scene(who), said.pop("approval", None) or self.round(id).id, decision, **said
        )
        return self.kept(decide_approval(ask, self.rows))

    def ring(self, name: str) -> Decision | Refusal:
        """Fire the timer of this name, as the worker does; the clock moves to its moment."""
        (one,) = (timer for timer in self.timers.values() if timer.name == name)
        self.now = max(self.now, one.due_at)
        due = DueTimer(
            one.id, one.entity, one.record, one.name, one.due_at, one.entry, one.zone, one.if_late, 1, "x", one.order
        )  # fmt: skip
        return self.kept(fire_timer(FireTimer(self.scene(EVERYTHING), due), self.rows))

    def kept(self, decided: Decision | Refusal) -> Decision | Refusal:
        if not isinstance(decided, Decision):
            return decided
        self.rows.scene = replace(self.rows.scene, now=self.now)
        self.rows.keep(decided)
        for timer in decided.timers:
            match timer:
                case TimerStart():
                    self.timers[timer.id] = timer
                case TimerCancel(names=names):
                    same = [id for id, one in self.timers.items() if one.record == timer.record]
                    for id in same:
                        if names is None or {self.timers[id].name, id} & {*names}:
                            del self.timers[id]
                case _:
                    pass
        return decided

    # ------------------------------------------------------------------ what there is

    def rounds(self, id: str) -> list[Record]:
        found = [
            one
            for (kind, _), one in self.rows.records.items()
            if kind == ROUND and one.values["record"] == id
        ]
        return sorted(found, key=lambda one: (one.values["number"], one.id))

    def round(self, id: str) -> Record:
        return self.rounds(id)[-1]

    def state(self, id: str) -> str | None:
        return self.rows.records["order", id].state

    def waits_for(self, id: str) -> set[str]:
        """Everybody who has a task about the order."""
        found = [one.values for (kind, _), one in self.rows.records.items() if kind == TASK]
        return {str(one["person"]) for one in found if (one["record"], one["state"]) == (id, "open")}

    def seats(self, id: str) -> dict[str, str]:
        """Person -> what became of the seat, in the last round."""
        mine = self.round(id).id
        rows = [one.values for (kind, _), one in self.rows.records.items() if kind == SEAT]
        return {str(one["person"]): str(one["given"]) for one in rows if one["approval"] == mine}


def codes(decided: Decision | Refusal) -> list[str]:
    """The codes of a refusal; [] of what was done."""
    return [] if isinstance(decided, Decision) else [reason.code for reason in decided.reasons]
