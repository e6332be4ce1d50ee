"""What may still become of a record where it stands."""

from engine.workflows.workflow import Workflow


def ahead(workflow: Workflow, state: str) -> frozenset[str]:
    """The ids of the transitions that a record in ``state`` may still take: from there, or from where others bring it."""
    found, seen, waiting = set[str](), set[str](), [state]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        for one in workflow.by_state.get(here, ()):
            found.add(one.id)
            waiting.extend(workflow.goes.get(one.id, frozenset()))
    return frozenset(found)
