"""What questions say when the answer is no."""

from engine.diagnostics.problem import Problem

UNKNOWN_FIELD = Problem(
    "filters.unknown_field",
    {"en": "There is no field “{field}” here.", "zh-CN": "这里没有“{field}”字段。"},
)
NO_SETS = Problem(
    "filters.no_sets",
    {
        "en": "A filter may look at the record and along its links, not at sets of other records.",
        "zh-CN": "筛选条件只能使用记录本身及其关联字段，不能统计其他记录。",
    },
)
TOO_LONG = Problem(
    "filters.too_long",
    {"en": "A filter may have at most {limit} comparisons.", "zh-CN": "筛选条件最多 {limit} 个比较项。"},
)
TOO_MANY_SORTS = Problem(
    "filters.too_many_sorts",
    {"en": "A list may be sorted by at most {limit} fields.", "zh-CN": "最多按 {limit} 个字段排序。"},
)
BAD_FILTER = Problem(
    "filters.invalid",
    {"en": "The filter is not right: {detail}", "zh-CN": "筛选条件有误：{detail}"},
)
