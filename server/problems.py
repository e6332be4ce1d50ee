"""What the server itself says when the answer is no: everything that is not about records."""

from engine.diagnostics.catalogue import problems_of

_problem = problems_of("server")


NO_ROUTE = _problem("no_such_address", "There is nothing at this address.", "该地址不存在。")
NO_METHOD = _problem(
    "method_not_allowed",
    "This address does not take {method}; it takes: {allowed}.",
    "该地址不支持 {method}，支持：{allowed}。",
)
NOT_SIGNED_IN = _problem(
    "not_signed_in", "Please sign in.", "请先登录。", ("The session may have ended.", "会话可能已结束。")
)
WRONG_PASSWORD = _problem("wrong_password", "The login or the password is wrong.", "账号或密码不正确。")
TOO_MANY_TRIES = _problem(
    "too_many_tries",
    "There were too many attempts. Try again in {seconds} seconds.",
    "尝试次数过多，请在 {seconds} 秒后重试。",
)
BUSY = _problem(
    "busy", "The server is busy. Try again in {seconds} seconds.", "服务器繁忙，请在 {seconds} 秒后重试。"
)
UNAVAILABLE = _problem(
    "store_unavailable",
    "The database cannot be reached at the moment. Nothing that was confirmed is lost.",
    "暂时无法连接数据库。已确认的内容不会丢失。",
    ("Try again in a few seconds.", "请稍后重试。"),
)
UNSURE = _problem(
    "outcome_unknown",
    "The connection to the database was lost while saving: the change may or may not have been made.",
    "保存时与数据库的连接中断：修改可能已保存，也可能未保存。",
    (
        "Load the record again before you repeat it, or repeat with the same Idempotency-Key.",
        "请重新载入后再操作，或使用相同的 Idempotency-Key 重试。",
    ),
)
DISK_FULL = _problem(
    "disk_full",
    "There is no room left to save changes. Reading still works.",
    "存储空间已满，无法保存修改，但仍可查看。",
)
STARTING = _problem(
    "starting",
    "The server is starting or ending. Try again in a moment.",
    "服务器正在启动或关闭，请稍后重试。",
)
NOT_READY = _problem("not_ready", "Not ready: {check}.", "尚未就绪：{check}。")
NO_RELEASE = _problem(
    "no_release",
    "No pack has been published yet.",
    "尚未发布任何流程包。",
    ("Publish one first.", "请先发布一个流程包。"),
)
WRONG_CSRF = _problem(
    "wrong_csrf",
    "This change did not come from the application's own page.",
    "该请求不是由本应用页面发出的。",
    (
        "Load the page again. Programs use an API token instead of a cookie.",
        "请刷新页面后重试。程序请使用 API 令牌而不是 Cookie。",
    ),
)
WRONG_ORIGIN = _problem(
    "wrong_origin",
    "Changes are not taken from pages of {origin}.",
    "不接受来自 {origin} 页面的修改。",
)
SCOPE = _problem(
    "token_scope",
    "This token does not allow it: the scope “{scope}” is needed.",
    "该令牌没有所需的权限范围“{scope}”。",
)
MUST_CHANGE = _problem(
    "password_must_change",
    "Choose a password of your own first.",
    "请先设置您自己的密码。",
    (
        "POST /api/v1/me/password takes the present one and a new one.",
        "通过 POST /api/v1/me/password 提交当前密码和新密码。",
    ),
)
BAD_PASSWORD = _problem(
    "bad_password",
    "A password has {shortest} to {longest} characters.",
    "密码应为 {shortest} 到 {longest} 个字符。",
)
SAME_PASSWORD = _problem("same_password", "The new password is the present one.", "新密码与当前密码相同。")
NO_SUCH_USER = _problem("no_such_user", "There is no such account.", "没有这个账号。")
NO_SUCH_HANDOVER = _problem("no_such_handover", "There is no such handover.", "没有这次交接。")
NO_SUCH_PERSON = _problem("no_such_person", "There is no such person.", "没有这个人员。")
NO_SUCH_SESSION = _problem("no_such_session", "There is no such session.", "没有这个会话。")
NOT_ADMIN = _problem("not_admin", "This is for administrators.", "此操作仅限管理员。")
NO_SUCH_POST = _problem("no_such_post", "You do not hold this post.", "您没有担任该岗位。")
TOO_LARGE = _problem("too_large", "The request has more than {limit} bytes.", "请求超过 {limit} 字节。")
WRONG_TYPE = _problem(
    "wrong_media_type",
    "The content must be {expected}; it is {found}.",
    "内容类型应为 {expected}，实际为 {found}。",
)
NOT_JSON = _problem("not_json", "{detail}", "{detail}")
NOT_AN_OBJECT = _problem("not_an_object", "The request must be a JSON object.", "请求内容必须是 JSON 对象。")
UNKNOWN_KEY = _problem("unknown_key", "There is no place for “{name}” here.", "此处没有“{name}”。")
MISSING_KEY = _problem("missing_key", "“{name}” is required.", "缺少“{name}”。")
WRONG_VALUE = _problem("wrong_value", "“{name}” must be {expected}.", "“{name}”应为 {expected}。")
BAD_QUERY = _problem(
    "bad_query", "What follows the question mark cannot be read.", "无法识别地址中问号后的内容。"
)
TOO_MANY_FILTERS = _problem(
    "too_many_filters",
    "A list takes at most {limit} filters; send a condition to search instead.",
    "列表最多 {limit} 个筛选，请改用 search。",
)
NO_IF_MATCH = _problem(
    "precondition_required",
    "Say which version you change: send its ETag as If-Match.",
    "请在 If-Match 中给出所修改的版本（ETag）。",
)
BAD_IF_MATCH = _problem(
    "bad_if_match",
    'If-Match must hold the ETag of the record, such as "3".',
    'If-Match 应为该记录的 ETag，例如 "3"。',
)
BAD_KEY = _problem(
    "bad_idempotency_key",
    "Idempotency-Key must be 1 to 200 printable ASCII characters.",
    "Idempotency-Key 应为 1 到 200 个可打印 ASCII 字符。",
)
BAD_CURSOR = _problem(
    "bad_cursor",
    "This cursor does not belong to this list.",
    "该游标不属于此列表。",
    ("Begin with the first page.", "请从第一页开始。"),
)
NO_FORM = _problem("no_such_form", "There is no form “{form}”.", "没有表单“{form}”。")
NO_TRANSITION = _problem(
    "no_such_transition", "There is no transition “{transition}” here.", "这里没有“{transition}”这个操作。"
)
NO_DEDUPE = _problem(
    "no_dedupe",
    "“{entity}” has no fields that are looked at for duplicates.",
    "“{entity}”没有用于查重的字段。",
)
BAD_UPLOAD = _problem("bad_upload", "The upload is not right: {detail}.", "上传内容有误：{detail}。")
INVALID_PACK = _problem(
    "invalid_pack", "The pack has {count} faults and was not published.", "流程包有 {count} 处错误，未发布。"
)
WRONG_PACK = _problem(
    "wrong_pack",
    "The archive holds the pack “{found}”, not “{pack}”.",
    "压缩包中的流程包是“{found}”，不是“{pack}”。",
)
TOO_MANY_ROWS = _problem(
    "too_many_rows",
    "There are more than {limit} records; narrow the filter, or export with the command line.",
    "记录超过 {limit} 条，请缩小筛选范围，或使用命令行导出。",
)
NO_SUCH_TOKEN = _problem("no_such_token", "There is no such token.", "没有这个令牌。")
NOT_BY_TOKEN = _problem(
    "not_by_token",
    "Only whoever signs in with a password may do this, not a token.",
    "只有用密码登录的人可以执行此操作，令牌不可以。",
)
ONLY_BY_TOKEN = _problem(
    "only_by_token",
    "Only a program comes this way, by a token with the scope “{scope}”.",
    "此入口只供程序使用，须持有“{scope}”权限的令牌。",
)
BAD_MESSAGE_ID = _problem(
    "bad_message_id",
    "Webhook-Id must be 1 to 200 visible ASCII characters.",
    "Webhook-Id 必须是 1 到 200 个可见的 ASCII 字符。",
)
NO_IMPORT = _problem("no_such_import", "There is no such import.", "没有这次导入。")
INTERNAL = _problem(
    "internal",
    "Something went wrong on the server. Nothing was changed by this request unless it was confirmed.",
    "服务器出错。除非已确认，本次请求没有产生任何修改。",
    ("Tell the administrator the trace id.", "请把跟踪编号告诉管理员。"),
)

