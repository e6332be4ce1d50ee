"""What follows from a step: automatic transitions, then rules, until nothing more happens.

Events queue up and are heard breadth first. A chain is what made what happen: in one chain the same rule runs once for the
same record and event (A7). More than 16 levels or 200 steps is a loop all the same: the whole command is refused with the
loop named, and nothing is changed.
"""

from engine.commands.automatic import take_automatic
from engine.commands.context import Context
from engine.commands.effects import Verbs, perform
from engine.commands.problems import BY_RULE, LOOP
from engine.commands.work import Happening, Key, Ran, Work
from engine.diagnostics.refuse import reason, refused
from engine.effects.event import EventKind
from engine.rules.rule import Rule
from engine.values.plain import Json
from engine.values.record import RuleRun
from engine.values.refusal import Kind, Refusal

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
        """Run every rule that listens to what happened, in order."""
        for rule in self._work.scene.release.rules.by_event.get(happening.key, ()):
            ran = (rule.id, happening.record, happening.key)
            if ran in happening.chain or not _listens(rule, happening):
                continue
            refusal = self._run(rule, happening, ran)
            if refusal is not None:
                return refusal
        return None

    def _run(self, rule: Rule, happening: Happening, ran: Ran) -> Refusal | None:
        work = self._work
        context = Context(
            happening.entity, happening.record, f"rule:{rule.id}", happening.input, happening.before
        )
        facts = context.facts(work)
        if rule.condition is not None and not rule.condition.test(facts(rule.condition.needs)):
            work.trace(rule.id, fired=False)
            return None
        work.depth, work.chain = happening.depth, (*happening.chain, ran)
        refusal = self.spend(rule.id)
        if refusal is not None:
            return refusal
        work.trace(rule.id, fired=True)
        work.open(f"rule:{rule.id}", {"rule": rule.id, "event": happening.key})
        refusal = perform(work, rule.then, _context(rule, happening), self._verbs)
        touched = work.close()
        if refusal is not None:
            return _named(rule, refusal)
        _note_run(work, rule, happening)
        return take_automatic(work, touched, self._verbs, self.spend)


def _context(rule: Rule, happening: Happening) -> Context:
    return Context(happening.entity, happening.record, f"rule:{rule.id}", happening.input, happening.before)


def _listens(rule: Rule, happening: Happening) -> bool:
    """Whether the rule means this event: of ``changed`` with fields, one of them must differ (A9)."""
    if happening.kind is not EventKind.CHANGED:
        return True
    wanted = [event for event in rule.when if event.key == happening.key]
    return any(not event.fields or happening.changed.intersection(event.fields) for event in wanted)


def _note_run(work: Work, rule: Rule, happening: Happening) -> None:
    history = work.history[0].id if work.history else ""
    work.rule_runs.append(
        RuleRun(work.ids.next(), rule.id, happening.entity, happening.record, history, work.scene.now)
    )


def _named(rule: Rule, refusal: Refusal) -> Refusal:
    """The refusal with the rule's name in front: all or nothing (A12)."""
    data: dict[str, Json] = {"rule": dict(rule.label), "rule_id": rule.id}
    return Refusal(refusal.kind, (*refusal.reasons, reason(BY_RULE, data)))
