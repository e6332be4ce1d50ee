"""Input of a person for a record: through the effective form, exactly what this actor may send and nothing else."""

from collections.abc import Callable
from dataclasses import replace

from engine.commands.work import Work
from engine.facts.form_facts import given_for
from engine.facts.gather import Facts, Subject
from engine.forms.accept import Accepted, accept_steps
from engine.forms.form import Form
from engine.packs.release import Release
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal


def enter(
    work: Work, form: Form, subject: Subject, right: Callable[[str], str], raw: Json, release: Release
) -> Accepted | Refusal:
    """The values that were entered, typed; or every fault of the input by JSON Pointer.

    ``subject`` is the record as it was (empty values when it is being made). Of a form of several steps only the
    values of those that are about the record itself come back as ``values``.
    """
    given = given_for(work.scene, work, form, subject, right, release)
    zone = Facts(work.scene, work, subject, release).zone
    accepted = accept_steps(form, release.forms, given, {} if raw is None else raw, zone)
    if not isinstance(accepted, Accepted):
        return Refusal(Kind.INVALID, accepted)
    if not form.steps:
        return accepted
    own = [step for step in form.steps if release.forms[step].entity == subject.entity]
    values = {
        name: value
        for step in own
        for name, item in release.forms[step].items.items()
        if not item.own and (value := accepted.inputs.get(f"{step}.{name}")) is not None
    }
    return replace(accepted, values=values)
