"""Groups with plain dictionaries: no store, no database."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest

from engine.conditions.tree import SetQuery
from engine.conditions.types import Kind, Type
from engine.group.group import IN_VAIN, Group, Run
from engine.group.picture import GroupNeed, Picture, RepeatNeed
from engine.group.reads import SetReads, set_reads
from engine.packs.release import Release
from engine.ports.store import Ask, Reader
from engine.values.need import AggregateNeed, FindNeed, Found, LoadNeed, Need, SerialNeed
from engine.values.record import (
    Change,
    Decision,
    HistoryEntry,
    New,
    Record,
    Removal,
    TimerCancel,
    TimerStart,
)
from engine.values.refusal import Refusal
from tests.builders.commands import RELEASE, broken, figured, grow, make, making, move, moving, refused, seed
from tests.builders.release import NOW, workshop


class Rows:
    """Stored rows as a dictionary; answers needs as a store would."""

    def __init__(self, release: Release = RELEASE) -> None:
        self.release = release
        self.records: dict[tuple[str, str], Record] = {}
        self.serials: dict[str, int] = {}
        self.asked: list[GroupNeed] = []

    def add(self, entity: str, id: str, **values: object) -> None:
        self.records[(entity, id)] = Record(entity, id, 1, values)  # type: ignore[arg-type]

    def supply(self, picture: Picture, needs: Sequence[GroupNeed]) -> None:
        for need in needs:
            self.asked.append(need)
            match need:
                case LoadNeed():
                    picture.take_record(need.entity, need.id, self.records.get((need.entity, need.id)))
                case FindNeed():
                    fitting = (row for row in self.of(need.entity) if self.fits(row, need))
                    picture.take_found(need, tuple(fitting)[: need.limit])
                case AggregateNeed():
                    query = self.release.sets[need.query]
                    rows = [row for row in self.of(query.entity) if row.values.get(query.link) == need.key]
                    values = [row.values.get(query.field) for row in rows] if query.field else []
                    picture.take_figure(need, Found(max(values, default=None) if query.field else len(rows)))  # type: ignore[type-var]
                case SerialNeed():
                    picture.take_serial(need.counter, self.serials.get(need.counter, 0))
                case RepeatNeed():
                    picture.repeats.setdefault((need.principal, need.key), None)

    def of(self, entity: str) -> list[Record]:
        return [row for (kind, _), row in self.records.items() if kind == entity]

    def fits(self, row: Record, need: FindNeed) -> bool:
        return all(row.values.get(name) == value for name, value in need.match)


def run(rows: Rows, *runs: Run) -> Group:
    picture = Picture(
        {id: set_reads(query, rows.release.entities) for id, query in rows.release.sets.items()}
    )
    group = Group(picture, runs)
    needs = group.sure()
    while True:
        rows.supply(picture, needs)
        needs = group.round()
        if not needs:
            return group


def a_run(command: object, asked: Ask | None = None, **more: object) -> Run:
    asked = asked or Ask(NOW, seed())
    return Run(command, asked, asked.now, asked.sure, **more)  # type: ignore[arg-type]


def knowing(command: object, *sure: Need) -> Run:
    """A run that has at once what it needs."""
    return a_run(command, Ask(NOW, seed(), sure))


def test_each_command_sees_what_the_one_before_decided_and_one_update_is_written() -> None:
    rows = Rows()
    rows.add("job", "j1", hours=0)
    group = run(rows, *(a_run(grow, moving("j1")) for _ in range(3)))
    assert rows.asked == [LoadNeed("job", "j1")]
    (update,) = group.picture.pending.updates()
    assert (update.was, update.record.version, update.record.values["hours"], update.columns) == (
        1,
        4,
        3,
        {"hours"},
    )
    assert [entry.version for entry in group.picture.pending.history] == [2, 3, 4]


def test_a_group_that_misses_one_thing_does_not_run_whole_before_it_is_there() -> None:
    rows, tried = Rows(), list[int]()
    rows.add("job", "j1", hours=0)

    def grown(asked: Ask, read: Reader) -> Decision | Refusal:
        tried.append(1)
        read.record("job", "j1")
        return grow(moving("j1"), read) if read.record("job", "j1") else refused(asked, read)

    group = run(rows, *(a_run(grown) for _ in range(40)))
    assert len(tried) == 40 + 1 + IN_VAIN
    (update,) = group.picture.pending.updates()
    assert update.record.values["hours"] == 40


def test_refusals_and_bugs_leave_nothing_behind() -> None:
    rows = Rows()
    rows.add("job", "j1", hours=0)
    runs = [a_run(refused), a_run(broken), a_run(grow, moving("j1"))]
    group = run(rows, *runs)
    assert isinstance(runs[0].outcome, Refusal)
    assert isinstance(runs[1].outcome, ZeroDivisionError)
    assert len(group.picture.pending.history) == 1


DEAREST = SetQuery(
    "dearest", "part", "parent", "", "max", "price", None, (), Type(Kind.MONEY, currency="CNY")
)
WITH_DEAREST = workshop().with_set(DEAREST).build()


def count_notes(asked: Ask, read: Reader) -> Decision:
    return Decision({"notes": figured(WITH_DEAREST, read, "notes_of_job", "job", "j1")})  # type: ignore[dict-item]


def dearest_part(asked: Ask, read: Reader) -> Decision:
    return Decision({"price": figured(WITH_DEAREST, read, "dearest", "job", "j1")})  # type: ignore[dict-item]


def add_note(job: str) -> Run:
    return a_run(make, making("note", job=job))


def test_what_is_only_foretold_is_never_written() -> None:
    def foretell(asked: Ask, read: Reader) -> Decision:
        return replace(make(making(), read), foretold=True)

    asked = a_run(foretell)
    group = run(Rows(), asked)
    assert isinstance(asked.outcome, ValueError)
    assert len(group.picture.pending.history) == 0


def test_a_figure_counts_what_a_neighbour_added_and_not_what_it_took_away() -> None:
    rows = Rows()
    rows.add("note", "n1", job="j1")
    rows.add("note", "n2", job="j1")
    counting = [knowing(count_notes, AggregateNeed("notes_of_job", "j1")) for _ in range(3)]
    adding, leaving = add_note("j1"), knowing(move_away, LoadNeed("note", "n1"))
    group = run(rows, counting[0], adding, counting[1], leaving, counting[2])
    assert group.later == []
    assert [one.outcome for one in counting] == [Decision({"notes": n}) for n in (2, 3, 2)]


def test_a_largest_value_takes_in_what_came_and_waits_when_a_row_went() -> None:
    rows = Rows(WITH_DEAREST)
    rows.add("part", "p1", parent="j1", price=5)

    def take_away(asked: Ask, read: Reader) -> Decision:
        read.record("part", "p1")
        return Decision({}, removals=(Removal("part", "p1", 1),))

    parts, part = AggregateNeed("dearest", "j1"), LoadNeed("part", "p1")
    after_more, after_less = knowing(dearest_part, parts), knowing(dearest_part, parts)
    more = a_run(make, making("part", parent="j1", price=7))
    group = run(rows, more, after_more, knowing(take_away, part), after_less)
    assert after_more.outcome == Decision({"price": 7})
    assert group.later == [after_less]
    assert after_less.outcome is None


def test_what_is_loaded_late_is_the_store_s_and_neighbours_come_on_top() -> None:
    """The figure is asked for before a neighbour changes it and loaded after."""
    rows = Rows()
    counting, adding = a_run(count_notes), add_note("j1")
    picture = Picture({id: set_reads(query, RELEASE.entities) for id, query in RELEASE.sets.items()})
    group = Group(picture, [counting, adding])
    missing = group.round()
    assert isinstance(adding.outcome, Decision)
    rows.supply(picture, missing)
    assert picture.knows(missing[0])
    assert group.round() == []
    assert counting.outcome == Decision({"notes": 1})


def test_a_figure_of_another_record_stays_as_it_is() -> None:
    counting = a_run(count_notes)
    group = run(Rows(), add_note("j2"), counting)
    assert group.later == []
    assert counting.outcome == Decision({"notes": 0})


def move_away(asked: Ask, read: Reader) -> Decision:
    read.record("note", "n1")
    return Decision({}, changes=(Change("note", "n1", 1, {"job": "j2"}),))


def test_a_figure_that_looks_through_a_link_waits_when_what_lies_there_moved() -> None:
    rows = Rows()
    rows.add("customer", "c1", city="here")
    picture = Picture({"notes_of_job": SetReads("note", "job", others=frozenset({"customer"}))})
    counting, moved = a_run(count_notes), a_run(move, moving("c1", "customer", city="there"))
    group = Group(picture, [moved, counting])
    needs = group.sure()
    while needs:
        rows.supply(picture, needs)
        needs = group.round()
    assert group.later == [counting]


def find_open(asked: Ask, read: Reader) -> Decision:
    return Decision({"found": [row.id for row in read.find("job", {"state": "open"})]})


@pytest.mark.parametrize(("state", "found"), [("open", 1), ("done", 0)])
def test_a_search_finds_a_new_row_that_matches(state: str, found: int) -> None:
    finding = a_run(find_open)
    run(Rows(), a_run(make, making("job", state=state)), finding)
    assert isinstance(finding.outcome, Decision)
    assert len(cast("list[str]", finding.outcome.answer["found"])) == found


def test_a_search_gives_rows_as_neighbours_left_them_when_they_still_match() -> None:
    rows = Rows()
    rows.add("job", "j1", state="open", hours=0)

    def hours(asked: Ask, read: Reader) -> Decision:
        return Decision({"hours": [row.values["hours"] for row in read.find("job", {"state": "open"})]})  # type: ignore[misc]

    finding = a_run(hours)
    group = run(rows, a_run(grow, moving("j1")), finding)
    assert group.later == []
    assert finding.outcome == Decision({"hours": [1]})


def test_a_search_no_longer_finds_a_row_that_does_not_match_or_is_gone() -> None:
    def close(asked: Ask, read: Reader) -> Decision:
        read.record("job", "j1")
        return Decision({}, changes=(Change("job", "j1", 1, {"state": "done"}),))

    def remove(asked: Ask, read: Reader) -> Decision:
        read.record("job", "j1")
        return Decision({}, removals=(Removal("job", "j1", 1),))

    for command in (close, remove):
        rows = Rows()
        rows.add("job", "j1", state="open")
        rows.add("job", "j2", state="open")
        finding = a_run(find_open)
        run(rows, a_run(command), finding)
        assert finding.outcome == Decision({"found": ["j2"]})


def test_a_search_that_found_as_many_as_it_may_waits_when_one_of_them_left() -> None:
    """There may be another in the store that was not loaded."""
    rows = Rows()
    rows.add("job", "j1", state="open")

    def first_open(asked: Ask, read: Reader) -> Decision:
        return Decision({"found": [row.id for row in read.find("job", {"state": "open"}, 1)]})

    need = FindNeed("job", (("state", "open"),), 1)
    before, after = knowing(first_open, need), knowing(first_open, need)
    group = run(rows, before, a_run(move, moving("j1", state="done")), after)
    assert before.outcome == Decision({"found": ["j1"]})
    assert group.later == [after]


def test_a_search_keeps_to_its_limit_and_its_order_when_rows_come() -> None:
    rows = Rows()
    rows.add("job", "j1", state="open")
    rows.add("job", "z9", state="open")

    def two(asked: Ask, read: Reader) -> Decision:
        return Decision({"found": [row.id for row in read.find("job", {"state": "open"}, 2)]})

    adding, finding = a_run(make, making("job", state="open")), a_run(two)
    run(rows, adding, finding)
    assert isinstance(adding.outcome, Decision)
    assert finding.outcome == Decision({"found": sorted(["j1", "z9", str(adding.outcome.answer["id"])])[:2]})


def test_a_row_made_in_the_group_may_be_changed_and_is_inserted_once() -> None:
    making_one = making("job", hours=0)
    first = a_run(make, making_one)
    group = run(Rows(), first)
    assert isinstance(first.outcome, Decision)
    id = str(first.outcome.answer["id"])
    group.waiting = [a_run(grow, moving(id))]
    assert group.round() == []
    (record,) = group.picture.pending.inserts()
    assert (record.version, record.values["hours"]) == (2, 1)
    assert group.picture.pending.updates() == []


def test_the_version_of_a_record_is_that_of_its_last_line_of_history() -> None:
    def create_and_rule(asked: Ask, read: Reader) -> Decision:
        lines = tuple(HistoryEntry(f"h{v}", "job", "j1", v, NOW, None, "create", "r") for v in (1, 2, 3))
        return Decision({}, new=(New("job", "j1", {}),), history=lines)

    group = run(Rows(), a_run(create_and_rule))
    assert [record.version for record in group.picture.pending.inserts()] == [3]


def test_numbers_go_on_from_neighbour_to_neighbour() -> None:
    def number(asked: Ask, read: Reader) -> Decision:
        return Decision({"n": read.serial("job") + 1}, serials={"job": read.serial("job") + 1})

    rows = Rows()
    rows.serials["job"] = 41
    runs = [a_run(number) for _ in range(3)]
    group = run(rows, *runs)
    assert [one.outcome for one in runs] == [Decision({"n": n}, serials={"job": n}) for n in (42, 43, 44)]
    assert group.picture.pending.serials == {"job": (41, 44)}


def test_the_same_key_twice_in_one_group_is_one_change() -> None:
    runs = [a_run(make, making(), key="k", principal="p", body_hash="b") for _ in range(2)]
    other = a_run(make, making(), key="k", principal="p", body_hash="another")
    group = run(Rows(), *runs, other)
    assert isinstance(runs[0].outcome, Decision)
    assert runs[1].outcome == Decision(runs[0].outcome.answer)
    assert isinstance(other.outcome, Refusal)
    assert len(group.picture.pending.inserts()) == 1
    assert [one.key for one in group.picture.pending.answered] == ["k"]


def test_a_decision_on_a_version_that_is_not_the_one_shown_is_a_bug() -> None:
    rows = Rows()
    rows.add("job", "j1", hours=0)

    def old(asked: Ask, read: Reader) -> Decision:
        read.record("job", "j1")
        return Decision({}, new=(New("job", "j9", {}),), changes=(Change("job", "j1", 3, {"hours": 1}),))

    wrong = a_run(old)
    group = run(rows, wrong)
    assert isinstance(wrong.outcome, RuntimeError)
    assert (group.picture.pending.inserts(), group.picture.pending.updates()) == ([], [])


def test_rows_cannot_be_written_to() -> None:
    first = a_run(make, making("job", hours=0))
    group = run(Rows(), first)
    assert isinstance(first.outcome, Decision)
    record = group.picture.record("job", str(first.outcome.answer["id"]))
    assert record is not None
    with pytest.raises(TypeError):
        record.values["hours"] = 2  # type: ignore[index]


def test_timers_that_the_group_itself_started_are_settled_in_it() -> None:
    start = TimerStart("t1", "job", "j1", "recycle", NOW, NOW, "UTC")

    def begin(asked: Ask, read: Reader) -> Decision:
        return Decision({}, timers=(start,))

    def end(asked: Ask, read: Reader) -> Decision:
        return Decision({}, timers=(TimerCancel("job", "j1"),))

    pending = run(Rows(), a_run(begin), a_run(end)).picture.pending
    assert pending.timers == []
    assert len(pending.cancels) == 1
