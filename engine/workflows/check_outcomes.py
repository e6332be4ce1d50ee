"""States that name an approval: each way in which it may end must have its transition, and nothing may wait in vain."""

from collections.abc import Mapping

from engine.diagnostics.pointer import pointer
from engine.effects.event import EventKind
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.workflows import problems
from engine.workflows.workflow import State, Transition


def check_outcomes(
    states: Mapping[str, State],
    transitions: Mapping[str, Transition],
    around: Surroundings,
    findings: Findings,
) -> None:
    """Report outcomes without a transition, and transitions that wait for one where nothing is asked for."""
    for state in states.values():
        asked = around.approvals.get(state.approval or "")
        heard = {name for one in transitions.values() if state.id in one.sources for name in _heard(one)}
        for outcome in sorted(asked.outcomes) if asked is not None else ():
            if f"{state.approval}.{outcome}" not in heard:
                at = pointer("states", state.id, "approval")
                findings.report(problems.NO_OUTCOME, at, name=state.approval, outcome=outcome, state=state.id)
    for transition in transitions.values():
        named = {name.partition(".")[0] for name in _heard(transition)}
        asked_here = {states[source].approval for source in transition.sources}
        for approval in sorted(named - {one for one in asked_here if one}):
            at = pointer("transitions", transition.id, "when")
            findings.report(problems.NEVER_HEARD, at, name=approval)


def _heard(transition: Transition) -> set[str]:
    return {event.name for event in transition.when if event.kind is EventKind.APPROVAL}
