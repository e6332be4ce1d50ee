"""What a record leaves and finds when a publish puts it into another state: its pool, its approval, its groups, its tasks.

It is the same that a transition brings along, but for effects, rules and events: nobody has done anything.
"""

from collections.abc import Iterator

from engine.commands.asking import approval_of, ask, end_rounds
from engine.commands.effects import Verbs
from engine.commands.pooling import change_pool
from engine.commands.tasks import drop_tasks
from engine.commands.tracks import first_of_tracks
from engine.commands.work import Key, Work
from engine.facts.rounds import open_rounds
from engine.packs.release import Release
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Refusal
from engine.workflows.workflow import Workflow

PUBLISH = "publish"


def arrive(work: Work, record: Record, leaf: str, former: Release | None) -> None:
    """Inside the open step: put the record into a state of the live release. ``former``: the one it comes from.

    Rounds of approvals that the new state does not name end; its stay in a pool ends or begins; in a final state nothing
    is left to be done.
    """
    live = work.scene.release.workflows[record.entity].of(record.values)
    was, now = _around(former, record, record.state), live.chain(leaf)
    for approval in _named(former, record, was) - _named(work.scene.release, record, now):
        end_rounds(work, record, approval)
    pools = _pool(former, record), live.pool(leaf)
    moments = _moments(work, record, leaf, [one for one in now if one not in was])
    moved = work.write(record, {**moments, **first_of_tracks(work, record, live, leaf)})
    change_pool(work, moved, *pools, record.values.get("owner"), PUBLISH)
    if live.states[leaf].final:
        drop_tasks(work, moved)


def ask_again(work: Work, key: Key, verbs: Verbs) -> list[Key] | Refusal:
    """Ask for the approval of the state the record is in now, unless it is asked for already. Gives what this touched."""
    record = work.record(*key)
    live = work.scene.release.workflow_of(record) if record else None
    touched: list[Key] = []
    states = live.chain(str(record.state)) if record and live else ()
    for name in sorted(_named(work.scene.release, record, states)) if record else ():
        approval = approval_of(work, record, name) if record else None
        asked = any(one.approval == name for one in open_rounds(work, key[1]))
        if record is None or approval is None or asked:
            continue
        work.open(f"approval:{name}.asked", {"by": PUBLISH})
        work.note(record)
        refusal = ask(work, record, approval, verbs)
        touched += work.close()
        if refusal is not None:
            return refusal
    return touched


def _moments(work: Work, record: Record, leaf: str, entered: list[str]) -> dict[str, Value]:
    """The new state, and since when the record is in it and in the groups around it that it was not in before."""
    now, common = work.scene.now, work.scene.release.entities[record.entity].common
    groups: dict[str, Value] = {f"entered_{one}": now for one in entered if f"entered_{one}" in common}
    return {"state": leaf, **({"entered_at": now} if leaf != record.state else {}), **groups}


def _workflow(release: Release | None, record: Record, state: str | None) -> Workflow | None:
    found = release.workflow_of(record) if release else None
    return found if found is not None and state in found.states else None


def _around(release: Release | None, record: Record, state: str | None) -> tuple[str, ...]:
    """The state and its groups, as the release knew them that the record comes from."""
    workflow = _workflow(release, record, state)
    return workflow.chain(state) if workflow is not None and state is not None else ()


def _pool(release: Release | None, record: Record) -> str | None:
    workflow = _workflow(release, record, record.state)
    return workflow.pool(record.state) if workflow is not None else None


def _named(release: Release | None, record: Record, states: tuple[str, ...]) -> set[str]:
    """The approvals that states name."""
    workflow = release.workflow_of(record) if release else None
    return {*_approvals(workflow, states)} if workflow is not None else set()


def _approvals(workflow: Workflow, states: tuple[str, ...]) -> Iterator[str]:
    for name in states:
        approval = workflow.states[name].approval if name in workflow.states else None
        if approval is not None:
            yield approval
