"""What follows from a step: automatic transitions, then rules, until nothing more happens.

Events queue up and are heard breadth first. A chain is what made what happen: in one chain the same rule runs once for the
same record and event (A7). More than 16 levels or 200 steps is a loop all the same: the whole command is refused with the
loop named, and nothing is changed.
"""

from collections.abc import Mapping

from engine.commands.automatic import take_automatic
from engine.commands.context import Context
from engine.commands.effects import Verbs, perform
from engine.commands.moves import move
from engine.commands.problems import BY_RULE, LOOP
from engine.commands.work import Happening, Key, Ran, Work
from engine.conditions.needs import NOTHING
from engine.diagnostics.refuse import reason, refused
from engine.facts.gather import Facts
from engine.rules.decide import decide, listening
from engine.rules.rule import Rule
from engine.values.plain import Json
from engine.values.record import Record, RuleRun
from engine.values.refusal import Kind, Refusal
from engine.workflows.step import heard
from engine.workflows.workflow import Transition, Workflow

DEEPEST = 16
MOST_STEPS = 200


def run_to_quiet(work: Work, touched: list[Key], verbs: Verbs) -> Refusal | None:
    """Follow up on the records that the first step touched until there is nothing left to do."""
    cascade = _Cascade(work, verbs)
    refusal = take_automatic(work, touched, verbs, cascade.spend)
    while refusal is None and work.happened:
        refusal = cascade.hear(work.happened.popleft())
    return refusal


class _Cascade:
    """The rules of one command: what has run, and how many steps are spent."""

    def __init__(self, work: Work, verbs: Verbs) -> None:
        self._work = work
        self._verbs = verbs
        self._steps = 0

    def spend(self, name: str) -> Refusal | None:
        """Count one step; the refusal when it is one too many."""
        self._steps += 1
        chain = (*(rule for rule, _, _ in self._work.chain), name)
        if self._steps <= MOST_STEPS and self._work.depth <= DEEPEST:
            return None
        shown = " → ".join(chain[-6:])
        return refused(Kind.CONFLICT, LOOP, {"steps": self._steps, "depth": self._work.depth, "chain": shown})

    def hear(self, happening: Happening) -> Refusal | None:
        """Run every rule that listens to what happened, in order; then the transitions that wait for it."""
        rules = listening(self._work.scene.release.rules, happening.key, happening.changed)
        return (self._judge(rules, happening) if rules else None) or self._move(happening)

    def _judge(self, rules: tuple[Rule, ...], happening: Happening) -> Refusal | None:
        ran = happening.chain
        waiting = [rule for rule in rules if _ran(rule, happening) not in ran] if ran else rules
        seen = _Seen(self._work, happening)
        for verdict in decide(waiting, seen.facts_for):
            self._work.trace(verdict.rule.id, fired=verdict.fires)
            if not verdict.fires:
                continue
            refusal = self._run(verdict.rule, happening)
            if refusal is not None:
                return refusal
            seen.forget()
        return None

    def _move(self, happening: Happening) -> Refusal | None:
        """Take the transitions that listen to what happened; after each the rest is judged anew (A1)."""
        work = self._work
        record = work.record(happening.entity, happening.record) if happening.entity else None
        workflow = work.scene.release_of(record).workflow_of(record) if record else None
        for transition in _heard(workflow, happening.key, record) if record and workflow else ():
            record = work.record(happening.entity, happening.record)
            if (
                record is None
                or workflow is None
                or transition not in _heard(workflow, happening.key, record)
                or not _possible(work, record, transition, happening)
            ):
                continue
            refusal = self.spend(transition.ref)
            if refusal is None:
                work.open(f"transition:{transition.ref}", {"event": happening.key})
                refusal = move(work, record, transition, {}, happening.input, self._verbs)
                touched = work.close()
                refusal = refusal or take_automatic(work, touched, self._verbs, self.spend)
            if refusal is not None:
                return refusal
        return None

    def _run(self, rule: Rule, happening: Happening) -> Refusal | None:
        work = self._work
        work.depth, work.chain = happening.depth, (*happening.chain, _ran(rule, happening))
        refusal = self.spend(rule.id)
        if refusal is not None:
            return refusal
        work.open(f"rule:{rule.id}", {"rule": rule.id, "event": happening.key})
        refusal = perform(work, rule.then, _context(rule, happening), self._verbs)
        touched = work.close()
        if refusal is not None:
            return named(rule, refusal)
        _note_run(work, rule, happening)
        return take_automatic(work, touched, self._verbs, self.spend)


def _context(rule: Rule, happening: Happening) -> Context:
    return Context(happening.entity, happening.record, f"rule:{rule.id}", happening.input, happening.before)


def _ran(rule: Rule, happening: Happening) -> Ran:
    return rule.id, happening.record, happening.key


def _heard(workflow: Workflow, key: str, record: Record) -> tuple[Transition, ...]:
    """What listens to an event where the record stands, in its state and in its tracks that may move."""
    standing = workflow.standing(record.values)
    found = [one for machine, state in standing for one in heard(machine, key, state)]
    return tuple(sorted(found, key=lambda one: (one.order, one.id)))


def _possible(work: Work, record: Record, transition: Transition, happening: Happening) -> bool:
    """Whether the guard lets a transition that nobody asked for; if not, nothing happens."""
    facts = Context(record.entity, record.id, "", happening.input).facts(work)
    return transition.guard is None or transition.guard.test(facts(transition.guard.needs))


class _Seen:
    """Facts about the record of an event; they serve every rule until one of them changes something."""

    def __init__(self, work: Work, happening: Happening) -> None:
        self._work, self._happening = work, happening
        self._facts: Facts | None = None

    def facts_for(self, rule: Rule) -> Mapping[str, object]:
        """The facts that the rule's condition looks at."""
        if self._facts is None:
            self._facts = _context(rule, self._happening).facts(self._work)
        return self._facts(rule.condition.needs if rule.condition else NOTHING)

    def forget(self) -> None:
        """Something has changed: gather anew."""
        self._facts = None


def _note_run(work: Work, rule: Rule, happening: Happening) -> None:
    history = work.history[0].id if work.history else ""
    work.rule_runs.append(
        RuleRun(work.ids.next(), rule.id, happening.entity, happening.record, history, work.scene.now)
    )


def named(rule: Rule, refusal: Refusal) -> Refusal:
    """The refusal with the rule's name in front: all or nothing (A12)."""
    data: dict[str, Json] = {"rule": dict(rule.label), "rule_id": rule.id}
    return Refusal(refusal.kind, (*refusal.reasons, reason(BY_RULE, data)))
