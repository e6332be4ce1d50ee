"""What a store may answer "no" to by itself, in both languages."""

from collections.abc import Mapping

from engine.diagnostics.problem import Diagnostic, Problem
from engine.values.plain import Json
from engine.values.refusal import Kind, Reason, Refusal

REUSED = Problem(
    "idempotency.reused",
    {
        "en": "This idempotency key was already used with another body.",
        "zh-CN": "该幂等键已用于另一份不同的内容。",
    },
    {"en": "Send a new key for a new command.", "zh-CN": "新的操作请使用新的幂等键。"},
)
NOT_UNIQUE = Problem(
    "records.not_unique",
    {
        "en": "{label}: there is already a record with these values.",
        "zh-CN": "{label}：已存在相同值的记录。",
    },
    {"en": "Use the existing record, or change the value.", "zh-CN": "请使用已有记录，或修改该值。"},
)
LINK_GONE = Problem(
    "records.link_gone",
    {
        "en": "A linked record does not exist (any more).",
        "zh-CN": "关联的记录不存在或已被删除。",
    },
)
STALE = Problem(
    "records.too_busy",
    {
        "en": "Too many changes of the same record at once; please try again.",
        "zh-CN": "同一记录的并发修改过多，请重试。",
    },
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
