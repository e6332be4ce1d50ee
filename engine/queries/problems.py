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
NO_METRIC = Problem(
    "metrics.no_such_metric",
    {"en": "There is no metric “{metric}”.", "zh-CN": "没有指标“{metric}”。"},
)
NO_SUCH_SPLIT = Problem(
    "metrics.no_such_split",
    {"en": "“{label}” cannot be split by “{name}”.", "zh-CN": "“{label}”不能按“{name}”拆分。"},
    {"en": "It can be split by: {known}.", "zh-CN": "可拆分的字段：{known}。"},
)
NO_BLOCK = Problem(
    "views.no_such_block",
    {
        "en": "You have no page “{page}” with a block “{block}” that shows these records.",
        "zh-CN": "您没有页面“{page}”，或其中没有展示此类记录的区块“{block}”。",
    },
)
WRONG_SPAN = Problem(
    "metrics.wrong_span",
    {"en": "The span ends before it begins.", "zh-CN": "结束日期早于开始日期。"},
)
TOO_MANY_PERIODS = Problem(
    "metrics.too_many_periods",
    {"en": "The span has more than {limit} periods.", "zh-CN": "所选时间段超过 {limit} 个统计期。"},
    {"en": "Ask for a shorter span or longer periods.", "zh-CN": "请缩短时间段，或选择更长的统计期。"},
)
TOO_MANY_FIGURES = Problem(
    "metrics.too_many_figures",
    {"en": "There are more than {limit} figures.", "zh-CN": "结果超过 {limit} 个数值。"},
    {"en": "Split less, or ask for longer periods.", "zh-CN": "请减少拆分，或选择更长的统计期。"},
)
BAD_FILTER = Problem(
    "filters.invalid",
    {"en": "The filter is not right: {detail}", "zh-CN": "筛选条件有误：{detail}"},
)
