"""Records come into a pool and leave it: nobody owns them there, and their stay is kept with who owned them before."""

from collections.abc import Mapping

from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.facts.cooling import stay_id
from engine.pools.pool import STAY
from engine.pools.problems import OWNED
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal


def settle_pool(work: Work, record: Record, before: Mapping[str, Value] | None, why: str) -> None:
    """Inside the open step: take the owner away from a record that came into a pool, and keep its stay.

    ``before``: the record's values before what happened (None: it was made just now). ``why``: what brought it there.
    """
    workflow = work.scene.release_of(record).workflow_of(record)
    if workflow is None or not work.scene.release.pools.pools:
        return
    was = workflow.pool(str(before.get("state"))) if before is not None else None
    former = before.get("owner") if before is not None else None
    change_pool(work, record, was, workflow.pool(record.state), former, why)


def change_pool(
    work: Work, record: Record, was: str | None, now: str | None, former: Value, why: str
) -> None:
    """Inside the open step: end the stay in one pool and begin that in another (None: in none). ``former``: whose it was."""
    if now == was:
        return
    if now is None:
        _leave(work, record)
        return
    work.write(record, {"owner": None})
    work.keep(
        STAY,
        stay_id(record),
        {
            "pool": now, "entity": record.entity, "record": record.id, "entered": work.scene.now, "left": None,
            "former_owner": former, "why": why,
        },
    )  # fmt: skip


def stay_again(work: Work, record: Record) -> None:
    """A record is put back into the pool that it has left by mistake: its stay goes on."""
    workflow = work.scene.release_of(record).workflows.get(record.entity)
    stay = work.record(STAY, stay_id(record)) if workflow and workflow.pool(record.state) else None
    if stay is not None:
        work.keep(STAY, stay.id, {**stay.values, "left": None})


def owned_in_pool(work: Work) -> Refusal | None:
    """The refusal when a record that this command touched lies in a pool and has an owner all the same."""
    book = work.scene.release.pools
    for record in (work.overlay[key] for key in work.bases) if book.pools else ():
        workflow = work.scene.release_of(record).workflow_of(record) if record else None
        if record is None or workflow is None or record.values.get("owner") is None:
            continue
        pool = book.pools.get(workflow.pool(record.state) or "")
        if pool is not None:
            return refused(Kind.CONFLICT, OWNED, {"pool": pool.label})
    return None


def _leave(work: Work, record: Record) -> None:
    stay = work.record(STAY, stay_id(record))
    if stay is not None:
        work.keep(STAY, stay.id, {**stay.values, "left": work.scene.now})
