"""The answers that commands and questions give alike."""

from engine.diagnostics.problem import Problem
from engine.diagnostics.refuse import refused
from engine.values.refusal import Kind, Refusal

MISSING = Problem(
    "records.missing",
    {"en": "There is no such record.", "zh-CN": "没有这条记录。"},
    {"en": "It may have been moved, or you may not see it.", "zh-CN": "它可能已被移走，或您无权查看。"},
)
STALE = Problem(
    "records.stale",
    {
        "en": "Somebody changed this record in the meantime (version {version}, you had {expected}).",
        "zh-CN": "这条记录刚刚被别人修改过（当前版本 {version}，您的版本 {expected}）。",
    },
    {"en": "Load it again and repeat your change.", "zh-CN": "请重新载入后再修改。"},
)
NO_ENTITY = Problem(
    "records.no_such_entity",
    {"en": "There is no kind of record called “{entity}”.", "zh-CN": "没有名为“{entity}”的记录类型。"},
)


def missing() -> Refusal:
    """The one answer for a record that is not there and for one that the actor may not see."""
    return refused(Kind.MISSING, MISSING)


def no_entity(entity: str) -> Refusal:
    """There is no such kind of record (or nothing of it may be seen)."""
    return refused(Kind.MISSING, NO_ENTITY, {"entity": entity})


def stale(expected: int, version: int) -> Refusal:
    """Somebody else changed the record first."""
    return refused(Kind.STALE, STALE, {"expected": expected, "version": version})
