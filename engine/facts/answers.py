"""The answers that commands and questions give alike."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.values.refusal import Kind, Refusal

_decisions = problems_of("decisions")
_forms = problems_of("forms")
_records = problems_of("records")
_workflows = problems_of("workflows")

Asked = TypeVar("Asked")
Read = TypeVar("Read")
Answer = TypeVar("Answer")

UNDECIDED = _decisions(
    "undecided",
    "The decision table “{table}” cannot decide: the rows {rows} hold together.",
    "决策表“{table}”无法得出唯一结果：{rows} 行同时成立。",
    ("Correct the table or the record.", "请修正决策表或记录内容。"),
)


class UndecidedError(Exception):
    """Facts cannot be gathered because a decision table contradicts itself; carries the refusal to the entry."""

    def __init__(self, table: str, rows: tuple[str, ...]) -> None:
        """``rows`` hit together although the policy of ``table`` forbids it (A45)."""
        super().__init__(table, rows)
        self.refusal = refused(Kind.CONFLICT, UNDECIDED, {"table": table, "rows": ", ".join(rows)})


def answering(decide: Callable[[Asked, Read], Answer]) -> Callable[[Asked, Read], Answer | Refusal]:
    """The same command or question, with a decision table that cannot decide as a refusal."""

    @wraps(decide)
    def answered(asked: Asked, read: Read) -> Answer | Refusal:
        try:
            return decide(asked, read)
        except UndecidedError as undecided:
            return undecided.refusal

    return answered


MISSING = _records(
    "missing",
    "There is no such record.",
    "没有这条记录。",
    ("It may have been moved, or you may not see it.", "它可能已被移走，或您无权查看。"),
)
STALE = _records(
    "stale",
    "Somebody changed this record in the meantime (version {version}, you had {expected}).",
    "这条记录刚刚被别人修改过（当前版本 {version}，您的版本 {expected}）。",
    ("Load it again and repeat your change.", "请重新载入后再修改。"),
)
NO_ENTITY = _records(
    "no_such_entity", "There is no kind of record called “{entity}”.", "没有名为“{entity}”的记录类型。"
)


NO_FORM = _forms(
    "no_such_form", "There is no form “{form}” for this kind of record.", "这类记录没有“{form}”表单。"
)


NO_TRANSITION = _workflows(
    "no_such_transition", "There is no transition “{transition}” here.", "这里没有“{transition}”这个操作。"
)


def no_transition(transition: str) -> Refusal:
    """The record's workflow has no such transition."""
    return refused(Kind.MISSING, NO_TRANSITION, {"transition": transition})


def no_form(form: str) -> Refusal:
    """There is no such form for this entity."""
    return refused(Kind.MISSING, NO_FORM, {"form": form})


def missing() -> Refusal:
    """The one answer for a record that is not there and for one that the actor may not see."""
    return refused(Kind.MISSING, MISSING)


def no_entity(entity: str) -> Refusal:
    """There is no such kind of record (or nothing of it may be seen)."""
    return refused(Kind.MISSING, NO_ENTITY, {"entity": entity})


def stale(expected: int, version: int) -> Refusal:
    """Somebody else changed the record first."""
    return refused(Kind.STALE, STALE, {"expected": expected, "version": version})
