"""Change a record: new values of its fields, and nothing that only a transition may write."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.commands.begin import begin, check_version
from engine.commands.entering import enter
from engine.commands.forbidden import forbidden
from engine.commands.lines import write_lines
from engine.commands.run import VERBS, finish, outcome
from engine.commands.snapshots import snapshots
from engine.commands.waiting import queueing
from engine.commands.work import Work
from engine.facts.answers import answering, no_form
from engine.facts.ask import OneRecordAsk
from engine.facts.field_rights import field_rights, form_for, left_by_state
from engine.facts.gather import about
from engine.ports.store import Reader
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class ChangeRecord(OneRecordAsk):
    """``input`` holds only the fields that change; ``form`` the form they were entered on (None: all one may write)."""

    input: Json = None
    form: str | None = None
    version: int | None = None
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])


@queueing
@answering
def change_record(asked: ChangeRecord, read: Reader) -> Decision | Refusal:
    """Write the changes with everything that follows from them, or refuse with all reasons and change nothing."""
    work = Work(asked.scene, read, asked.confirmed)
    found = begin(work, asked.entity, asked.id)
    if isinstance(found, Refusal):
        return found
    record, facts = found
    entity = asked.scene.release.entities[record.entity]
    refusal = forbidden(asked.scene, entity, facts, asked.input)
    if refusal is not None:
        return refusal
    editable, locked = left_by_state(asked.scene, record)
    right = field_rights(asked.scene, entity, facts, editable, locked=locked)
    form = form_for(asked.scene.release, entity, asked.form)
    if form is None:
        return no_form(asked.form or "")
    accepted = enter(work, form, about(record), right, asked.input, asked.scene.release)
    if isinstance(accepted, Refusal):
        return accepted
    refusal = check_version(record, asked.version)
    if refusal is not None:
        return refusal
    work.open("change")
    work.write(record, {**snapshots(work, record, accepted.values), **accepted.values})
    refusal = write_lines(work, record, accepted.lines, VERBS)
    touched = work.close()
    refusal = refusal or finish(work, touched, asked.confirmed)
    return refusal or work.decision(outcome(work, record))
