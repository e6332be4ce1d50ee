"""What questions say when the answer is no."""

from engine.diagnostics.catalogue import problems_of

_filters = problems_of("filters")
_metrics = problems_of("metrics")
_views = problems_of("views")

UNKNOWN_FIELD = _filters("unknown_field", "There is no field “{field}” here.", "这里没有“{field}”字段。")
NO_SETS = _filters(
    "no_sets",
    "A filter may look at the record and along its links, not at sets of other records.",
    "筛选条件只能使用记录本身及其关联字段，不能统计其他记录。",
)
TOO_LONG = _filters(
    "too_long", "A filter may have at most {limit} comparisons.", "筛选条件最多 {limit} 个比较项。"
)
TOO_MANY_SORTS = _filters(
    "too_many_sorts", "A list may be sorted by at most {limit} fields.", "最多按 {limit} 个字段排序。"
)
NO_METRIC = _metrics("no_such_metric", "There is no metric “{metric}”.", "没有指标“{metric}”。")
NO_SUCH_SPLIT = _metrics(
    "no_such_split",
    "“{label}” cannot be split by “{name}”.",
    "“{label}”不能按“{name}”拆分。",
    ("It can be split by: {known}.", "可拆分的字段：{known}。"),
)
NO_BLOCK = _views(
    "no_such_block",
    "You have no page “{page}” with a block “{block}” that shows these records.",
    "您没有页面“{page}”，或其中没有展示此类记录的区块“{block}”。",
)
WRONG_SPAN = _metrics("wrong_span", "The span ends before it begins.", "结束日期早于开始日期。")
TOO_MANY_PERIODS = _metrics(
    "too_many_periods",
    "The span has more than {limit} periods.",
    "所选时间段超过 {limit} 个统计期。",
    ("Ask for a shorter span or longer periods.", "请缩短时间段，或选择更长的统计期。"),
)
TOO_MANY_FIGURES = _metrics(
    "too_many_figures",
    "There are more than {limit} figures.",
    "结果超过 {limit} 个数值。",
    ("Split less, or ask for longer periods.", "请减少拆分，或选择更长的统计期。"),
)
BAD_FILTER = _filters("invalid", "The filter is not right: {detail}", "筛选条件有误：{detail}")