NO_SUCH_LETTER = _problem(
    "no_such_letter", "There is no such message in your inbox.", "收件箱中没有这条消息。"
)
NO_SUCH_EFFECT = _problem("no_such_effect", "There is no such effect.", "没有这项外发事项。")
NOT_IN_THIS_STATE = _problem(
    "not_in_this_state",
    "This cannot be decided about an effect that is {state}.",
    "该事项当前状态为 {state}，不能这样处理。",
    (
        "Only what failed or is unknown is sent again or settled, and only what has not begun is cancelled.",
        "只有失败或结果不明的事项可以重发或确认，只有尚未开始的事项可以取消。",
    ),
)

DOCUMENT_LIBRARY = _problem(
    "documents_need_pango",
    "Documents need the library Pango, which this machine does not have.",
    "生成文档需要 Pango 程序库，本机尚未安装。",
    (
        "On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk. Everything else works without it.",
        "Debian 与 Ubuntu：apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-cjk。其他功能不受影响。",
    ),
)
DOCUMENT_GLYPHS = _problem(
    "documents_need_fonts",
    "No font of the server has these characters: {detail} ({codes}). The document was not made, so that it has no gaps.",
    "服务器上没有字体能显示这些字：{detail}（{codes}）。为避免缺字，未生成文档。",
    (
        "Install a font that has them (on Debian and Ubuntu: apt-get install fonts-noto-cjk), or write them otherwise.",
        "请安装包含这些字的字体（Debian 与 Ubuntu：apt-get install fonts-noto-cjk），或改用其他写法。",
    ),
)
DOCUMENT_PAGES = _problem(
    "document_too_long", "The document would have {detail} pages.", "文档将有 {detail} 页，超过上限。"
)
DOCUMENT_TIME = _problem(
    "document_too_slow",
    "Laying the document out took too long or too much memory.",
    "文档排版耗时过长或占用内存过多。",
    (
        "Try again; if it happens again, its template asks for too much.",
        "请重试；如反复出现，说明模板过于复杂。",
    ),
)
DOCUMENT_BROKEN = _problem(
    "document_not_laid_out",
    "The document could not be laid out.",
    "文档排版失败。",
    ("Tell the administrator the trace id.", "请把跟踪编号告诉管理员。"),
)
