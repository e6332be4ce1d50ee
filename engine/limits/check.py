"""The file of a limit becomes a limit of a release: checked and compiled in one go."""

from engine.conditions.names import Names
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.settled import settled_span
from engine.effects.surroundings import Surroundings
from engine.limits import model, problems
from engine.limits.check_held import held
from engine.limits.check_on import Counted, event
from engine.limits.limit import Limit, Over, Source, Window
from engine.limits.model import LimitFile
from engine.values.duration import Duration


def check(file_id: str, file: LimitFile, around: Surroundings) -> tuple[Limit | None, list[Diagnostic]]:
    """The limit, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    several = isinstance(file.on, tuple)
    on = file.on if isinstance(file.on, tuple) else (file.on,)
    holds = any(isinstance(one, model.HoldOn) for one in on)
    _shape(on, file, around, findings)
    window = _window(file, around, findings, holds=holds)
    sources: list[Source] = []
    for place, one in enumerate(on):
        at = "/on" + (pointer(place) if several else "")
        counted = Counted(file_id, file, around, findings, at)
        source = held(one, counted, window) if isinstance(one, model.HoldOn) else event(one, counted)
        if source is not None:
            _same_key(source, sources, file, findings, at)
            sources.append(source)
    lift = file.lifted_by.approval if isinstance(file.lifted_by, model.ApprovalLift) else None
    if (
        sources
        and lift in around.approvals
        and not findings.broken
        and not any(one.exempting for one in sources)
    ):
        findings.report(problems.NOTHING_TO_ASK_ABOUT, "/lifted_by/approval", name=lift)
    if findings.broken or not sources:
        return None, findings.diagnostics
    limit = Limit(
        file_id,
        file.label,
        tuple(sources),
        window,
        Over.QUEUE if isinstance(file.at_limit, model.QueueFile) else Over(file.at_limit),
        file.who.role if file.who else None,
        "actor" in file.per,
        frozenset(file.gives_back),
        file.lifted_by.duty if isinstance(file.lifted_by, model.DutyLift) else None,
        file.at_limit.queue if isinstance(file.at_limit, model.QueueFile) else "",
        file.at_limit.next if isinstance(file.at_limit, model.QueueFile) else "",
        file.suggest is not None,
    )
    return limit, findings.diagnostics


def _shape(on: tuple[model.OnJson, ...], file: LimitFile, around: Surroundings, findings: Findings) -> None:
    """Everything that is no matter of one thing that is counted."""
    kinds = {isinstance(one, model.HoldOn) for one in on}
    if not on:
        findings.report(problems.NOTHING_COUNTED, "/on")
    if len(kinds) > 1:
        findings.report(problems.MIXED, "/on")
    if file.who is not None:
        findings.known(problems.UNKNOWN_ROLE, "/who/role", file.who.role, sorted(around.roles))
    refs = tuple(f"{entity}.{name}" for entity, moves in around.moves.items() for name in moves.transitions)
    for place, ref in enumerate(file.gives_back):
        findings.known(problems.UNKNOWN_TRANSITION, pointer("gives_back", place), ref, refs)
    if kinds == {True}:
        for name, said in (("who", file.who), ("gives_back", file.gives_back)):
            if said:
                findings.report(problems.ONLY_EVENTS, pointer(name), name=name)
    if isinstance(file.at_limit, model.QueueFile):
        _queue(file.at_limit, on, refs, findings)
    _lifted(file, around, findings)
    if file.suggest is not None and (kinds != {True} or file.window is None):
        findings.report(problems.NOTHING_TO_SUGGEST, "/suggest")


def _queue(
    said: model.QueueFile, on: tuple[model.OnJson, ...], refs: tuple[str, ...], findings: Findings
) -> None:
    """One waits for a place that is held, by transitions of the entity that holds it."""
    held = [one.hold for one in on if isinstance(one, model.HoldOn)]
    if len(held) != 1 or len(on) != 1:
        findings.report(problems.WAITS_FOR_HELD, "/at_limit")
        return
    for key, ref in (("queue", said.queue), ("next", said.next)):
        at = "/at_limit" + pointer(key)
        if findings.known(problems.UNKNOWN_TRANSITION, at, ref, refs) and ref.partition(".")[0] != held[0]:
            findings.report(problems.WAITS_ELSEWHERE, at, name=ref, entity=held[0])


def _lifted(file: LimitFile, around: Surroundings, findings: Findings) -> None:
    """Who lets somebody go beyond the limit."""
    match file.lifted_by:
        case model.DutyLift(duty=duty):
            findings.known(problems.UNKNOWN_DUTY, "/lifted_by/duty", duty, sorted(around.duties))
        case model.ApprovalLift(approval=approval):
            findings.known(
                problems.UNKNOWN_APPROVAL, "/lifted_by/approval", approval, sorted(around.approvals)
            )
            if file.at_limit != "block":
                findings.report(problems.NOTHING_TO_LIFT, "/lifted_by/approval")
        case None:
            pass


def _window(file: LimitFile, around: Surroundings, findings: Findings, *, holds: bool) -> Window:
    match file.window:
        case model.RollingFile() if not holds:
            at, names = "/window/rolling", Names(around.catalogue, None, actor=False)
            span = settled_span(file.window.rolling, names, findings, at, problems.NOT_A_DURATION)
            return Window(span=span) if isinstance(span, Duration) else Window(rolling=span)
        case model.CalendarFile() if (file.window.of is None) != holds:
            return Window(period=file.window.calendar, fields=(file.window.of,) if file.window.of else ())
        case model.OverlapFile() if holds:
            if file.max != 1 or isinstance(file.max, bool):
                findings.report(problems.ONE_AT_A_TIME, "/max")
            if file.sum is not None:
                findings.report(problems.ONE_AT_A_TIME, "/sum")
            return Window(fields=file.window.overlap)
        case "ever" if not holds:
            return Window()
        case None if holds:
            return Window()
        case _:
            wrong = problems.WINDOW_FOR_HELD if holds else problems.WINDOW_FOR_EVENTS
            findings.report(wrong, "" if file.window is None else "/window")
            return Window()


def _same_key(source: Source, others: list[Source], file: LimitFile, findings: Findings, at: str) -> None:
    """Several things that draw on one counter must mean the same by its key."""
    if not others:
        return
    for name, mine, first in zip(file.per, source.per, others[0].per, strict=False):
        if (mine.node.type.kind, mine.node.type.to) != (first.node.type.kind, first.node.type.to):
            findings.report(problems.KEYS_DIFFER, at, name=name, entity=source.entity)
