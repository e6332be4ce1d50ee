"""Which release rules a record in flight (A49)."""

from dataclasses import replace

from engine.access.duty import Actor, Holding
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.values.record import Decision
from tests.engine.commands.joinery import joinery
from tests.engine.commands.workshop import JOINER, NOW, Bench, codes


def without_state(release: Release, state: str) -> Release:
    """The same release whose workflow has lost a state (its other parts are not looked at here)."""
    workflow = release.workflows["job"]
    states = {name: one for name, one in workflow.states.items() if name != state}
    by_state = {name: one for name, one in workflow.by_state.items() if name != state}
    changed = replace(workflow, states=states, by_state=by_state)
    return replace(release, id="f" * 64, workflows={**release.workflows, "job": changed})


def moved(release: Release, duty: str, role: str) -> Release:
    """The same release with a duty in other hands."""
    book = release.access
    given = replace(book.duties[duty], held_by=frozenset({role}))
    duties = {**book.duties, duty: given}

    def changed(of: dict[str, tuple[object, ...]]) -> dict[str, tuple[object, ...]]:
        return {
            entity: tuple(given if one == book.duties[duty] else one for one in held)
            for entity, held in of.items()
        }

    access = replace(
        book, duties=duties, reaching=changed(dict(book.reaching)), creating=changed(dict(book.creating))
    )
    return replace(release, id="e" * 64, access=access)


def test_a49_a_moved_duty_works_at_once_for_records_in_flight() -> None:
    bench = Bench()
    job = bench.job()
    bench.release = moved(joinery(), "job.do", "boss")
    assert codes(bench.try_fire(job, "wait")) == ["records.missing"]
    assert isinstance(bench.try_fire(job, "wait", None, Actor("p3", (Holding("boss", "c1"),))), Decision)


def test_a49_a_record_in_a_state_that_is_gone_goes_on_under_its_own_release() -> None:
    bench = Bench()
    job = bench.job()
    bench.fire(job, "wait")
    old, new = joinery(), without_state(joinery(), "waiting")
    record = bench.rows.records["job", job]
    scene = Scene(new, JOINER, NOW, releases={old.id: old, new.id: new})
    assert scene.release_of(record) is old
    assert scene.release_of(replace(record, values={**record.values, "state": "asked"})) is new
