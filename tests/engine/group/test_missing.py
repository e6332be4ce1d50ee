"""What a command misses: it is named in one go, looked for only when it may be there, and cannot be swallowed."""

from engine.ports.store import Ask, Reader
from engine.values.need import FindNeed
from engine.values.record import (
    Decision,
)
from tests.engine.group.test_group import Rows, a_run, run


def test_a_command_names_all_that_it_misses_in_one_go() -> None:
    rows = Rows()
    rows.serials["job.number"] = 7
    rounds: list[int] = []

    def asks_much(asked: Ask, read: Reader) -> Decision:
        rounds.append(len(rows.asked))
        known = (read.record("job", "j1"), read.find("job", {"note": "x"}), read.serial("job.number"))
        return Decision({"known": known[2]}, serials={"job.number": known[2] + 1})

    one = a_run(asks_much)
    found = run(rows, one)
    assert rounds == [0, 3]
    assert isinstance(one.outcome, Decision)
    assert one.outcome.answer == {"known": 7}
    assert found.picture.pending.serials == {"job.number": (7, 8)}


def test_what_a_rehearsal_comes_to_counts_for_nothing() -> None:
    rows = Rows()
    rows.add("job", "j1", title="here")

    def hasty(asked: Ask, read: Reader) -> Decision:
        record = read.record("job", "j1")
        if record is None:
            message = "a bug that only a rehearsal meets"
            raise LookupError(message)
        return Decision({"title": str(record.values["title"])})

    one = a_run(hasty)
    run(rows, one)
    assert one.outcome == Decision({"title": "here"})


def test_a_rehearsal_looks_for_nothing_that_is_only_absent_because_it_is_missing() -> None:
    rows = Rows()
    rows.add("job", "j1", owner="p1")

    def of_the_owner(asked: Ask, read: Reader) -> Decision:
        record = read.record("job", "j1")
        owner = record.values["owner"] if record else None
        return Decision({"found": len(read.find("job", {"owner": owner}))})

    one = a_run(of_the_owner)
    run(rows, one)
    assert one.outcome == Decision({"found": 1})
    assert [need for need in rows.asked if isinstance(need, FindNeed)] == [
        FindNeed("job", (("owner", "p1"),))
    ]


def test_no_command_can_swallow_what_is_missing() -> None:
    def careless(asked: Ask, read: Reader) -> Decision:
        try:
            read.record("job", "j1")
        except Exception:  # noqa: BLE001 - that is the point
            return Decision({"swallowed": True})
        return Decision({"swallowed": False})

    one = a_run(careless)
    run(Rows(), one)
    assert one.outcome == Decision({"swallowed": False})
