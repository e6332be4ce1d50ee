"""Records without a title are called by whom and what they point to, as whoever looks may see it."""

import json
from typing import Any

from engine.access.duty import Actor, Holding
from engine.facts.scene import Scene
from engine.packs.check import check
from engine.queries.get_record import RecordAsk
from engine.queries.titles import record_title
from engine.values.record import Record
from engine.values.refusal import Refusal
from tests.builders.couriers import NOW, label
from tests.builders.packs import pack
from tests.builders.reader import DictReader


def field(type: str, **more: Any) -> dict[str, Any]:
    return {"type": type, "label": label(type), **more}


CLIENT = {"title": "name", "serial": "K-{n}", "fields": {"name": field("text", mask="name")}}
ORDER = {
    "serial": "O-{n}",
    "named_by": ["client", "what", "number"],
    "fields": {"client": field("link", to="client"), "what": field("text")},
}
BILL = {
    "serial": "B-{n}",
    "named_by": ["order", "by"],
    "fields": {"order": field("link", to="order"), "by": field("person")},
}
ENTITIES: dict[str, Any] = {"client": CLIENT, "order": ORDER, "bill": BILL}


def shop(reads: dict[str, Any], **entities: Any) -> Any:
    return pack(
        entities={**ENTITIES, **entities},
        roles={"clerk": {"order": 1}},
        duties={"keep": {"held_by": ["clerk"], "scope": "company", "allows": {"fields": reads}}},
    )


def titled(reads: dict[str, Any], entity: str, actor: Actor | None = None, **values: Any) -> Any:
    scene = Scene(shop(reads), actor or Actor("p1", (Holding("clerk", "c1"),)), NOW, seed=b"0" * 16)
    rows = [
        Record("client", "k1", 1, {"name": "Zhang Wei", "number": "K-1"}),
        Record("client", "k2", 1, {"name": None, "number": "K-2"}),
        Record("order", "o1", 1, {"client": "k1", "what": "Doors", "number": "O-1"}),
        Record("person", "p2", 1, {"name": "Li"}),
        Record(entity, "x", 1, {"number": "X-1", **values}),
    ]
    found = record_title(RecordAsk(scene, entity, "x"), DictReader(scene, rows))
    assert not isinstance(found, Refusal)
    return found["title"]


ALL: dict[str, Any] = {
    **{name: {"read": ["*"]} for name in ("order", "bill", "person")},
    "client": {"read": ["*", "name"]},
}


def test_it_is_called_by_what_its_links_are_called_and_by_its_own_texts() -> None:
    assert titled(ALL, "order", client="k1", what="Windows") == "Zhang Wei · Windows · X-1"
    assert titled(ALL, "bill", order="o1", by="p2") == "Zhang Wei · Doors · O-1 · Li"


def test_what_is_not_filled_in_is_left_out_and_what_has_no_name_goes_by_its_number() -> None:
    assert titled(ALL, "order", client="k2") == "K-2 · X-1"
    assert titled(ALL, "bill", order=None, by=None) is None


def test_nothing_is_told_of_what_may_not_be_seen() -> None:
    assert titled({"order": {"read": ["*"]}}, "order", client="k1", what="Windows") == "Windows · X-1"
    assert titled({"order": {"read": ["what"]}, "client": {"read": ["*"]}}, "order", client="k1") == "X-1"
    masked = {**ALL, "client": {"mask": ["name"]}}
    assert "Zhang Wei" not in titled(masked, "order", client="k1", what="Windows")


def faults(**entities: Any) -> list[str]:
    files: dict[str, Any] = {
        "pack.json": {
            "kind": "pack", "format": 1, "id": "t", "version": "1.0.0", "engine": ">=0.1 <2", "label": label("T"),
            "locales": ["en", "zh-CN"], "default_locale": "en", "time_zone": "Asia/Shanghai", "currency": "CNY",
        },
        **{
            f"entities/{name}.json": {"kind": "entity", "label": label(name), **said}
            for name, said in {**ENTITIES, **entities}.items()
        },
    }  # fmt: skip
    result = check({path: json.dumps(said).encode() for path, said in files.items()})
    return [one.code for one in result.diagnostics if one.severity == "error"]


def test_what_names_nothing_is_a_fault_of_the_pack() -> None:
    assert faults() == []
    assert faults(order={**ORDER, "named_by": ["clients"]}) == ["records.unknown_name"]
    assert faults(order={**ORDER, "title": "what"}) == ["records.named_twice"]
    back = {"named_by": ["of"], "fields": {"of": field("link", to="bill")}}
    assert faults(client=back) == ["records.named_in_circles"] * 3
    assert (
        faults(client={**CLIENT, "named_by": []}, order={**ORDER, "named_by": ["number"], "serial": None})
        != []
    )


def test_the_link_of_a_duplicate_points_to_its_own_kind() -> None:
    assert faults(order={**ORDER, "duplicate_of": "client"}) == ["records.not_a_duplicate_link"]
    own = {**ENTITIES["order"]["fields"], "same": field("link", to="order")}
    assert faults(order={**ORDER, "fields": own, "duplicate_of": "same"}) == []
