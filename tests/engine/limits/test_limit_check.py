"""Files of limits: what compiles, and what is refused by name."""

import json
from typing import Any

import pytest

from engine.effects.surroundings import Asked
from engine.limits.check import check
from engine.limits.limit import How, Over
from engine.limits.model import LimitFile
from tests.builders.repair_shop import label, surroundings, told

GOOD: dict[str, Any] = {
    "label": label("Orders a day"), "on": {"create": "order"}, "per": ["customer"], "max": 3, "window": {"calendar": "day"},
}  # fmt: skip
HELD: dict[str, Any] = {
    "label": label("Orders at once"),
    "on": {"hold": "order"},
    "per": ["customer"],
    "max": 3,
}


APPROVALS = {
    id: Asked(entity, ("one",), frozenset({"approved", "rejected"}))
    for id, entity in {"order": "order", "buyer": "customer", "bill": "invoice"}.items()
}


def checked(**said: Any) -> Any:
    file = LimitFile.model_validate({key: one for key, one in said.items() if one is not None})
    return check("orders", file, surroundings(approvals=APPROVALS))


def test_a_limit_on_events_is_found_by_what_happens() -> None:
    limit, found = checked(
        **GOOD | {"on": [{"create": "order"}, {"transition": "order.check", "if": {"field": "input.reason", "op": "present"}}]},
        who={"role": "clerk"}, at_limit="warn", gives_back=["order.drop"], lifted_by={"duty": "order.handle"},
    )  # fmt: skip
    assert found == []
    assert [source.key for source in limit.sources] == ["create:order", "transition:order.check"]
    assert (limit.over, limit.role, limit.gives_back, limit.lifted_by) == (
        Over.WARN, "clerk", frozenset({"order.drop"}), "order.handle",
    )  # fmt: skip


