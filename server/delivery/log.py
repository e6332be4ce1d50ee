"""The log of an effect as people read it: what happened to it, line by line, in both languages."""

from collections.abc import Iterator, Mapping

from engine.ports.outbox import Effect, Note, note
from engine.values.plain import Json, Label, in_language

_WHAT: Mapping[str, Label] = {
    "planned": {"en": "left to be sent", "zh-CN": "待发送"},
    "deferred": {"en": "deferred until {until}", "zh-CN": "推迟到 {until}"},
    "gathered": {"en": "put into a digest for {until}", "zh-CN": "并入 {until} 的汇总"},
    "skipped": {"en": "“{channel}” was passed over", "zh-CN": "跳过渠道“{channel}”"},
    "try_failed": {"en": "try {attempt} failed", "zh-CN": "第 {attempt} 次尝试失败"},
    "sent": {"en": "sent", "zh-CN": "已发送"},
    "done": {"en": "sent", "zh-CN": "已发送"},
    "failed": {"en": "given up", "zh-CN": "已放弃"},
    "unknown": {"en": "nobody knows whether it went out", "zh-CN": "是否发出不得而知"},
    "dropped": {"en": "not sent any more", "zh-CN": "不再发送"},
    "expired": {"en": "not sent: its time has passed", "zh-CN": "已过期，不发送"},
    "cancelled": {"en": "cancelled", "zh-CN": "已取消"},
}
_WHY: Mapping[str, Label] = {
    "quiet_hours": {"en": "quiet hours of the recipient", "zh-CN": "收件人处于免打扰时段"},
    "no_address": {
        "en": "no address or no text for it, or not wanted by it",
        "zh-CN": "没有该渠道的地址或文本，或收件人不接收该渠道",
    },
    "left_state": {"en": "the record has left the state", "zh-CN": "记录已离开该状态"},
    "condition": {"en": "its condition no longer holds", "zh-CN": "发送条件已不成立"},
    "no_consent": {"en": "there is no consent", "zh-CN": "未取得或已撤回同意"},
    "expired": {"en": "it was valid until then", "zh-CN": "已超过有效时刻"},
    "switched_off": {"en": "it is switched off", "zh-CN": "该消息已关闭"},
    "told_already": {"en": "the same was sent shortly before", "zh-CN": "不久前已发送过同一消息"},
    "nobody_holds_it": {
        "en": "nobody holds the duty or is in the team",
        "zh-CN": "无人担任该职责或属于该团队",
    },
    "person_left": {"en": "the person is not active", "zh-CN": "该人员已停用"},
    "no_record": {"en": "the record is gone", "zh-CN": "记录已不存在"},
    "no_such_message": {"en": "the pack no longer has the message", "zh-CN": "业务包中已没有该消息"},
    "no_day": {"en": "no day suits its digest", "zh-CN": "没有适合发送汇总的日子"},
    "empty_digest": {"en": "nothing in it is left to tell", "zh-CN": "汇总中已没有内容"},
    "lost_while_sending": {"en": "the worker was lost while sending", "zh-CN": "发送过程中断"},
    "answered": {"en": "it was answered", "zh-CN": "已收到答复"},
    "by_hand": {"en": "by an administrator", "zh-CN": "由管理员操作"},
}


def log_of(effect: Effect, language: str, *, whole: bool = True) -> list[Json]:
    """Every line, oldest first: ``at``, ``what``, ``text``, and what belongs to it.

    ``whole`` False: without what an adapter said, which may tell more of the recipient than a reader may know.
    """
    return [_line(line, language, whole=whole) for line in _lines(effect)]


def _lines(effect: Effect) -> Iterator[Note]:
    yield note(effect.at, "planned")
    yield from effect.log
    told = {str(line.get("what")) for line in effect.log}
    ended = {"sent"} if effect.state == "done" else {effect.state}
    if effect.done_at is not None and told.isdisjoint({*ended, effect.state}):
        yield note(effect.done_at, effect.state, **({"why": effect.error} if effect.error else {}))


def _line(line: Note, language: str, *, whole: bool) -> Json:
    why = str(line.get("why") or "")
    text = in_language(_WHAT.get(str(line["what"]), {}), language, str(line["what"]))
    for name, value in line.items():
        text = text.replace("{" + name + "}", str(value))
    reason = in_language(_WHY.get(why, {}), language, why if whole else "")
    shown = {
        name: value
        for name, value in line.items()
        if value is not None and (whole or (name != "reference" and (name != "why" or why in _WHY)))
    }
    joined = "：" if language.startswith("zh") else ": "
    return {**shown, "text": f"{text}{joined}{reason}" if reason else text}
