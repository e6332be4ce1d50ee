"""What scenarios have looked at: states, transitions, conditions, rows, rules, limits, and how approvals went.

Conditions and tables of the release are replaced by ones that note each answer and answer alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.approvals.approval import Approval
from engine.conditions.compiled import Facts, Guard
from engine.conditions.decisions.decide import Table
from engine.conditions.decisions.policies import Outcome, Violation
from engine.packs.release import Release
from engine.rules.rule import Rule, RuleBook
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Refusal
from engine.workflows.workflow import Transition, Workflow

STATES, TRANSITIONS, GUARDS, ROWS, RULES = "states", "transitions", "conditions", "decision_rows", "rules"
LIMITS, APPROVALS = "limits", "approvals"
KINDS = (STATES, TRANSITIONS, GUARDS, ROWS, RULES, LIMITS, APPROVALS)
_TRANSITION = "transition:"
_APPROVAL = "approval:"
_LATE = "deadline:approval."


@dataclass(slots=True)
class Coverage:
    """Kind -> what there is, and which of it was seen. A condition counts twice: once true, once false."""

    there: dict[str, set[str]] = field(default_factory=lambda: {kind: set[str]() for kind in KINDS})
    seen: dict[str, set[str]] = field(default_factory=lambda: {kind: set[str]() for kind in KINDS})
    tracks: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])  # by entity

    def note(self, kind: str, name: str) -> None:
        """Something was seen."""
        self.seen[kind].add(name)

    def percent(self, kind: str) -> float:
        """How much of a kind was seen; 100 of nothing."""
        there = self.there[kind]
        return 100.0 if not there else round(100 * len(there & self.seen[kind]) / len(there), 1)

    def unseen(self, kind: str) -> list[str]:
        """What was not seen, by name."""
        return sorted(self.there[kind] - self.seen[kind])

    def decided(self, decision: Decision) -> None:
        """Note the states, transitions and rules of what a command decided."""
        for entry in decision.history:
            state = entry.after.get("state")
            if isinstance(state, str):
                self.note(STATES, f"{entry.entity}.{state}")
            for track in self.tracks.get(entry.entity, ()):
                self.note(STATES, f"{entry.entity}.{track}.{entry.after.get(track)}")
            if entry.command.startswith(_TRANSITION):
                self.note(TRANSITIONS, entry.command.removeprefix(_TRANSITION))
            elif entry.command.startswith(_APPROVAL):
                approval, _, said = entry.command.removeprefix(_APPROVAL).rpartition(".")
                self.note(APPROVALS, f"{approval}: {said}")
            elif entry.command.startswith(_LATE):
                self.note(APPROVALS, entry.command.removeprefix(_LATE).split(".")[0] + ": late")
            self._reached([entry.why, *_objects(entry.why.get("warnings"))])
        for run in decision.rule_runs:
            self.note(RULES, run.rule)

    def refused(self, refusal: Refusal) -> None:
        """Note the limits that a command was refused by."""
        self._reached(one.data for one in refusal.reasons)

    def _reached(self, told: Iterable[Mapping[str, Json]]) -> None:
        for one in told:
            if isinstance(one.get("limit"), str):
                self.note(LIMITS, str(one["limit"]))

    def as_json(self) -> dict[str, Json]:
        """Each kind with its count, percent and what is missing."""
        return {
            kind: {
                "seen": len(self.there[kind] & self.seen[kind]),
                "of": len(self.there[kind]),
                "percent": self.percent(kind),
                "missing": list[Json](self.unseen(kind)),
            }
            for kind in KINDS
        }


def watched(release: Release, coverage: Coverage) -> Release:
    """The same release, telling ``coverage`` what is asked of it; notes there what there is to be seen."""
    for workflow in release.workflows.values():
        coverage.tracks[workflow.entity] = tuple(workflow.tracks)
        for machine in (workflow, *workflow.tracks.values()):
            leaves = (machine.event(state.id) for state in machine.states.values() if not state.group)
            coverage.there[STATES].update(f"{workflow.entity}.{id}" for id in leaves)
        coverage.there[TRANSITIONS].update(one.ref for one in workflow.transitions.values())
    coverage.there[RULES].update(release.rules.rules)
    coverage.there[LIMITS].update(release.limits.limits)
    for approval in release.approvals.values():
        coverage.there[APPROVALS].update(f"{approval.id}: {one}" for one in _ways(approval))
    return replace(
        release,
        workflows={id: _workflow(one, coverage) for id, one in release.workflows.items()},
        rules=_rules(release.rules, coverage),
        decisions={id: _Watched(id, table, coverage) for id, table in release.decisions.items()},
    )


def _ways(approval: Approval) -> Iterator[str]:
    """How an approval may go: what deciders may say, and that one of its deadlines passes."""
    yield from ("approve", "reject")
    yield from {said for step in approval.steps for said in step.may}
    if any(step.deadlines for step in approval.steps):
        yield "late"


def _objects(raw: Json) -> Iterator[Mapping[str, Json]]:
    for one in raw if isinstance(raw, list | tuple) else ():
        if isinstance(one, Mapping):
            yield one


def _workflow(workflow: Workflow, coverage: Coverage) -> Workflow:
    made = {id: _transition(one, coverage) for id, one in workflow.transitions.items()}
    variants = {id: _workflow(one, coverage) for id, one in workflow.variants.items()}

    def same(found: Mapping[str, tuple[Transition, ...]]) -> dict[str, tuple[Transition, ...]]:
        return {key: tuple(made[one.id] for one in transitions) for key, transitions in found.items()}

    return replace(
        workflow,
        transitions=made,
        by_state=same(workflow.by_state),
        automatic=same(workflow.automatic),
        listeners=same(workflow.listeners),
        timed={
            state: tuple(
                replace(one, transition=made[one.transition.id]) if one.transition else one for one in timed
            )
            for state, timed in workflow.timed.items()
        },
        variants=variants,
        tracks={id: _workflow(one, coverage) for id, one in workflow.tracks.items()},
    )


def _transition(transition: Transition, coverage: Coverage) -> Transition:
    if transition.guard is None:
        return transition
    return replace(transition, guard=_guard(f"{transition.ref}", transition.guard, coverage))


def _rules(book: RuleBook, coverage: Coverage) -> RuleBook:
    made = {id: _rule(rule, coverage) for id, rule in book.rules.items()}

    def same(rules: Iterable[Rule]) -> tuple[Rule, ...]:
        return tuple(made[rule.id] for rule in rules)

    return replace(book, rules=made, by_event={key: same(rules) for key, rules in book.by_event.items()})


def _rule(rule: Rule, coverage: Coverage) -> Rule:
    if rule.condition is None:
        return rule
    return replace(rule, condition=_guard(f"rules/{rule.id}", rule.condition, coverage))


def _guard(name: str, guard: Guard, coverage: Coverage) -> Guard:
    answers = {True: f"{name}: true", False: f"{name}: false"}
    coverage.there[GUARDS].update(answers.values())

    def test(facts: Facts) -> bool:
        answer = guard.test(facts)
        coverage.note(GUARDS, answers[answer])
        return answer

    return replace(guard, test=test)


class _Watched(Table):
    """A decision table that notes which rows answered."""

    def __init__(self, id: str, table: Table, coverage: Coverage) -> None:
        super().__init__(table.sheet)
        self._id, self._coverage = id, coverage
        coverage.there[ROWS].update(f"{id}.{row.id}" for row in table.sheet.rows)
        if table.sheet.otherwise is not None:
            coverage.there[ROWS].add(f"{id}.else")

    def decide(self, facts: Facts) -> Outcome | Violation:
        """The same answer."""
        outcome = super().decide(facts)
        for row in outcome.rows or ("else",):
            self._coverage.note(ROWS, f"{self._id}.{row}")
        return outcome
