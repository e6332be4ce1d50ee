"""Which records a duty reaches: the answer about one record and the condition for lists are held equal."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from engine.access.duty import Actor, Duty, Holding, Right, Role, Rulebook, Scope
from engine.access.permit import granting, may_reveal, permit, rights, visible, why_not
from engine.access.reach import active, holding_for, scope_condition
from engine.conditions.compile import test as compiled_test
from engine.conditions.compiled import guard
from engine.conditions.needs import Needs
from engine.conditions.tree import Constant, Leaf, Literal, Path
from engine.conditions.types import TEXT

TODAY = date(2026, 3, 2)
LABEL = {"en": "Duty", "zh-CN": "职责"}


def duty(
    name: str, scope: object = Scope.CENTRE, roles: tuple[str, ...] = ("clerk",), **more: object
) -> Duty:
    return Duty(name, LABEL, frozenset(roles), scope, reaches=frozenset({"order"}), **more)  # type: ignore[arg-type]


def book(*duties: Duty) -> Rulebook:
    roles = {name: Role(name, {"en": name.title(), "zh-CN": name}) for name in ("clerk", "boss")}
    return Rulebook(roles, {one.id: one for one in duties}, {"order": duties}, {"order": duties})


def facts(**values: object) -> object:
    known = {"owner": None, "centre": None, "owner.team": None, **values}

    def gather(_needs: Needs) -> Mapping[str, object]:
        return {name.replace("__", "."): value for name, value in known.items()}

    return gather


CLERK = Actor("p1", (Holding("clerk", "c1", "red"),))


def test_a32_own_reaches_what_one_owns() -> None:
    assert holding_for(duty("d", Scope.OWN), CLERK, TODAY, facts(owner="p1"))  # type: ignore[arg-type]
    assert not holding_for(duty("d", Scope.OWN), CLERK, TODAY, facts(owner="p2"))  # type: ignore[arg-type]


def test_a32_holdings_are_never_mixed() -> None:
    """A boss of one centre who is a clerk in another is no boss over there."""
    both = Actor("p1", (Holding("boss", "c1"), Holding("clerk", "c2")))
    of_boss = duty("d", Scope.CENTRE, ("boss",))
    assert holding_for(of_boss, both, TODAY, facts(centre="c1"))  # type: ignore[arg-type]
    assert not holding_for(of_boss, both, TODAY, facts(centre="c2"))  # type: ignore[arg-type]


def test_a32_a_holding_counts_only_on_its_days() -> None:
    past = Holding("clerk", "c1", active_until=date(2026, 3, 1))
    future = Holding("clerk", "c1", active_from=date(2026, 3, 3))
    now = Holding("clerk", "c1", active_from=TODAY, active_until=TODAY)
    assert active(Actor("p1", (past, future, now)), TODAY) == (now,)


def test_a33_no_owner_and_no_centre_reach_nobody_but_the_company() -> None:
    for scope, reached in (
        (Scope.OWN, False),
        (Scope.TEAM, False),
        (Scope.CENTRE, False),
        (Scope.COMPANY, True),
    ):
        assert bool(holding_for(duty("d", scope), CLERK, TODAY, facts())) is reached, scope  # type: ignore[arg-type]
    nobody = Actor(None, (Holding("clerk", "c1"),))
    assert not holding_for(duty("d", Scope.OWN), nobody, TODAY, facts())  # type: ignore[arg-type]


def test_a31_the_post_one_acts_as_is_the_only_one_that_counts() -> None:
    acting = Actor("p1", (Holding("clerk", "c1"), Holding("boss", "c1")), acting_as=Holding("boss", "c1"))
    assert permit(book(duty("d")), acting, "d", TODAY, facts(centre="c1")) is None  # type: ignore[arg-type]


def test_a34_the_highest_right_wins_and_nothing_subtracts() -> None:
    found = book(
        duty("a", fields={"order": {"phone": Right.MASKED, "name": Right.WRITE}}),
        duty("b", fields={"order": {"phone": Right.READ, "name": Right.READ}}),
    )
    got = rights(found, CLERK, "order", TODAY, facts(centre="c1"))  # type: ignore[arg-type]
    assert got == {"phone": Right.READ, "name": Right.WRITE}


def test_a_duty_that_does_not_reach_the_record_grants_nothing_on_it() -> None:
    found = book(duty("a", Scope.OWN, fields={"order": {"phone": Right.READ}}))
    assert rights(found, CLERK, "order", TODAY, facts(owner="p2", centre="c1")) == {}  # type: ignore[arg-type]
    assert not visible(found, CLERK, "order", TODAY, facts(owner="p2", centre="c1"))  # type: ignore[arg-type]


def test_e5_writing_counts_only_for_the_duties_a_state_left() -> None:
    found = book(duty("a", fields={"order": {"name": Right.WRITE}}))
    gather = facts(centre="c1")
    assert rights(found, CLERK, "order", TODAY, gather, only=()) == {"name": Right.READ}  # type: ignore[arg-type]
    assert rights(found, CLERK, "order", TODAY, gather, only=("a",)) == {"name": Right.WRITE}  # type: ignore[arg-type]


def test_the_reason_names_the_duty_and_who_holds_it() -> None:
    found = book(duty("d", roles=("boss",)))
    reason = why_not(found, CLERK, "d", TODAY)
    assert reason.code == "access.no_duty"
    assert reason.fix["en"].startswith("Ask one of them")
    assert "Boss" in reason.text["en"]
    assert why_not(book(duty("d")), CLERK, "d", TODAY).code == "access.not_reached"


def test_revealing_needs_a_duty_that_says_so() -> None:
    found = book(duty("d", reveal={"order": frozenset({"phone"})}))
    assert may_reveal(found, CLERK, "order", "phone", TODAY, facts(centre="c1"))  # type: ignore[arg-type]
    assert not may_reveal(found, CLERK, "order", "name", TODAY, facts(centre="c1"))  # type: ignore[arg-type]


def test_a_filter_needs_a_duty_that_reads_the_field_whole() -> None:
    found = book(
        duty("a", fields={"order": {"phone": Right.MASKED}}),
        duty("b", fields={"order": {"phone": Right.READ}}),
    )
    assert [one.id for one in granting(found, "order", "phone", common=False)] == ["b"]
    assert [one.id for one in granting(found, "order", "state", common=True)] == ["a", "b"]


names = st.sampled_from([None, "p1", "p2"])
centres = st.sampled_from([None, "c1", "c2"])
teams = st.sampled_from([None, "red", "blue"])
holdings = st.builds(Holding, st.sampled_from(["clerk", "boss"]), centres, teams)
by_condition = guard(Leaf(Path("colour", TEXT), "eq", Literal("green", TEXT)))
duties = st.builds(
    duty,
    st.sampled_from(["a", "b"]),
    st.sampled_from([*Scope, by_condition]),
    st.sampled_from([("clerk",), ("boss",), ("clerk", "boss")]),
)


@given(
    st.lists(duties, max_size=3),
    names,
    st.lists(holdings, max_size=3),
    names,
    centres,
    teams,
    st.sampled_from(["green", "red"]),
)
def test_the_condition_for_lists_says_what_the_answer_about_one_record_says(
    held: list[Duty],
    person: str | None,
    posts: list[Holding],
    owner: str | None,
    centre: str | None,
    team: str | None,
    colour: str,
) -> None:
    actor = Actor(person, tuple(posts))
    known = {"owner": owner, "centre": centre, "owner.team": team, "colour": colour}
    one_by_one = any(holding_for(one, actor, TODAY, lambda _needs: known) for one in held)
    assert compiled_test(scope_condition(held, actor, TODAY))(known) is one_by_one


def test_behind_a_link_the_condition_speaks_of_the_record_over_there() -> None:
    tree = scope_condition([duty("d")], CLERK, TODAY, prefix="customer.")
    assert compiled_test(tree)({"customer.centre": "c1"})
    assert not compiled_test(tree)({"centre": "c1"})
    assert scope_condition([duty("d", by_condition)], CLERK, TODAY, prefix="customer.") == Constant(
        holds=False
    )
