"""The sentences of a comparison, in both languages."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from engine.packs.pieces import Key, Piece
from engine.values.plain import Json, Label, in_language

LANGUAGES = ("en", "zh-CN")

KINDS: Mapping[str, Label] = {
    "pack": {"en": "The pack", "zh-CN": "包"},
    "parameter": {"en": "Parameter", "zh-CN": "参数"},
    "entity": {"en": "Entity", "zh-CN": "实体"},
    "field": {"en": "Field", "zh-CN": "字段"},
    "unique": {"en": "Uniqueness", "zh-CN": "唯一规则"},
    "workflow": {"en": "Workflow", "zh-CN": "流程"},
    "state": {"en": "State", "zh-CN": "状态"},
    "transition": {"en": "Transition", "zh-CN": "流转"},
    "form": {"en": "Form", "zh-CN": "表单"},
    "role": {"en": "Role", "zh-CN": "角色"},
    "duty": {"en": "Duty", "zh-CN": "职责"},
    "rule": {"en": "Rule", "zh-CN": "规则"},
    "limit": {"en": "Limit", "zh-CN": "上限"},
    "approval": {"en": "Approval", "zh-CN": "审批"},
    "step": {"en": "Step", "zh-CN": "审批步骤"},
    "pool": {"en": "Pool", "zh-CN": "公海"},
    "metric": {"en": "Metric", "zh-CN": "指标"},
    "view": {"en": "Page", "zh-CN": "页面"},
    "dashboard": {"en": "Dashboard", "zh-CN": "看板"},
    "block": {"en": "Block", "zh-CN": "区块"},
    "invariant": {"en": "Invariant", "zh-CN": "不变式"},
    "decision": {"en": "Decision table", "zh-CN": "决策表"},
    "row": {"en": "Row of a decision table", "zh-CN": "决策表的行"},
    "document": {"en": "Document", "zh-CN": "文档"},
    "template": {"en": "Text of a document", "zh-CN": "文档模板"},
    "channel": {"en": "Channel", "zh-CN": "通道"},
    "message": {"en": "Message", "zh-CN": "消息"},
    "sample": {"en": "Sample", "zh-CN": "样例"},
    "scenario": {"en": "Scenario", "zh-CN": "场景测试"},
}
SENTENCES: Mapping[str, Label] = {
    "added": {"en": "{thing} was added.", "zh-CN": "新增{thing}。"},
    "added_required": {"en": "{thing} was added and is required.", "zh-CN": "新增{thing}，且为必填。"},
    "removed": {"en": "{thing} was removed.", "zh-CN": "删除{thing}。"},
    "renamed": {"en": "{thing} was renamed: its id was {before}.", "zh-CN": "{thing}改名，原标识为 {before}。"},
    "label": {"en": "{thing} is called “{after}” instead of “{before}”.", "zh-CN": "{thing}的名称由“{before}”改为“{after}”。"},
    "changed": {"en": "{thing}: {key} changed from {before} to {after}.", "zh-CN": "{thing}：{key} 由 {before} 改为 {after}。"},
    "said": {"en": "{thing}: {key} is new: {after}.", "zh-CN": "{thing}：新增 {key}：{after}。"},
    "unsaid": {"en": "{thing}: {key} is gone; it was {before}.", "zh-CN": "{thing}：去掉 {key}，原为 {before}。"},
    "option_added": {"en": "{thing} has a new option: {after}.", "zh-CN": "{thing}新增选项：{after}。"},
    "option_removed": {"en": "{thing} has lost an option: {before}.", "zh-CN": "{thing}去掉选项：{before}。"},
    "required": {"en": "{thing} is now required.", "zh-CN": "{thing}变为必填。"},
    "optional": {"en": "{thing} is no longer required.", "zh-CN": "{thing}不再必填。"},
    "type": {"en": "{thing} is now of type {after}; it was {before}.", "zh-CN": "{thing}的类型由 {before} 改为 {after}。"},
    "default": {"en": "{thing}: {after} instead of {before}.", "zh-CN": "{thing}由 {before} 改为 {after}。"},
    "guard": {"en": "{thing} is allowed under another condition.", "zh-CN": "{thing}的条件有变化。"},
    "guard_new": {"en": "{thing} is now allowed only under a condition.", "zh-CN": "{thing}新增了条件限制。"},
    "guard_gone": {"en": "{thing} no longer needs a condition.", "zh-CN": "{thing}不再需要条件。"},
    "by_duty": {"en": "{thing} is now done by the duty {after}, no longer by {before}.", "zh-CN": "{thing}改由职责{after}执行，原为{before}。"},
    "pool_shows": {"en": "{thing} shows {after} before a claim; it was {before}.", "zh-CN": "{thing}在领取前展示{after}，原为{before}。"},
    "pool_claim": {"en": "{thing}: one claims by {after} instead of {before}.", "zh-CN": "{thing}：领取方式为{after}，原为{before}。"},
    "pool_limits": {"en": "{thing}: a claim takes from {after} instead of {before}.", "zh-CN": "{thing}：领取计入{after}，原为{before}。"},
    "pool_waits": {"en": "{thing}: the last owner waits {after} instead of {before}.", "zh-CN": "{thing}：上一任负责人须等待{after}，原为{before}。"},
    "pool_managed": {"en": "{thing} is handed out by {after} instead of {before}.", "zh-CN": "{thing}由{after}分配，原为{before}。"},
    "limit_max": {"en": "{thing}: at most {after} instead of {before}.", "zh-CN": "{thing}：最多 {after}，原为 {before}。"},
    "limit_warn": {"en": "{thing} warns from {after} on instead of {before}.", "zh-CN": "{thing}：自 {after} 起提醒，原为 {before}。"},
    "limit_window": {"en": "{thing} is counted {after} instead of {before}.", "zh-CN": "{thing}：统计时间为{after}，原为{before}。"},
    "limit_per": {"en": "{thing} is counted per {after} instead of {before}.", "zh-CN": "{thing}：按 {after} 统计，原按 {before}。"},
    "limit_who": {"en": "{thing} counts what is done as {after} instead of {before}.", "zh-CN": "{thing}：统计{after}的操作，原为{before}。"},
    "limit_on": {"en": "{thing} counts something else.", "zh-CN": "{thing}：统计内容有变化。"},
    "limit_sum": {"en": "{thing} counts the amount {after} instead of {before}.", "zh-CN": "{thing}：累计 {after}，原为 {before}。"},
    "limit_at": {"en": "{thing}: when it is reached {after}; before, {before}.", "zh-CN": "{thing}：达到上限时{after}，原为{before}。"},
    "limit_lifted": {"en": "{thing} may be exceeded by the duty {after} instead of {before}.", "zh-CN": "{thing}：可超出上限的职责为{after}，原为{before}。"},
    "limit_back": {"en": "{thing}: a unit is given back by {after} instead of {before}.", "zh-CN": "{thing}：由{after}退回次数，原为{before}。"},
    "step_by": {"en": "{thing} is now decided by {after} instead of {before}.", "zh-CN": "{thing}改由{after}审批，原为{before}。"},
    "step_if": {"en": "{thing} is asked {after}; before, {before}.", "zh-CN": "{thing}：{after}；原为：{before}。"},
    "step_decide": {"en": "{thing}: {after} must say yes; before, {before}.", "zh-CN": "{thing}：{after}，原为{before}。"},
    "step_order": {"en": "{thing} now stands at {after} instead of {before}.", "zh-CN": "{thing}的次序改为 {after}，原为 {before}。"},
    "step_may": {"en": "Who decides {thing} may also {after} instead of {before}.", "zh-CN": "{thing}的审批人另可{after}，原为{before}。"},
    "covers": {"en": "{thing} is now about {after} instead of {before}.", "zh-CN": "{thing}的内容改为{after}，原为{before}。"},
    "moved": {"en": "{thing} moved from {before} to {after}.", "zh-CN": "{thing}由{before}转给{after}。"},
    "also": {"en": "{thing} is now also held by {after}.", "zh-CN": "{thing}现在也由{after}承担。"},
    "not_anymore": {"en": "{thing} is no longer held by {before}.", "zh-CN": "{thing}不再由{before}承担。"},
    "scope": {"en": "{holders} reach other records by {thing}: {after} instead of {before}.", "zh-CN": "{holders}凭{thing}可及的记录范围由{before}改为{after}。"},
    "create": {"en": "{holders} may now create: {after}.", "zh-CN": "{holders}现在可以新建：{after}。"},
    "create_no": {"en": "{holders} may no longer create by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}新建：{before}。"},
    "transitions": {"en": "{holders} may now do: {after}.", "zh-CN": "{holders}现在可以执行：{after}。"},
    "transitions_no": {"en": "{holders} may no longer do by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}执行：{before}。"},
    "read": {"en": "{holders} may now read: {after}.", "zh-CN": "{holders}现在可以查看：{after}。"},
    "read_no": {"en": "{holders} may no longer read by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}查看：{before}。"},
    "write": {"en": "{holders} may now write: {after}.", "zh-CN": "{holders}现在可以填写：{after}。"},
    "write_no": {"en": "{holders} may no longer write by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}填写：{before}。"},
    "mask": {"en": "{holders} now see masked: {after}.", "zh-CN": "{holders}现在可以看到脱敏的：{after}。"},
    "mask_no": {"en": "{holders} no longer see by {thing}, not even masked: {before}.", "zh-CN": "{holders}不再凭{thing}看到脱敏的：{before}。"},
    "reveal": {"en": "{holders} may now reveal: {after}.", "zh-CN": "{holders}现在可以查看明文：{after}。"},
    "reveal_no": {"en": "{holders} may no longer reveal by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}查看明文：{before}。"},
    "export": {"en": "{holders} may now export: {after}.", "zh-CN": "{holders}现在可以导出：{after}。"},
    "export_no": {"en": "{holders} may no longer export by {thing}: {before}.", "zh-CN": "{holders}不能再凭{thing}导出：{before}。"},
}  # fmt: skip
SCOPES: Mapping[str, Label] = {
    "own": {"en": "own", "zh-CN": "本人的"},
    "team": {"en": "team", "zh-CN": "本组的"},
    "centre": {"en": "centre", "zh-CN": "本中心的"},
    "company": {"en": "company", "zh-CN": "全公司的"},
}
# What stands in something else -> the kinds of thing that it may stand in.
_OWNERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("field", "state", "transition", "unique"), ("entity",)),
    "step": ("approval",),
    "block": ("view", "dashboard"),
}
_NOBODY: Label = {"en": "nobody", "zh-CN": "无人"}
_CONDITION: Label = {"en": "a condition", "zh-CN": "按条件"}
_ALL: Label = {"en": "all ordinary fields", "zh-CN": "所有普通字段"}
_LONGEST = 60


class DiffWords:
    """Names things by their labels: the newer one where both packs have the thing."""

    def __init__(self, before: Mapping[Key, Piece], after: Mapping[Key, Piece]) -> None:
        """The pieces of both packs."""
        self._pieces = {**before, **after}

    def name(self, kind: str, id: str, language: str) -> str:
        """The label of a thing in quotation marks, its id where it has none."""
        if kind == "field" and id.endswith(".*"):
            return in_language(_ALL, language)
        piece = self._pieces.get((kind, id))
        return f"“{in_language(piece.label, language, id) if piece else id}”"

    def names(self, kind: str, ids: Sequence[str], language: str) -> str:
        """Several labels; "nobody" of none."""
        mark = "、" if language.startswith("zh") else ", "
        return mark.join(self.name(kind, id, language) for id in ids) or in_language(_NOBODY, language)

    def thing(self, piece: Piece, language: str) -> str:
        """``Field “Price”``; of something in an entity, with the entity: ``Field “Price” (“Repair”)``."""
        kind = in_language(KINDS[piece.kind], language)
        if piece.kind == "pack":
            return kind
        name = f"“{in_language(piece.label, language, piece.id)}”"
        gap = "" if language.startswith("zh") else " "
        if piece.kind in _OWNERS:
            head = piece.id.partition(".")[0]
            kinds = (owner for owner in _OWNERS[piece.kind] if (owner, head) in self._pieces)
            owner = self.name(next(kinds, ""), head, language)
            return (
                f"{kind}{gap}{name}（{owner}）" if language.startswith("zh") else f"{kind} {name} ({owner})"
            )
        return f"{kind}{gap}{name}"

    def say(self, sentence: str, piece: Piece, **words: Label) -> Label:
        """The sentence in each language; ``words`` fill its places."""
        return {
            language: SENTENCES[sentence][language].format(
                thing=self.thing(piece, language),
                **{key: in_language(word, language) for key, word in words.items()},
            )
            for language in LANGUAGES
        }


def shown(value: Json) -> Label:
    """A value as it is read in a sentence; of a condition or another large thing only that it is one."""
    if isinstance(value, Mapping):
        labels = {str(key): str(text) for key, text in value.items() if isinstance(text, str)}
        return labels if "en" in labels or "zh-CN" in labels else _CONDITION
    if isinstance(value, list | tuple):
        return _same(", ".join(shown(one)["en"] for one in value)[:_LONGEST] or "[]")
    if isinstance(value, Decimal):
        return _same(format(value, "f"))
    return _same(str(value).lower() if isinstance(value, bool) or value is None else str(value)[:_LONGEST])


def scope(value: Json) -> Label:
    """A scope in words."""
    return SCOPES[value] if isinstance(value, str) and value in SCOPES else _CONDITION


def _same(text: str) -> Label:
    return dict.fromkeys(LANGUAGES, text)
