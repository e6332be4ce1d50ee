"""Lists: what is selected for an actor, and what a filter or a sort may look at."""

from engine.conditions.compile import test as compiled_test
from engine.conditions.tree import Constant
from engine.facts.scene import Scene
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records, show_rows
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal
from tests.engine.commands.joinery import joinery
from tests.engine.commands.workshop import BOSS, CASHIER, JOINER, NOW, codes


def scene(actor: object) -> Scene:
    return Scene(joinery(), actor, NOW)  # type: ignore[arg-type]


def selection(actor: object, ask: ListAsk) -> Selection:
    found = select_records(scene(actor), ask)
    assert isinstance(found, Selection), codes(found)
    return found


def refusal(actor: object, ask: ListAsk) -> Refusal:
    found = select_records(scene(actor), ask)
    assert isinstance(found, Refusal)
    return found


def test_only_rows_that_a_duty_reaches() -> None:
    holds = compiled_test(selection(JOINER, ListAsk("job")).where)
    assert holds({"centre": "c1"})
    assert not holds({"centre": "c2"})
    own = compiled_test(selection(BOSS, ListAsk("job")).where)
    assert own({"owner": "p3", "centre": "c2"})
    assert not own({"owner": "p1", "centre": "c1"})


def test_an_entity_of_which_nothing_may_be_seen_is_one_that_does_not_exist() -> None:
    assert refusal(BOSS, ListAsk("payment")) == refusal(BOSS, ListAsk("payment"))
    hidden, unknown = refusal(BOSS, ListAsk("payment")), refusal(BOSS, ListAsk("spaceship"))
    assert hidden.kind is unknown.kind is Kind.MISSING
    assert codes(hidden) == codes(unknown)


def test_a_filter_or_sort_on_a_hidden_field_answers_as_for_one_that_is_not_there() -> None:
    for name in ("note", "spaceship"):
        by_filter = refusal(CASHIER, ListAsk("job", {"field": name, "op": "eq", "value": "x"}))
        by_sort = refusal(CASHIER, ListAsk("job", sort=(f"-{name}",)))
        assert by_filter.kind is by_sort.kind is Kind.INVALID
    hidden = refusal(CASHIER, ListAsk("job", sort=("note",)))
    unknown = refusal(CASHIER, ListAsk("job", sort=("nota",)))
    assert [reason.text["en"].replace("note", "nota") for reason in hidden.reasons] == [
        r.text["en"] for r in unknown.reasons
    ]


def test_a_filter_is_narrowed_to_rows_on_which_its_fields_may_be_read() -> None:
    where = selection(BOSS, ListAsk("job", {"not": {"field": "wood", "op": "eq", "value": "oak"}})).where
    assert where != Constant(holds=True)
    assert not compiled_test(where)({"owner": "p1", "wood": "ash"})


def test_a_filter_may_not_count_other_records() -> None:
    some = {"some": "payment.job", "where": {"field": "amount", "op": "gt", "value": 1}}
    assert codes(refusal(JOINER, ListAsk("job", some))) == ["filters.no_sets"]


def test_faults_of_a_filter_are_told_at_their_place() -> None:
    found = refusal(JOINER, ListAsk("job", {"all": [{"field": "wood", "op": "near", "value": "x"}]}))
    assert all(reason.pointer.startswith("/filter/all/0") for reason in found.reasons)


def test_at_most_three_sort_keys_and_two_hundred_rows() -> None:
    assert codes(refusal(JOINER, ListAsk("job", sort=("wood", "price", "note", "discount")))) == [
        "filters.too_many_sorts"
    ]
    assert selection(JOINER, ListAsk("job", limit=5_000)).limit == 200


def test_a_row_shows_what_may_be_read_on_that_row() -> None:
    values = {
        "wood": "oak",
        "note": "secret",
        "price": None,
        "centre": "c1",
        "owner": "p1",
        "total": 5,
        "paid": 0,
    }
    (row,) = show_rows(scene(CASHIER), ListAsk("job"), [Record("job", "j1", 3, values)])
    assert isinstance(row, dict)
    shown = row["values"]
    assert isinstance(shown, dict)
    assert (shown["wood"], row["version"]) == ("oak", 3)
    assert not {"note", "price"} & shown.keys()
