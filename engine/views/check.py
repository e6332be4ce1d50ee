"""The file of a page becomes a page of a release: every name is looked up, every condition compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.conditions.compiled import Guard
from engine.conditions.names import Names
from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.entity import Entity, Field
from engine.values.plain import Json
from engine.views import problems
from engine.views.model import (
    AnyBlock,
    FiguresBlock,
    ListBlock,
    PageFile,
    PoolBlock,
    QuickFormBlock,
    RecordsBlock,
    StatesBlock,
    TimeBlock,
)
from engine.views.page import Block, Page

_MOMENTS = frozenset({Kind.DATE, Kind.DATETIME})
_STEPS = 2  # a funnel leads from something to something
_ENDS = _MOMENTS | {Kind.DURATION, Kind.INTEGER}


def check(
    file_id: str, kind: str, file: PageFile, around: Surroundings
) -> tuple[Page | None, list[Diagnostic]]:
    """The page, or None with the errors that forbid it. ``file_id`` is the stem of the file, ``kind`` view or dashboard."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    for place, role in enumerate(file.roles):
        findings.known(problems.UNKNOWN_ROLE, pointer("for", place), role, sorted(around.roles))
    blocks = [_block(id, block, file.columns, around, findings) for id, block in file.blocks.items()]
    if findings.broken:
        return None, findings.diagnostics
    ordered = sorted((one for one in blocks if one is not None), key=lambda one: (one.order, one.id))
    page = Page(
        file_id,
        kind,
        file.label,
        tuple(ordered),
        frozenset(file.roles),
        file.home,
        file.order,
        file.icon,
        file.columns,
        file.help,
    )
    return page, findings.diagnostics


def check_homes(pages: Sequence[Page]) -> dict[str, list[Diagnostic]]:
    """What is wrong with pages beside each other: page -> two of one id, or a second home of a role."""
    found: dict[str, list[Diagnostic]] = {}
    first: dict[str, str] = {}
    ids = [page.id for page in pages]
    for page in pages:
        if ids.count(page.id) > 1 and page.kind == "dashboard":
            found.setdefault(page.id, []).append(Diagnostic(problems.SAME_ID, "", data={"name": page.id}))
        for role in (sorted(page.roles) or [""]) if page.home else ():
            other = first.setdefault(role, page.id)
            if other != page.id:
                data: dict[str, Json] = {"role": role or "*", "other": other}
                found.setdefault(page.id, []).append(Diagnostic(problems.TWO_HOMES, "/home", data=data))
    return found


def _block(id: str, file: AnyBlock, columns: int, around: Surroundings, findings: Findings) -> Block | None:
    at = pointer("blocks", id)
    if file.label:
        findings.label(file.label, at + "/label")
    if file.span > columns:
        findings.report(problems.TOO_WIDE, at + "/span", span=file.span, columns=columns)
    bare = Block(id, file.show, file.label, file.order, file.span)
    match file:
        case QuickFormBlock():
            return _quick_form(bare, file, around, findings, at)
        case ListBlock() | StatesBlock() | TimeBlock():
            return _records(bare, file, around, findings, at)
        case FiguresBlock():
            return _figures(bare, file, around, findings, at)
        case PoolBlock():
            return _pool(bare, file, around, findings, at)
        case _:
            return bare


def _entity(name: str, around: Surroundings, findings: Findings, at: str) -> Entity | None:
    if not findings.known(problems.UNKNOWN_ENTITY, at + "/entity", name, around.entities):
        return None
    entity = around.entities[name]
    if entity.part_of is not None:
        findings.report(problems.LINE_ENTITY, at + "/entity", name=name)
        return None
    return entity


def _quick_form(
    bare: Block, file: QuickFormBlock, around: Surroundings, findings: Findings, at: str
) -> Block | None:
    if _entity(file.entity, around, findings, at) is None:
        return None
    forms = [id for id, entity in around.form_entities.items() if entity == file.entity]
    if file.form is not None:
        findings.known(problems.UNKNOWN_FORM, at + "/form", file.form, forms, entity=file.entity)
    return replace(bare, entity=file.entity, form=file.form)


def _records(
    bare: Block, file: RecordsBlock, around: Surroundings, findings: Findings, at: str
) -> Block | None:
    entity = _entity(file.entity, around, findings, at)
    if entity is None:
        return None
    where = _where(file.where, entity, around, findings, at)
    for place, name in enumerate(file.sort):
        _path(name.removeprefix("-"), entity, around, findings, at + pointer("sort", place))
    for place, name in enumerate(file.fields):
        _known(name, entity, findings, at + pointer("fields", place))
    states = _states(file, entity, around, findings, at) if isinstance(file, StatesBlock) else ()
    timed = file if isinstance(file, TimeBlock) else None
    if timed is not None:
        _times(timed, entity, findings, at)
    return replace(
        bare,
        entity=entity.id,
        where=where,
        sort=file.sort,
        fields=file.fields,
        states=states,
        at=timed.at if timed else None,
        until=timed.until if timed else None,
        person=timed.person if timed else None,
        said={"period": timed.period} if timed else {},
    )


