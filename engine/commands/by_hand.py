"""What a person enters for a step is accepted by its form, and the step is taken with it."""

from engine.access.duty import Right
from engine.access.permit import permit
from engine.commands.entering import enter
from engine.commands.lines import write_lines
from engine.commands.moves import move
from engine.commands.run import VERBS
from engine.commands.work import Key, Work
from engine.facts.gather import Facts, about
from engine.facts.hidden import hidden_from
from engine.forms.accept import Accepted
from engine.values.plain import Json
from engine.values.record import Record
from engine.values.refusal import Refusal
from engine.workflows.workflow import Transition


def take_by_hand(
    work: Work, record: Record, facts: Facts, transition: Transition, raw: Json
) -> list[Key] | Refusal:
    """Take the transition with what its form was filled with, as a step of its own; gives what that touched.

    Whether the actor may is judged before; ``facts`` are about the record. What follows from it (``finish``) is the caller's.
    """
    duty, scene = transition.duty, work.scene
    if duty is not None:
        work.post = lambda: permit(scene.release.access, scene.actor, duty, scene.today(), facts)
    entered = _entered(work, record, transition, raw)
    if isinstance(entered, Refusal):
        return entered
    work.open(f"transition:{transition.ref}")
    # Rows come first: guard and target are judged on the record with everything that was sent (A5).
    refusal = write_lines(work, record, entered.lines, VERBS)
    refusal = refusal or move(
        work,
        record,
        transition,
        entered.values,
        {**entered.values, **entered.inputs},
        VERBS,
        hidden_from(scene, work, record, facts),
    )
    touched = work.close()
    return refusal or touched


def _entered(work: Work, record: Record, transition: Transition, raw: Json) -> Accepted | Refusal:
    """What the transition's form brought; a transition's form may write what it shows."""
    release = work.scene.release_of(record)
    if transition.form is None:
        return Accepted()
    return enter(work, release.forms[transition.form], about(record), lambda _name: Right.WRITE, raw, release)
