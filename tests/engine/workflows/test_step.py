"""Taking transitions: where they lead, what is left and entered, and every reason against them."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transitions import Machine

from engine.values.refusal import Reason
from engine.workflows.consequences import consequences
from engine.workflows.machine import build, move
from engine.workflows.step import Step, heard, next_automatic, start, step
from engine.workflows.workflow import Workflow
from tests.builders.repair_shop import label
from tests.engine.workflows.shop_workflow import by_hand, order_workflow, workflow


class PlainWords:
    """Calls everything by its id."""

    def path(self, path: str, language: str) -> str:
        return path if language == "en" else f"【{path}】"

    def option(self, path: str, id: str, language: str) -> str:
        return id

    def parameter(self, name: str, language: str) -> str:
        return name

    def entity(self, entity: str, language: str) -> str:
        return entity


def take(
    found: Workflow,
    name: str,
    state: str,
    facts: Mapping[str, object] | None = None,
    last: Mapping[str, str] | None = None,
    hidden: Any = lambda _path: False,
    unknown: frozenset[str] = frozenset(),
) -> Step | tuple[Reason, ...]:
    return step(
        found,
        found.transitions[name],
        state,
        facts or {},
        (last or {}).get,
        PlainWords(),
        hidden,
        unknown=unknown,
    )


def taken(*args: Any, **more: Any) -> Step:
    answer = take(*args, **more)
    assert isinstance(answer, Step), answer
    return answer


def refused(*args: Any, **more: Any) -> tuple[Reason, ...]:
    answer = take(*args, **more)
    assert not isinstance(answer, Step)
    return answer


def ids(states: Any) -> list[str]:
    return [state.id for state in states]


# ---------------------------------------------------------------- the move


def test_a_step_says_what_is_left_and_entered() -> None:
    answer = taken(workflow(), "pause", "repairing")
    assert (answer.state, answer.stays) == ("waiting", False)
    assert (ids(answer.leaves), ids(answer.enters)) == (["repairing", "open"], ["waiting"])


def test_a25_moving_inside_a_group_does_not_touch_the_group() -> None:
    answer = taken(workflow(), "repair", "checking")
    assert (ids(answer.leaves), ids(answer.enters)) == (["checking"], ["repairing"])


def test_a4_without_to_or_to_the_present_state_the_record_stays() -> None:
    found = workflow(transitions={"recheck": by_hand("Recheck", ["open"], "checking")})
    for name in ("remark", "recheck"):
        answer = taken(found, name, "checking")
        assert (answer.state, answer.stays, answer.leaves, answer.enters) == ("checking", True, (), ())
    assert taken(found, "recheck", "filed").stays is False


def test_e2_entering_a_group_means_its_initial_state() -> None:
    found = workflow(transitions={"refile": by_hand("Refile", ["waiting"], "open")})
    answer = taken(found, "refile", "waiting")
    assert (answer.state, ids(answer.enters)) == ("filed", ["open", "filed"])


def test_e2_back_returns_to_the_state_of_the_group_it_was_last_in() -> None:
    found = workflow()
    assert taken(found, "resume", "waiting", last={"open": "repairing"}).state == "repairing"
    # One that was never in the group, or last in a state that is no longer in it, enters it anew.
    assert taken(found, "resume", "waiting").state == "filed"
    assert taken(found, "resume", "waiting", last={"open": "gone"}).state == "filed"


def test_e1_one_transition_with_two_targets() -> None:
    choose = {"choose": [{"if": {"field": "urgent", "op": "eq", "value": True}, "value": "repairing"},
                         {"value": "checking"}]}  # fmt: skip
    found = workflow(transitions={"check": by_hand("Check", ["filed"], choose)})
    assert taken(found, "check", "filed", {"urgent": True}).state == "repairing"
    assert taken(found, "check", "filed", {"urgent": False}).state == "checking"


def test_e1_a_target_may_be_a_field_and_absent_is_a_reason() -> None:
    found = workflow(transitions={"resume": by_hand("Resume", ["waiting"], {"field": "came_from"})})
    assert taken(found, "resume", "waiting", {"came_from": "checking"}).state == "checking"
    reasons = refused(found, "resume", "waiting", {"came_from": None})
    assert [reason.code for reason in reasons] == ["workflows.no_target"]
    assert set(reasons[0].text) == {"en", "zh-CN"}


def test_e3_enter_and_leave_effects_come_with_their_states() -> None:
    waiting = {
        "label": label("Waiting"),
        "on_enter": [{"set": {"urgent": False, "came_from": {"field": "before.grade"}}}],
        "on_leave": [{"set": {"urgent": True}}],
    }
    broken, diagnostics = order_workflow({"waiting": waiting})
    assert broken is None  # A grade is no state it could have come from.
    assert [one.code for one in diagnostics] == ["conditions.does_not_fit"]
    waiting["on_enter"] = [{"set": {"urgent": False}}]
    found = workflow({"waiting": waiting})
    assert len(taken(found, "pause", "filed").enters[0].on_enter) == 1
    assert len(taken(found, "resume", "waiting").leaves[0].on_leave) == 1


def test_a_new_record_enters_its_first_state_from_the_outside_in() -> None:
    choose = {
        "choose": [
            {"if": {"field": "urgent", "op": "eq", "value": True}, "value": "waiting"},
            {"value": "open"},
        ]
    }
    found = workflow(initial=choose)
    assert ids(start(found, {"urgent": False}).enters) == ["open", "filed"]
    assert start(found, {"urgent": True}).state == "waiting"


# --------------------------------------------------------------- refusals


GUARD = {
    "all": [
        {"field": "mechanic", "op": "present"},
        {"field": "budget", "op": "gt", "value": 10},
        {"any": [{"field": "urgent", "op": "eq", "value": True}, {"field": "note", "op": "present"}]},
        {"not": {"field": "grade", "op": "eq", "value": "B"}},
    ]
}


def guarded(guard: Any = GUARD) -> Workflow:
    return workflow(transitions={"check": by_hand("Check", ["filed"], "checking", form="check", guard=guard)})


def test_a_wrong_state_names_where_it_starts() -> None:
    reasons = refused(workflow(), "finish", "filed")
    assert [reason.code for reason in reasons] == ["workflows.not_from_here"]
    assert "Finish" in reasons[0].text["en"]
    assert "Repairing" in reasons[0].fix["en"]
    assert "Repairing（中文）" in reasons[0].fix["zh-CN"]


def test_every_unmet_part_is_told_with_what_would_fix_it() -> None:
    reasons = refused(guarded(), "check", "filed", {"grade": "B"})
    assert [reason.code for reason in reasons] == ["workflows.guard"] * 4
    for reason, name in zip(reasons, ("mechanic", "budget", "urgent", "grade"), strict=True):
        for language in ("en", "zh-CN"):
            assert name in reason.text[language]
            assert name in reason.fix[language]
    # A choice is told whole, and either of its parts would do.
    assert "note" in reasons[2].text["en"]
    assert "; or " in reasons[2].fix["en"]


def test_only_what_is_unmet_is_told() -> None:
    facts = {"mechanic": "p", "budget": 5, "urgent": True, "grade": "A"}
    reasons = refused(guarded(), "check", "filed", facts)
    assert len(reasons) == 1
    assert "budget" in reasons[0].text["en"]
    assert taken(guarded(), "check", "filed", facts | {"budget": 11}).state == "checking"


def test_a5_guard_and_target_are_judged_together_on_the_same_facts() -> None:
    resume = by_hand("Resume", ["waiting"], {"field": "came_from"}, guard={"field": "note", "op": "present"})
    reasons = refused(workflow(transitions={"resume": resume}), "resume", "waiting")
    assert [reason.code for reason in reasons] == ["workflows.guard", "workflows.no_target"]


def test_a30_hidden_values_are_used_but_not_shown() -> None:
    found = guarded({"field": "note", "op": "eq", "value": "open sesame"})
    facts = {"note": "a secret"}
    shown = refused(found, "check", "filed", facts)[0]
    masked = refused(found, "check", "filed", facts, hidden=lambda path: path == "note")[0]
    assert "a secret" in str(shown.data)
    assert "a secret" not in str(masked)
    assert masked.data["compared"][0]["masked"] is True  # type: ignore[index,call-overload]


def test_what_the_form_will_bring_stands_against_nothing_before_it_is_sent() -> None:
    guard = {"all": [{"field": "input.reason", "op": "present"}, {"field": "mechanic", "op": "present"}]}
    found = guarded(guard)
    unknown = frozenset({"input.reason"})
    assert len(refused(found, "check", "filed")) == 2
    assert len(refused(found, "check", "filed", unknown=unknown)) == 1
    assert taken(found, "check", "filed", {"mechanic": "p"}, unknown=unknown).sure


def test_a_target_that_hangs_on_the_form_is_not_sure() -> None:
    choose = {"choose": [{"if": {"field": "input.grade", "op": "eq", "value": "A"}, "value": "repairing"},
                         {"value": "checking"}]}  # fmt: skip
    found = workflow(transitions={"check": by_hand("Check", ["filed"], choose, form="check")})
    assert not taken(found, "check", "filed", unknown=frozenset({"input.grade"})).sure
    assert taken(found, "check", "filed", {"input.grade": "A"}).sure


# ------------------------------------------------------------------- order


def itself(order: int, to: str, guard: Any = None) -> dict[str, Any]:
    json = {"label": label(f"To {to}"), "from": ["waiting"], "to": to, "automatic": True, "order": order}
    return json if guard is None else {**json, "guard": guard}


def test_a1_engine_fired_transitions_go_by_order_then_id() -> None:
    guard = {"field": "urgent", "op": "eq", "value": True}
    found = workflow(
        transitions={
            "zeta": itself(10, "repairing", guard),
            "alpha": itself(20, "checking"),
            "beta": itself(20, "filed"),
        }
    )

    def next_in(facts: Mapping[str, object]) -> str:
        chosen = next_automatic(found, "waiting", lambda _: facts, {}.get)
        assert chosen is not None
        return chosen[0].id

    assert next_in({"urgent": True}) == "zeta"
    assert next_in({"urgent": False}) == "alpha"
    assert next_automatic(found, "filed", lambda _: {}, {}.get) is None


def test_a1_for_people_an_id_is_one_button() -> None:
    found = workflow()
    for transitions in found.by_state.values():
        assert len({one.id for one in transitions}) == len(transitions)


def test_heard_events_go_by_order_then_id_and_by_state() -> None:
    when = {"changed": "order", "fields": ["budget"]}
    found = workflow(
        transitions={
            "late": by_hand("Late", ["filed"], "waiting", when=when, order=5),
            "early": by_hand("Early", ["filed"], "checking", when=when, order=1),
            "other": by_hand("Other", ["waiting"], "checking", when=when),
        }
    )
    assert [one.id for one in heard(found, "changed:order", "filed")] == ["early", "late"]
    assert heard(found, "created:order", "filed") == ()


# -------------------------------------------------------------- the machine


def test_the_machine_has_no_model_and_no_callbacks_from_texts() -> None:
    machine = workflow().machine
    assert isinstance(machine, Machine)
    assert machine.models == []
    callbacks = [
        check.func
        for event in machine.events.values()
        for transitions in event.transitions.values()
        for transition in transitions
        for check in transition.conditions
    ]
    assert callbacks
    assert all(callable(one) for one in callbacks)


def test_a_transition_may_be_called_like_anything_of_the_machine() -> None:
    names = ("state", "trigger", "to", "model", "events")
    found = workflow(transitions={name: by_hand(name, ["filed"], "checking") for name in names})
    for name in names:
        assert taken(found, name, "filed").state == "checking"


def test_a_move_that_the_workflow_does_not_have_is_a_bug() -> None:
    found = workflow()
    with pytest.raises(LookupError):
        move(found.machine, "check", "filed", "done")


def test_the_same_machine_is_built_twice() -> None:
    found = workflow()
    again = build(["filed", "waiting"], [found.transitions["remark"]], {"remark": frozenset()})
    assert [*again.states] == ["filed", "waiting"]


# ------------------------------------------------------------ consequences


def test_consequences_name_states_groups_and_effects() -> None:
    waiting = {"label": label("Waiting"), "on_enter": [{"set": {"urgent": False}}]}
    found = consequences(workflow({"waiting": waiting}))
    pause = found["order.pause"]
    assert pause.entered == {"waiting"}
    assert pause.left == {"filed", "checking", "repairing", "open"}
    assert (len(pause.effects), pause.guarded) == (1, False)
    assert found["order.resume"].guarded  # Where it goes back to is not known before.


# -------------------------------------------------------------- properties

SHOP = workflow(
    transitions={
        "wake": {**itself(1, "filed"), "guard": {"field": "urgent", "op": "eq", "value": True}},
        "jump": by_hand("Jump", "any", {"field": "came_from"}),
    }
)
LEAVES = sorted(state.id for state in SHOP.states.values() if not state.group)


@given(
    st.lists(st.sampled_from(sorted(SHOP.transitions)), max_size=25),
    st.fixed_dictionaries(
        {"urgent": st.booleans(), "came_from": st.sampled_from([None, "filed", "checking"])}
    ),
)
def test_step_is_deterministic_and_stays_in_declared_states(
    names: list[str], facts: Mapping[str, object]
) -> None:
    state, last = start(SHOP, facts).state, dict[str, str]()
    for name in names:
        transition = SHOP.transitions[name]
        answers = [take(SHOP, name, state, facts, last) for _ in range(2)]
        assert answers[0] == answers[1]
        answer = answers[0]
        if not isinstance(answer, Step):
            assert answer
            continue
        assert state in transition.sources
        assert answer.state in LEAVES
        assert answer.stays == (answer.state == state)
        assert not SHOP.states[state].final
        inside = set(SHOP.chain(state)) - {one.id for one in answer.leaves} | {
            one.id for one in answer.enters
        }
        assert inside == set(SHOP.chain(answer.state))
        last |= {one.id: state for one in answer.leaves if one.group}
        state = answer.state