def _where(json: Json, entity: Entity, around: Surroundings, findings: Findings, at: str) -> Guard | None:
    """The condition; one that a list could not put to a store is refused here, once."""
    if json is None:
        return None
    found = findings.guard(json, Names(around.catalogue, entity.id), at + "/where")
    if found is not None and (found.needs.sets or found.needs.decisions):
        findings.report(problems.ASKS_TOO_MUCH, at + "/where")
    return found


def _path(name: str, entity: Entity, around: Surroundings, findings: Findings, at: str) -> None:
    """What a list may be sorted by: a field, or a path through links."""
    if "." in entity.spelled(name):
        findings.computed({"field": name}, Names(around.catalogue, entity.id), at)
        return
    _known(name, entity, findings, at)


def _known(name: str, entity: Entity, findings: Findings, at: str) -> None:
    known = (*entity.fields, *entity.common)
    findings.known(problems.UNKNOWN_FIELD, at, entity.spelled(name), known, entity=entity.id)


def _states(
    file: StatesBlock, entity: Entity, around: Surroundings, findings: Findings, at: str
) -> tuple[str, ...]:
    moves = around.moves.get(entity.id)
    if moves is None:
        findings.report(problems.NO_WORKFLOW, at + "/entity", entity=entity.id)
        return ()
    found: list[str] = []
    for place, name in enumerate(file.states):
        known = (*moves.states, *moves.groups)
        if findings.known(
            problems.UNKNOWN_STATE, at + pointer("states", place), name, known, entity=entity.id
        ):
            found += moves.groups.get(name, (name,))
    return tuple(dict.fromkeys(found))


def _times(file: TimeBlock, entity: Entity, findings: Findings, at: str) -> None:
    begin = _field(file.at, entity, findings, at + "/at")
    if begin is not None and not (begin.stored and begin.type.kind in _MOMENTS):
        findings.report(problems.NOT_A_MOMENT, at + "/at", name=file.at)
    end = _field(file.until, entity, findings, at + "/until") if file.until else None
    if end is not None and end.type.kind not in _ENDS:
        findings.report(problems.NO_END, at + "/until", name=file.until)
    person = _field(file.person, entity, findings, at + "/person") if file.person else None
    if person is not None and person.to != ("person",):
        findings.report(problems.NOT_A_PERSON, at + "/person", name=file.person)


def _field(name: str, entity: Entity, findings: Findings, at: str) -> Field | None:
    found = entity.field(name)
    if found is None:
        known = (*entity.fields, *entity.common)
        findings.unknown(problems.UNKNOWN_FIELD, at, name, known, entity=entity.id)
    return found


def _figures(
    bare: Block, file: FiguresBlock, around: Surroundings, findings: Findings, at: str
) -> Block | None:
    for place, name in enumerate(file.metrics):
        here = at + pointer("metrics", place)
        known = findings.known(problems.UNKNOWN_METRIC, here, name, around.metrics)
        if known and file.split is not None and file.split not in around.metrics[name]:
            findings.report(problems.NO_SPLIT, at + "/split", metric=name, name=file.split)
    _drawn(file, findings, at)
    said: Mapping[str, Json] = {
        "period": file.period or "month",
        "rolling": file.rolling,
        "by": file.by,
        "split": file.split,
        "as": file.as_,
        "compare": file.compare,
    }
    return replace(bare, metrics=file.metrics, said=said)


def _drawn(file: FiguresBlock, findings: Findings, at: str) -> None:
    """Report a drawing for which the figures do not suit."""
    parts = [name for name in ("by", "split") if getattr(file, name) is not None]
    if file.as_ == "funnel" and (len(file.metrics) < _STEPS or parts):
        findings.report(problems.NO_FUNNEL, at + "/as")
    if file.as_ == "table" and len(parts) != 1:
        findings.report(problems.NO_TABLE, at + "/as")
    if file.as_ == "bars" and not parts:
        findings.report(problems.NO_BARS, at + "/as")


def _pool(bare: Block, file: PoolBlock, around: Surroundings, findings: Findings, at: str) -> Block | None:
    if not findings.known(problems.UNKNOWN_POOL, at + "/pool", file.pool, sorted(around.pools)):
        return None
    return replace(bare, sort=file.sort, pool=file.pool)
