"""Why each rule fired or did not at one line of a record's history: judged again on the record as it was then.

The record's own values are put back from its history; what lies behind links, and figures over other records, are as they
are now, and the answer says which conditions looked at such.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from engine.conditions.sentence import sentence
from engine.effects.event import Event, EventKind
from engine.facts.answers import answering, missing
from engine.facts.ask import OneRecordAsk
from engine.facts.gather import Facts, Subject
from engine.facts.hidden import hidden_from
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.packs.release import Release
from engine.packs.words import ReleaseWords
from engine.ports.history import HistoryLine
from engine.ports.store import Reader
from engine.records.accept import accept_value
from engine.records.entity import Entity
from engine.rules.decide import listening
from engine.rules.rule import Rule
from engine.values.plain import Json, Value, in_language
from engine.values.record import Record
from engine.values.refusal import Reason, Refusal
from engine.workflows.reasons import guard_reasons

_UTC = ZoneInfo("UTC")


@dataclass(frozen=True, slots=True)
class ExplainRulesAsk(OneRecordAsk):
    """``line`` is the id of a line of history; ``lines`` those of the record, newest first, down to that one."""

    line: str
    lines: tuple[HistoryLine, ...]
    language: str


@answering
def explain_rules(asked: ExplainRulesAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{line, command, at, rules}``; each rule with its event, sentence, whether it fired, and what was not met.

    404 for a record that may not be seen and for a line that is not its own.
    """
    view = View(read)
    found = visible_record(asked.scene, view, asked.entity, asked.id)
    line = next((one for one in asked.lines if one.id == asked.line), None)
    if isinstance(found, Refusal) or line is None:
        return found if isinstance(found, Refusal) else missing()
    release = asked.scene.releases.get(line.release, asked.scene.release)
    entity = release.entities[asked.entity]
    after = _as_it_was(found[0], entity, asked.lines, line)
    before = {**after.values, **_typed(entity, {name: line.before.get(name) for name in line.after})}
    told = [
        _told(asked, view, release, rule, event, after, before)
        for event in _events(release, after, before, line)
        for rule in listening(release.rules, event, frozenset(line.after))
    ]
    return {"line": line.id, "command": line.command, "at": line.at.isoformat(), "rules": told}


def _as_it_was(record: Record, entity: Entity, lines: Sequence[HistoryLine], line: HistoryLine) -> Record:
    """The record right after a line: every later line is taken back, newest first."""
    values: dict[str, Value] = dict(record.values)
    for later in lines:
        if later.id == line.id:
            break
        values |= _typed(entity, {name: later.before.get(name) for name in later.after})
    return replace(record, version=line.version, values=values)


def _typed(entity: Entity, values: Mapping[str, Json]) -> dict[str, Value]:
    """Values of history as the record holds them."""
    found: dict[str, Value] = {}
    for name, value in values.items():
        field = entity.field(name)
        if field is None:
            continue
        # Moments in history carry their offset: the zone is never looked at.
        typed = None if value is None else accept_value(field, value, _UTC)
        found[name] = None if isinstance(typed, Reason) else typed
    return found


def _events(release: Release, after: Record, before: Mapping[str, Value], line: HistoryLine) -> Iterator[str]:
    """The keys of what happened at the line, as rules listen to them."""
    entity = after.entity
    if line.command == "create" or (line.version == 1 and not line.before):
        yield Event(EventKind.CREATED, entity).key
    kind, _, ref = line.command.partition(":")
    if kind == "transition":
        yield Event(EventKind.TRANSITION, entity, ref.partition(".")[2]).key
    if line.before or line.version > 1:
        yield Event(EventKind.CHANGED, entity).key
    workflow = release.workflow_of(after)
    for machine in (workflow, *workflow.tracks.values()) if workflow else ():
        old, new = before.get(machine.column), after.values.get(machine.column)
        left = set(machine.chain(str(old))) if old in machine.states else set[str]()
        entered = set(machine.chain(str(new))) if new in machine.states else set[str]()
        for name in sorted(left - entered):
            yield Event(EventKind.LEFT, entity, machine.event(name)).key
        for name in sorted(entered - left):
            yield Event(EventKind.ENTERED, entity, machine.event(name)).key


def _told(
    asked: ExplainRulesAsk,
    view: View,
    release: Release,
    rule: Rule,
    event: str,
    after: Record,
    before: Mapping[str, Value],
) -> Json:
    language = asked.language
    told: dict[str, Json] = {
        "rule": rule.id,
        "label": in_language(rule.label, language, rule.id),
        "event": event,
    }
    if rule.condition is None:
        return {**told, "fired": True, "if": None, "unmet": [], "looked_elsewhere": False}
    subject = Subject(after.entity, after.id, after.values, before=before)
    facts = Facts(asked.scene, view, subject, release)
    known = facts(rule.condition.needs)
    words = ReleaseWords(release, after.entity)
    fired = rule.condition.test(known)
    hidden = hidden_from(asked.scene, view, after, facts)
    unmet = () if fired else guard_reasons(rule.condition, known, words, hidden)
    elsewhere = rule.condition.needs.sets or any(
        "." in path and not path.startswith(("before.", "actor.", "parameter.", "record."))
        for path in rule.condition.needs.paths
    )
    return {
        **told,
        "fired": fired,
        "if": sentence(rule.condition.tree, words, language),
        "unmet": [
            {"text": in_language(one.text, language), "fix": in_language(one.fix, language)} for one in unmet
        ],
        "looked_elsewhere": bool(elsewhere),
    }
