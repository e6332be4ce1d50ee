"""Policies of an approval, proved on every way through its steps; a breach is told with facts that show it."""

from collections.abc import Callable, Iterable, Sequence

from engine.approvals import problems
from engine.approvals.approval import Mode, Step
from engine.approvals.model import PolicyFile
from engine.approvals.ways import Way, ways
from engine.conditions.tree import Path
from engine.diagnostics.pointer import pointer
from engine.effects.check_whom import possible
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.effects.whom import ByDuty, ByField


def check_policy(policy: PolicyFile, steps: Sequence[Step], around: Surroundings, findings: Findings) -> None:
    """Report every way on which a policy would not hold, and steps that ask nobody."""
    for step in steps:
        if not step.by:
            findings.report(problems.NO_DECIDER, pointer("steps", step.id, "by"))
    found = ways(steps)
    if found is None:
        findings.report(problems.UNDECIDED_POLICY, "/policy")
        found = (Way(tuple(steps), {}, {}),)
    for name, most in policy.most_steps_of.items():
        _most(name, most, found, around, findings)
    if policy.longest is not None:
        at, most = "/policy/longest", policy.longest
        way = next((way for way in found if len(way.asked) > most), None)
        if way is not None:
            findings.report(problems.TOO_LONG, at, most=most, **_told(way, way.asked))
    if policy.distinct_deciders:
        _distinct(found, findings)
    if policy.author_never:
        _author(found, findings)


def _most(name: str, most: int, found: Iterable[Way], around: Surroundings, findings: Findings) -> None:
    at = pointer("policy", "most_steps_of", name)
    if not findings.known(problems.UNKNOWN_POST, at, name, sorted({*around.roles, *around.duties})):
        return
    decides = _decides(name, around)
    for way in found:
        of = [step for step in way.asked if decides(step)]
        if len(of) > most:
            findings.report(problems.TOO_MANY_OF, at, name=name, most=most, **_told(way, of))
            return


def _decides(name: str, around: Surroundings) -> Callable[[Step], bool]:
    """Whether a role or a duty may decide in a step."""

    def duties(step: Step) -> set[str]:
        found = {one.duty for one in step.by if isinstance(one, ByDuty) and one.duty}
        for one in step.by:
            if isinstance(one, ByDuty) and one.chosen is not None:
                found |= possible(one.chosen.node)
        return found

    def decides(step: Step) -> bool:
        return any(duty == name or name in around.held_by.get(duty, frozenset()) for duty in duties(step))

    return decides


def _distinct(found: Iterable[Way], findings: Findings) -> None:
    """Two steps on one way that can only ask the same one person would wait for ever."""
    for way in found:
        asked: dict[str, list[Step]] = {}
        for step in way.asked:
            only = step.by[0] if len(step.by) == 1 else None
            if isinstance(only, ByField) and step.mode is not Mode.AT_LEAST and step.each is None:
                asked.setdefault(repr(only.person.node), []).append(step)
        same = next((steps for steps in asked.values() if len(steps) > 1), None)
        if same is not None:
            findings.report(problems.SAME_DECIDER, "/policy/distinct_deciders", **_told(way, same))
            return


def _author(found: Iterable[Way], findings: Findings) -> None:
    """A step that only the author could decide would never be decided."""
    for way in found:
        alone = [step for step in way.asked if step.by and all(map(_is_author, step.by))]
        if alone:
            findings.report(problems.ONLY_AUTHOR, "/policy/author_never", **_told(way, alone))
            return


def _is_author(one: object) -> bool:
    return (
        isinstance(one, ByField)
        and isinstance(one.person.node, Path)
        and one.person.node.path == "created_by"
    )


def _told(way: Way, steps: Sequence[Step]) -> dict[str, str | int]:
    return {"count": len(steps), "steps": ", ".join(step.id for step in steps), "when": way.told()}
