"""What may stand in the way of publishing a pack, beside faults of the pack itself."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("publishing")

OTHER_PACK = _problem(
    "other_pack",
    "This database runs the pack “{live}”; “{pack}” is another one.",
    "该数据库运行的是流程包“{live}”，而“{pack}”是另一个流程包。",
    ("Use another database for it.", "请为它使用另一个数据库。"),
)
TESTS_FAILED = _problem(
    "tests_failed",
    "{failed} of {count} scenarios of the pack fail.",
    "流程包的 {count} 个场景中有 {failed} 个未通过。",
    ("Run “pointsman pack test”.", "请运行“pointsman pack test”。"),
)
STATE_GONE = _problem(
    "state_gone",
    "{count} records of “{entity}” are in the state “{state}”, which the new version no longer has.",
    "有 {count} 条“{entity}”记录处于状态“{state}”，新版本已没有该状态。",
    ("Say where they go: --map {entity}.{state}=<state>", "请指定它们的去向：--map {entity}.{state}=<状态>"),
)
TRACK_STATE_GONE = _problem(
    "track_state_gone",
    "{count} records of “{entity}” are in the state “{state}” of “{column}”, which the new version no longer has.",
    "有 {count} 条“{entity}”记录的“{column}”处于状态“{state}”，新版本已没有该状态。",
    (
        "Say where they go: --map {entity}.{column}.{state}=<state>",
        "请指定它们的去向：--map {entity}.{column}.{state}=<状态>",
    ),
)
VARIANT_GONE = _problem(
    "variant_gone",
    "{count} records of “{entity}” follow the variant “{state}”, which the new version no longer has.",
    "有 {count} 条“{entity}”记录适用变体“{state}”，新版本已没有该变体。",
    (
        "Say which they are to follow: --map {entity}.variant.{state}=<variant>, or =ordinary",
        "请指定它们今后适用的变体：--map {entity}.variant.{state}=<变体>，或 =ordinary",
    ),
)
UNDER_REVIEW = _problem(
    "under_review",
    "“{approval}” still waits for a decision ({count}): no version is published meanwhile.",
    "“{approval}”尚有 {count} 项未决，评审期间不能发布新版本。",
    ("Decide it, or take it back.", "请先完成评审，或撤回申请。"),
)
BAD_MAP = _problem(
    "bad_map",
    "“{map}” maps no records: {entity}.old=new is meant, where “new” is a state of the new version.",
    "“{map}”不是有效的映射：应写作 {entity}.旧状态=新状态，且新状态须存在于新版本中。",
)
TABLES_BLOCKED = _problem(
    "tables_blocked",
    "The tables cannot be brought to the new version: {detail}",
    "数据表无法升级到新版本：{detail}",
)
BROKEN_SAMPLE = _problem(
    "broken_sample",
    "A sample that scenarios build on is refused: {detail}",
    "场景所用的样例数据被拒绝：{detail}",
)
_CONFIRM_DUE = (
    "If that is meant: --confirm-due (over HTTP: ?confirm_due=true). A deadline with “if_late”: “skip” leaves out what is past.",
    "若确认如此：--confirm-due（HTTP：?confirm_due=true）。时限写上“if_late”: “skip”则跳过已过期的。",
)
DUE_AT_ONCE = _problem(
    "due_at_once",
    "“{entity}.{timer}” would be due at once for {count} records.",
    "发布后将有 {count} 条记录的“{entity}.{timer}”立即到期。",
    _CONFIRM_DUE,
)
DUE_UNKNOWN = _problem(
    "due_unknown",
    "What is due for {count} records of “{entity}” hangs on figures that come with the new version: some may be due at once.",
    "“{entity}”有 {count} 条记录的到期时间取决于新版本才有的统计值，其中一些可能立即到期。",
    _CONFIRM_DUE,
)
