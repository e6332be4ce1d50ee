"""The phrases of sentences in English and Chinese, by operator.

Each operator has what stands behind the left side in a statement, and what stands behind "must" (应) when it is wanted.
"""

from collections.abc import Mapping

from engine.conditions.tree import ValueNode
from engine.conditions.types import Kind
from engine.values.duration import Duration

# operator -> (behind the left side, behind "must"); {r} is the right side, {s} and {e} the ends of between.
Phrases = Mapping[str, tuple[str, str]]

_EN_COMMON: Phrases = {
    "eq": ("is {r}", "be {r}"),
    "ne": ("is not {r}", "be other than {r}"),
    "in": ("is {r}", "be {r}"),
    "not_in": ("is not {r}", "be other than {r}"),
    "between": ("is between {s} and {e}", "be between {s} and {e}"),
    "contains": ("contains {r}", "contain {r}"),
    "starts_with": ("begins with {r}", "begin with {r}"),
    "present": ("is filled in", "be filled in"),
    "absent": ("is empty", "be empty"),
    "any_of": ("includes at least one of {r}", "include at least one of {r}"),
    "all_of": ("includes all of {r}", "include all of {r}"),
    "within": ("is within {r}", "be within {r}"),
    "during": ("falls {r}", "fall {r}"),
}
_EN_NUMBERS: Phrases = {
    "lt": ("is less than {r}", "be less than {r}"),
    "lte": ("is at most {r}", "be at most {r}"),
    "gt": ("is more than {r}", "be more than {r}"),
    "gte": ("is at least {r}", "be at least {r}"),
}
_EN_MOMENTS: Phrases = {
    "lt": ("is before {r}", "be before {r}"),
    "lte": ("is no later than {r}", "be no later than {r}"),
    "gt": ("is after {r}", "be after {r}"),
    "gte": ("is no earlier than {r}", "be no earlier than {r}"),
}
_EN_ORDER: Phrases = {
    "lt": ("comes before {r}", "come before {r}"),
    "lte": ("is {r} or comes before it", "be {r} or come before it"),
    "gt": ("comes after {r}", "come after {r}"),
    "gte": ("is {r} or comes after it", "be {r} or come after it"),
}
_ZH_COMMON: Phrases = {
    "eq": ("为{r}", "为{r}"),
    "ne": ("不为{r}", "不为{r}"),
    "in": ("为{r}之一", "为{r}之一"),
    "not_in": ("不在{r}之中", "不在{r}之中"),
    "between": ("在{s}与{e}之间（含两端）", "在{s}与{e}之间（含两端）"),
    "contains": ("包含{r}", "包含{r}"),
    "starts_with": ("以{r}开头", "以{r}开头"),
    "present": ("已填写", "填写"),
    "absent": ("未填写", "留空"),
    "any_of": ("包含{r}中的至少一项", "包含{r}中的至少一项"),
    "all_of": ("同时包含{r}", "同时包含{r}"),
    "within": ("在{r}内", "在{r}内"),
    "during": ("在{r}", "在{r}"),
}
_ZH_NUMBERS: Phrases = {
    "eq": ("等于{r}", "等于{r}"),
    "ne": ("不等于{r}", "不等于{r}"),
    "lt": ("小于{r}", "小于{r}"),
    "lte": ("不超过{r}", "不超过{r}"),
    "gt": ("大于{r}", "大于{r}"),
    "gte": ("不少于{r}", "不少于{r}"),
}
_ZH_MOMENTS: Phrases = {
    "lt": ("早于{r}", "早于{r}"),
    "lte": ("不晚于{r}", "不晚于{r}"),
    "gt": ("晚于{r}", "晚于{r}"),
    "gte": ("不早于{r}", "不早于{r}"),
}
_ZH_ORDER: Phrases = {
    "lt": ("排在{r}之前", "排在{r}之前"),
    "lte": ("为{r}或排在其前", "为{r}或排在其前"),
    "gt": ("排在{r}之后", "排在{r}之后"),
    "gte": ("为{r}或排在其后", "为{r}或排在其后"),
}
_MOMENTS = (Kind.DATE, Kind.TIME, Kind.DATETIME)
_ORDERED = (Kind.TEXT, Kind.ENUM)

WINDOWS: Mapping[str, tuple[str, str]] = {
    "yesterday": ("on yesterday's date", "昨天"),
    "today": ("on today's date", "今天"),
    "tomorrow": ("on tomorrow's date", "明天"),
    "last_week": ("in last week", "上周"),
    "this_week": ("in this week", "本周"),
    "next_week": ("in next week", "下周"),
    "last_month": ("in last month", "上月"),
    "this_month": ("in this month", "本月"),
    "next_month": ("in next month", "下月"),
    "last_quarter": ("in last quarter", "上季度"),
    "this_quarter": ("in this quarter", "本季度"),
    "next_quarter": ("in next quarter", "下季度"),
    "last_year": ("in last year", "去年"),
    "this_year": ("in this year", "今年"),
    "next_year": ("in next year", "明年"),
}
# A comparison is turned by its opposite where there is one.
OPPOSITES: Mapping[str, str] = {
    **{
        a: b
        for pair in (("eq", "ne"), ("in", "not_in"), ("present", "absent"))
        for a, b in (pair, pair[::-1])
    },
    **{a: b for pair in (("lt", "gte"), ("gt", "lte")) for a, b in (pair, pair[::-1])},
}


def is_chinese(language: str) -> bool:
    """Whether the phrases of a language are the Chinese ones; every other language gets English."""
    return language.startswith("zh")


def phrase(left: ValueNode, operator: str, language: str) -> tuple[str, str]:
    """The phrases of an operator behind a value of this type: in a statement, and behind "must"."""
    operator = {"before": "lt", "after": "gt"}.get(operator, operator)
    kind = left.type.kind
    place = 1 if kind in _MOMENTS else 2 if kind in _ORDERED else 0
    if is_chinese(language):
        own = (_ZH_NUMBERS, _ZH_MOMENTS, _ZH_ORDER)[place]
        counts = kind in (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DURATION)
        return (
            own[operator]
            if operator in own and (counts or operator not in ("eq", "ne"))
            else _ZH_COMMON[operator]
        )
    own = (_EN_NUMBERS, _EN_MOMENTS, _EN_ORDER)[place]
    return own.get(operator) or _EN_COMMON[operator]


def duration(span: Duration, language: str) -> str:
    """A length in words: ``30 days``, ``1 day 2 hours``; 30天、1天2小时. The sign is not said."""
    hours, rest = divmod(abs(span.seconds), 3600)
    minutes, seconds = divmod(rest, 60)
    years, months = divmod(abs(span.months), 12)
    counts = (years, months, abs(span.days), hours, minutes, seconds)
    if is_chinese(language):
        units = ("年", "个月", "天", "小时", "分钟", "秒")
        return "".join(f"{count}{unit}" for count, unit in zip(counts, units, strict=True) if count) or "0秒"
    units = ("year", "month", "day", "hour", "minute", "second")
    words = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in zip(counts, units, strict=True) if n]
    return " ".join(words) or "0 seconds"


def is_backward(span: Duration) -> bool:
    """Whether it leads into the past."""
    return span.rough_seconds < 0
