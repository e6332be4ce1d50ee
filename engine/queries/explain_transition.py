"""Why a transition may be taken or not: who may, from where, and every comparison of its guard and rules with its values."""

from dataclasses import dataclass

from engine.conditions.explain import Explanation, LeafVerdict, explain
from engine.conditions.sentence import fixes, leaf_sentence, sentence
from engine.facts.answers import answering, no_transition
from engine.facts.ask import OneRecordAsk
from engine.facts.gather import Facts
from engine.facts.hidden import hidden_from
from engine.facts.judge import asked_by_form, may_take
from engine.facts.scene import Scene
from engine.facts.units import reason_of, told_of
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.packs.words import ReleaseWords
from engine.ports.store import Reader
from engine.queries.offers import counters, judged_now
from engine.records.present import present
from engine.rules.judge import concerns
from engine.values.plain import Json, Value, in_language
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.workflow import Transition


@dataclass(frozen=True, slots=True)
class ExplainAsk(OneRecordAsk):
    """One transition of one record; ``language`` is ``en`` or ``zh-CN``."""

    transition: str
    language: str


@answering
def explain_transition(asked: ExplainAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{allowed, to, reasons, duty, limits, guard, rules}``; values that the actor may not read are left out (A30).

    ``guard`` is None without one, else its sentence, whether it holds (None: it depends on what is sent), every
    comparison, and up to three ways to turn the answer. ``rules`` are the invariants that are judged when it is taken, as
    far as they concern the record as it is now. 404 for a record or transition that is not there.
    """
    scene, view = asked.scene, View(read)
    found = visible_record(scene, view, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    workflow = scene.release_of(record).workflow_of(record)
    transition = workflow.transitions.get(asked.transition) if workflow else None
    if transition is None:
        return no_transition(asked.transition)
    release = scene.release_of(record)
    unknown = asked_by_form(release, transition)
    no = may_take(scene, transition, facts)
    judged = judged_now(scene, view, transition, record, facts)
    found_limits = counters(scene, view, transition, record, facts, judged)
    against: tuple[Reason, ...] = (
        *(no.reasons if no else ()),
        *(judged.reasons if isinstance(judged, Refusal) else ()),
        *(reason_of(scene, one) for one in found_limits if one.blocks),
    )
    return {
        "transition": transition.ref,
        "label": in_language(transition.label, asked.language, transition.id),
        "state": present(record.values.get(transition.track or "state")),
        "allowed": not against,
        "to": None if isinstance(judged, Refusal) else judged.state,
        "reasons": [_reason(one, asked.language) for one in against],
        "duty": _duty(scene, transition, asked.language),
        "limits": [told_of(scene, one) for one in found_limits],
        "guard": _guard(asked, view, transition, record, facts, unknown),
        "rules": _rules(asked, view, transition, record, facts, unknown),
    }


def _reason(one: Reason, language: str) -> Json:
    return {"code": one.code, "text": in_language(one.text, language), "fix": in_language(one.fix, language)}


def _duty(scene: Scene, transition: Transition, language: str) -> Json:
    duty = scene.release.access.duties.get(transition.duty or "")
    if duty is None:
        return None
    roles = scene.release.access.roles
    held = {
        role: in_language(roles[role].label, language, role) for role in sorted(duty.held_by) if role in roles
    }
    return {"id": duty.id, "label": in_language(duty.label, language, duty.id), "held_by": held}


def _guard(
    asked: ExplainAsk,
    view: View,
    transition: Transition,
    record: Record,
    facts: Facts,
    unknown: frozenset[str],
) -> Json:
    guard = transition.guard
    if guard is None:
        return None
    words = ReleaseWords(asked.scene.release_of(record), record.entity, transition.form)
    hidden = hidden_from(asked.scene, view, record, facts)
    explanation: Explanation = explain(guard.tree, facts(guard.needs), unknown, hidden)
    return {
        "sentence": sentence(guard.tree, words, asked.language),
        "holds": explanation.verdict,
        "comparisons": [_leaf(leaf, words, asked.language) for leaf in explanation.leaves],
        "ways": [fixes(way, words, asked.language) for way in explanation.changes],
    }


def _rules(
    asked: ExplainAsk,
    view: View,
    transition: Transition,
    record: Record,
    facts: Facts,
    unknown: frozenset[str],
) -> list[Json]:
    """Each with its sentence, whether it holds (None: it depends on what is sent), and every comparison."""
    release = asked.scene.release  # the rules in force, whatever release the record is still on
    words = ReleaseWords(release, record.entity, transition.form)
    hidden = hidden_from(asked.scene, view, record, facts)
    found: list[Json] = []
    for one in release.invariants.get(record.entity, ()):
        if transition.ref not in one.at or not concerns(one, facts):
            continue
        explanation = explain(one.holds.tree, facts(one.holds.needs), unknown, hidden)
        found.append(
            {
                "id": one.id,
                "label": in_language(one.label, asked.language, one.id),
                "if_broken": one.if_broken,
                "holds": explanation.verdict,
                "comparisons": [_leaf(leaf, words, asked.language) for leaf in explanation.leaves],
            }
        )
    return found


def _leaf(leaf: LeafVerdict, words: ReleaseWords, language: str) -> Json:
    return {
        "sentence": leaf_sentence(leaf.leaf, words, language),
        "holds": leaf.verdict,
        "left": _plain(leaf.left),
        "right": _plain(leaf.right),
        "masked": leaf.left_masked or leaf.right_masked,
    }


def _plain(value: Value | tuple[Value, ...]) -> Json:
    return [present(one) for one in value] if isinstance(value, tuple) else present(value)
