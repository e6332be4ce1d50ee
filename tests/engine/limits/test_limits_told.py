"""What everybody is told of a limit: before trying, when it is reached, and when somebody goes beyond it."""

from typing import Any

from engine.packs.release import Release
from engine.values.record import Decision
from engine.values.refusal import Refusal
from tests.builders.limits import BEN, CHIEF, Desk, codes, desk

DAY: dict[str, Any] = {"on": {"create": "ticket"}, "per": ["actor"], "max": 2, "window": {"calendar": "day"}}


def one(**limit: Any) -> Desk:
    return Desk(desk({"a_day": {**DAY, **limit}}))


def held(**more: Any) -> Release:
    holding = {"hold": "ticket", "if": {"field": "state", "op": "eq", "value": "claimed"}}
    return desk({"desk_full": {"on": holding, "per": ["owner"], "max": 2, **more}})


def data_of(decided: Decision | Refusal) -> Any:
    assert isinstance(decided, Refusal)
    return decided.reasons[0].data


def test_offers_tell_of_what_is_held_before_anybody_tries() -> None:
    desk_ = Desk(held())
    tickets = [desk_.ticket() for _ in range(3)]
    for id, used in zip(tickets, (0, 1, 2), strict=True):
        offer = desk_.offer(id, "claim")
        assert (offer.limits[0]["used"], offer.limits[0]["max"], offer.allowed) == (used, 2, used < 2)
        desk_.fire(id, "claim")
    assert [reason.code for reason in desk_.offer(tickets[2], "claim").reasons] == ["limits.full"]
    assert desk_.offer(tickets[2], "claim", BEN).allowed
    # Giving up and finishing take nothing, nor does what leaves it where it is.
    assert [desk_.offer(tickets[0], name).limits for name in ("release", "finish", "note")] == [(), (), ()]


def test_offers_tell_nothing_of_what_only_the_command_can_find_out() -> None:
    release = held(
        on={"hold": "ticket", "if": {"field": "state", "op": "eq", "value": "claimed"}}, per=["topic"]
    )
    desk_ = Desk(release)
    assert desk_.offer(desk_.ticket(), "claim").limits == ()  # without a key nothing is counted
    assert desk_.offer(desk_.ticket(topic="t"), "claim").limits[0]["used"] == 0


def test_the_reason_of_who_goes_beyond_is_kept_and_what_they_do_is_counted() -> None:
    desk_ = one(max=1, per=[], lifted_by={"duty": "exceed"})
    desk_.create()
    assert codes(desk_.create(actor=CHIEF, confirmed={"a_day": "  "})) == ["limits.confirm"]
    done = desk_.create(actor=CHIEF, confirmed={"a_day": "Urgent"})
    assert isinstance(done, Decision)
    (kept,) = done.history[0].why["warnings"]  # type: ignore[misc]
    assert (kept["confirmed"], kept["reason"], kept["used"], kept["max"]) == ("a_day", "Urgent", 2, 1)  # type: ignore[index, call-overload]
    assert data_of(desk_.create())["used"] == 2


def test_every_answer_that_a_limit_touches_tells_the_same_of_it() -> None:
    told = {"limit", "label", "used", "max", "resets_at", "lifted_by", "granted", "next"}
    seen = {
        "on": {"reveal": "ticket.phone"},
        "per": ["actor"],
        "max": 1,
        "window": {"calendar": "day"},
        "at_limit": "warn",
    }
    desk_ = Desk(
        desk(
            {
                "a_day": {**DAY, "max": 2, "warn_at": 2},
                "seen": seen,
                "asks": {**DAY, "max": 1, "at_limit": "confirm"},
            }
        )
    )
    ticket = desk_.ticket(phone="13800138000")
    asked = desk_.create()
    assert set(data_of(asked)) == told
    done = desk_.create(confirmed={"asks": "so"})
    assert isinstance(done, Decision)
    assert [set(one) for one in done.answer["limits"]] == [told, told]  # type: ignore[union-attr, arg-type]
    assert [set(one) - {"confirmed", "reason"} for one in done.answer["warnings"]] == [told, told]  # type: ignore[union-attr, arg-type]
    assert set(data_of(desk_.create(confirmed={"asks": "so"}))) == told
    for _ in range(2):
        shown = desk_.reveal(ticket)
        assert isinstance(shown, Decision)
        assert [set(one) for one in shown.answer["limits"]] == [told]  # type: ignore[union-attr, arg-type]
    assert set(desk_.offer(ticket, "note").limits) == set()


def test_an_alert_is_a_warning_and_a_message_that_a_rule_sends() -> None:
    seen = {
        "on": {"reveal": "ticket.phone"},
        "per": ["actor"],
        "max": 1,
        "window": {"calendar": "day"},
        "at_limit": "warn",
    }
    rule = {"when": {"limit": "seen"}, "then": [{"send": "alert", "to": {"field": "owner"}}]}
    alert = {
        "about": "ticket",
        "channels": ["app"],
        "text": {"app": {"en": "Looked at often", "zh-CN": "查看过多"}},
    }
    desk_ = Desk(desk({"seen": seen}, rules={"tell": rule}, messages={"alert": alert}))
    ticket = desk_.ticket(phone="13800138000")
    within, beyond = desk_.reveal(ticket), desk_.reveal(ticket)
    assert isinstance(within, Decision)
    assert isinstance(beyond, Decision)
    assert [one.name for one in within.outbox] == []
    assert [(one.kind, one.name, one.record) for one in beyond.outbox] == [("message", "alert", ticket)]
    assert beyond.answer["value"] == "+8613800138000"
    assert beyond.history[0].why["warnings"][0]["used"] == 2  # type: ignore[index, call-overload]
