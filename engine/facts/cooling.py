"""Whether a former owner must still wait: one judgement, asked by the button bar and by the command alike."""

from engine.diagnostics.refuse import reason
from engine.facts.gather import Facts
from engine.pools.claim import waits_until
from engine.pools.pool import STAY
from engine.pools.problems import WAITS
from engine.values.duration import Duration
from engine.values.record import Record
from engine.values.refusal import Reason
from engine.workflows.workflow import Transition, Workflow


def cooling(workflow: Workflow, transition: Transition, record: Record, facts: Facts) -> Reason | None:
    """Why the actor, as the last owner, may not claim the record yet; None: this is no claim, or they may.

    The wait is the one of this moment: when the rule changes, it counts at once.
    """
    scene = facts.scene
    claimed = scene.release.pools.claims.get(transition.ref)
    if not claimed or scene.actor.everything:
        return None
    here = workflow.pool(record.state)
    pool = next((one for one in claimed if one.id == here), None)
    if pool is None or pool.waits is None:
        return None
    stay = facts.view.record(STAY, stay_id(record))
    wait = pool.waits.value(facts(pool.waits.needs))
    span = wait if isinstance(wait, Duration) else None
    if stay is None:
        return None
    until = waits_until(stay.values, scene.actor.person, span, scene.now, facts.zone)
    if until is None:
        return None
    told = until.astimezone(facts.zone).strftime("%Y-%m-%d %H:%M")
    said = reason(WAITS, {"until": told})
    return Reason(said.code, said.text, "", said.fix, {"until": until.isoformat()})


def stay_id(record: Record) -> str:
    """The id of the row that keeps a record's last stay in a pool."""
    return f"{record.entity}/{record.id}"
