"""What a store may answer "no" to by itself, in both languages."""

from collections.abc import Mapping

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Diagnostic, Problem
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal

_idempotency = problems_of("idempotency")
_records = problems_of("records")

REUSED = _idempotency(
    "reused",
    "This idempotency key was already used with another body.",
    "该幂等键已用于另一份不同的内容。",
    ("Send a new key for a new command.", "新的操作请使用新的幂等键。"),
)
NOT_UNIQUE = _records(
    "not_unique",
    "{label}: there is already a record with these values.",
    "{label}：已存在相同值的记录。",
    ("Use the existing record, or change the value.", "请使用已有记录，或修改该值。"),
)
LINK_GONE = _records(
    "link_gone", "A linked record does not exist (any more).", "关联的记录不存在或已被删除。"
)
STALE = _records(
    "too_busy",
    "Too many changes of the same record at once; please try again.",
    "同一记录的并发修改过多，请重试。",
)
PROBLEMS = (REUSED, NOT_UNIQUE, LINK_GONE, STALE)


def refuse(kind: Kind, problem: Problem, data: Mapping[str, Mapping[str, str]] | None = None) -> Refusal:
    """A refusal with this one reason. ``data``: name of a place in the sentence -> its text in each language."""
    texts = {
        language: Diagnostic(
            problem, data={name: in_both[language] for name, in_both in (data or {}).items()}
        )
        for language in ("en", "zh-CN")
    }
    plain: dict[str, Json] = dict(data or {})
    return Refusal(
        kind,
        (
            Reason(
                problem.code,
                {language: found.text(language) for language, found in texts.items()},
                fix={language: found.hint(language) for language, found in texts.items() if problem.hint},
                data=plain,
            ),
        ),
    )