def test_what_is_held_becomes_a_figure_of_its_own() -> None:
    limit, found = checked(**HELD | {"per": ["customer", "grade"], "sum": "budget", "max": 1000})
    assert found == []
    source = limit.sources[0]
    assert (source.how, source.fields) == (How.HOLD, ("customer", "grade"))
    assert (source.held.link, source.held.function, source.held.field) == ("customer", "sum", "budget")
    other, _ = check("more", LimitFile.model_validate(HELD | {"per": ["customer", "grade"]}), surroundings())
    assert other is not None
    assert other.sources[0].held is not None
    assert other.sources[0].held.id != source.held.id


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "an export is about no record": (GOOD | {"on": {"export": "order"}}, "conditions.no_record", "/per/0/field"),
    "one waits for what is held": (GOOD | {"at_limit": {"queue": "order.pause", "next": "order.pause"}}, "limits.waits_for_held", "/at_limit"),
    "events have no next": (GOOD | {"suggest": "next"}, "limits.nothing_to_suggest", "/suggest"),
    "no slots, no next": (HELD | {"suggest": "next"}, "limits.nothing_to_suggest", "/suggest"),
    "unknown approval": (GOOD | {"lifted_by": {"approval": "mroe"}}, "limits.unknown_approval", "/lifted_by/approval"),
    "about no record that is known": (GOOD | {"lifted_by": {"approval": "bill"}}, "limits.nothing_to_ask_about", "/lifted_by/approval"),
    "nothing to lift": (
        GOOD | {"lifted_by": {"approval": "buyer"}, "at_limit": "warn"}, "limits.nothing_to_lift", "/lifted_by/approval"
    ),
    "granted for no time": (GOOD | {"lifted_by": {"approval": "buyer", "valid": 3}}, "conditions.wrong_value", "/lifted_by/valid"),
    "so much of nothing": (GOOD | {"lifted_by": {"approval": "buyer", "by": "x"}}, "conditions.wrong_value", "/lifted_by/by"),
    "unknown entity": (GOOD | {"on": {"create": "ordr"}}, "limits.unknown_entity", "/on/create"),
    "unknown transition": (GOOD | {"on": {"transition": "order.chek"}}, "limits.unknown_transition", "/on/transition"),
    "unknown role": (GOOD | {"who": {"role": "clrk"}}, "limits.unknown_role", "/who/role"),
    "unknown duty": (GOOD | {"lifted_by": {"duty": "nobody"}}, "limits.unknown_duty", "/lifted_by/duty"),
    "unknown return": (GOOD | {"gives_back": ["order.gone"]}, "limits.unknown_transition", "/gives_back/0"),
    "nothing counted": (GOOD | {"on": []}, "limits.nothing_counted", "/on"),
    "events and holdings": (GOOD | {"on": [{"create": "order"}, {"hold": "order"}]}, "limits.mixed", "/on"),
    "no window": ({**GOOD, "window": None}, "limits.window_for_events", ""),
    "window of holdings": (GOOD | {"window": {"overlap": ["a", "b"]}}, "limits.window_for_events", "/window"),
    "no span": (GOOD | {"window": {"rolling": "-P1D"}}, "limits.not_a_duration", "/window/rolling"),
    "a span of the record": (GOOD | {"window": {"rolling": {"field": "promised_at"}}}, "conditions.no_record", "/window/rolling/field"),
    "a span that is a number": (GOOD | {"window": {"rolling": {"parameter": "cap"}}}, "conditions.does_not_fit", "/window/rolling"),
    "rolling of what is held": (HELD | {"window": {"rolling": "P1D"}}, "limits.window_for_held", "/window"),
    "who of what is held": (HELD | {"who": {"role": "clerk"}}, "limits.only_events", "/who"),
    "held beyond the record": (
        HELD | {"on": {"hold": "order", "if": {"field": "customer.name", "op": "present"}}}, "limits.not_kept", "/on/if",
    ),
    "held by the time": (
        HELD | {"on": {"hold": "order", "if": {"field": "promised_at", "op": "lt", "value": {"now": "now"}}}},
        "limits.not_kept", "/on/if",
    ),
    "held by nobody": (HELD | {"per": []}, "limits.no_key", "/per"),
    "held by an amount": (HELD | {"per": ["budget"]}, "limits.no_key", "/per"),
    "overlap of two": (
        HELD | {"max": 2, "window": {"overlap": ["promised_at", "promised_at"]}}, "limits.one_at_a_time", "/max",
    ),
    "overlap of days": (
        HELD | {"max": 1, "window": {"overlap": ["bought_on", "promised_at"]}}, "limits.not_a_moment", "/window",
    ),
    "sum of a text": (GOOD | {"sum": "bicycle"}, "limits.not_a_number", "/sum"),
    "other key": (
        GOOD | {"on": [{"create": "order"}, {"create": "customer", "as": {"customer": "adviser"}}]},
        "limits.keys_differ", "/on/1",
    ),
    "as of nothing": (GOOD | {"on": {"create": "order", "as": {"owner": "mechanic"}}}, "limits.not_in_per", "/on/as/owner"),
    "never masked": (GOOD | {"on": {"reveal": "order.bicycle"}}, "limits.never_shown", "/on/reveal"),
    "unknown field": (GOOD | {"on": {"reveal": "order.bycicle"}}, "limits.unknown_field", "/on/reveal"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_by_its_code_at_its_place(name: str) -> None:
    said, code, place = WRONG[name]
    limit, found = checked(**said)
    assert limit is None
    assert (code, place) in told(found), json.dumps([(one.code, one.pointer) for one in found])


def test_an_exception_is_about_the_record_itself_or_about_one_that_the_key_names() -> None:
    for approval, on, about in (
        ("order", {"transition": "order.check"}, None),
        ("buyer", {"create": "order"}, "customer"),
    ):
        limit, found = checked(**GOOD | {"on": on, "lifted_by": {"approval": approval}})
        assert found == []
        asking = limit.sources[0].exempting
        assert (asking.about and asking.about.node.path) == about


def test_where_there_is_no_record_yet_it_is_said_that_no_exception_can_be_asked_for() -> None:
    both = [{"create": "order"}, {"transition": "order.check"}]
    limit, found = checked(**GOOD | {"on": both, "lifted_by": {"approval": "order"}})
    assert told(found) == [("limits.not_asked_here", "/on/0")]
    assert [source.exempting is None for source in limit.sources] == [True, False]
