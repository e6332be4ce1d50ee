"""A document file and its templates become a document of a release."""

from collections.abc import Iterable, Mapping

from engine.conditions.compiled import Guard
from engine.conditions.names import Names
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, inside
from engine.documents import problems
from engine.documents.document import Document, Parts, Rows
from engine.documents.markup import check_markup
from engine.documents.model import DocumentFile, RowsFile
from engine.documents.template import Scope, read_template
from engine.effects.check_sets import rows_of
from engine.effects.findings import Findings
from engine.effects.scope import Scope as EffectScope
from engine.effects.surroundings import Moves, Surroundings

Templates = Mapping[str, Mapping[str, str]]
"""Document -> language -> the text of its template."""


def check(
    file_id: str, file: DocumentFile, templates: Mapping[str, str], around: Surroundings
) -> tuple[Document | None, list[Diagnostic]]:
    """The document, or None with the errors that forbid it. ``file_id`` is the stem of the file, ``templates`` by language.

    Faults of a template name its own file.
    """
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if not findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities):
        return None, findings.diagnostics
    if around.entities[file.entity].part_of is not None:
        findings.report(problems.LINE_ENTITY, "/entity", name=file.entity)
        return None, findings.diagnostics
    scope = _scope(file, around, findings)
    states = _states(file, around, findings)
    _by(file, around, findings)
    name = read_template(file.file_name or "", scope, findings, "/file_name")
    made, faults = _templates(file_id, file, templates, scope)
    if findings.broken or any(one.severity.value == "error" for one in faults):
        return None, [*findings.diagnostics, *faults]
    document = Document(
        file_id, file.entity, file.label, made, file.order, states, file.by, name, file.signed_by
    )
    return document, [*findings.diagnostics, *faults]


def check_strays(
    templates: Templates, languages: Mapping[str, Iterable[str]]
) -> dict[tuple[str, str], Diagnostic]:
    """Templates that no document uses: (document, language) -> what is wrong; ``languages``: those of each document."""
    return {
        (document, language): Diagnostic(
            problems.STRAY_TEMPLATE, data={"document": document, "name": language}
        )
        for document, texts in templates.items()
        for language in texts
        if language not in tuple(languages.get(document, ()))
    }


def _templates(
    id: str, file: DocumentFile, templates: Mapping[str, str], scope: Scope
) -> tuple[dict[str, Parts], list[Diagnostic]]:
    made: dict[str, Parts] = {}
    found: list[Diagnostic] = []
    for place, language in enumerate(file.languages):
        here = Findings()
        at = pointer("languages", place)
        if not here.known(problems.UNKNOWN_LANGUAGE, at, language, scope.around.locales):
            found += here.diagnostics
        elif language not in templates:
            here.report(problems.NO_TEMPLATE, at, name=language, document=id)
            found += here.diagnostics
        else:
            check_markup(templates[language], here)
            made[language] = read_template(templates[language], scope, here)
            found += inside(here.diagnostics, file=f"documents/{id}.{language}.html")
    return made, found


def _scope(file: DocumentFile, around: Surroundings, findings: Findings) -> Scope:
    names = Names(around.catalogue, file.entity, actor=False)
    conditions: dict[str, Guard | None] = {
        name: findings.guard(json, names, pointer("conditions", name))
        for name, json in file.conditions.items()
    }
    own = {
        field.id: RowsFile(of=field.id)
        for field in around.entities[file.entity].fields.values()
        if field.lines
    }
    effects = EffectScope(file.entity, names, around, findings)
    lists = {
        name: _rows(said, effects, pointer("lists", name)) for name, said in {**own, **file.lists}.items()
    }
    return Scope(names, around, conditions, lists)


def _rows(said: RowsFile, scope: EffectScope, at: str) -> Rows | None:
    found = rows_of(said.of, scope, at + "/of")
    if found is None:
        return None
    entity, link, prefix = found
    row = scope.row(entity)
    where = None if said.where is None else scope.findings.guard(said.where, row.names, at + "/where")
    sort = (said.sort or "").removeprefix("-") or None
    kind = scope.around.entities[entity]
    if sort is not None:
        known = (*kind.fields, *kind.common)
        scope.findings.known(problems.UNKNOWN_SORT, at + "/sort", sort, known)
    own = said.of if "." not in said.of else None
    return Rows(entity, link, prefix, own, where, sort, (said.sort or "").startswith("-"))


def _states(file: DocumentFile, around: Surroundings, findings: Findings) -> tuple[str, ...]:
    moves = around.moves.get(file.entity, Moves((), {}, ()))
    found: list[str] = []
    for place, name in enumerate(file.states):
        known = (*moves.states, *moves.groups)
        if findings.known(problems.UNKNOWN_STATE, pointer("states", place), name, known, entity=file.entity):
            found += moves.groups.get(name, (name,))
    for place, ref in enumerate(file.signed_by):
        refs = [f"{file.entity}.{one}" for one in moves.transitions]
        findings.known(problems.UNKNOWN_TRANSITION, pointer("signed_by", place), ref, refs)
    return tuple(dict.fromkeys(found))


def _by(file: DocumentFile, around: Surroundings, findings: Findings) -> None:
    for place, duty in enumerate(file.by):
        findings.known(problems.UNKNOWN_DUTY, pointer("by", place), duty, sorted(around.duties))
