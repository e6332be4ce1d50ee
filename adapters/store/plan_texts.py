"""The sentences of a plan, in both languages."""

from collections.abc import Mapping

from engine.values.plain import Label

TEXTS: dict[str, Label] = {
    "create_table": {"en": "Make a table for “{table}”.", "zh-CN": "为“{table}”建表。"},
    "create_index": {"en": "Make the index {index}.", "zh-CN": "建立索引 {index}。"},
    "drop_index": {
        "en": "Drop the index {index} (no data is lost).",
        "zh-CN": "删除索引 {index}（不丢失数据）。",
    },
    "tie": {
        "en": "Tie {table}.{column} to the records it points to.",
        "zh-CN": "为 {table}.{column} 建立外键。",
    },
    "rename_table": {"en": "Rename the table {old} to {new}.", "zh-CN": "将表 {old} 改名为 {new}。"},
    "rename_column": {
        "en": "Rename “{old}” of “{table}” to “{new}”.",
        "zh-CN": "将“{table}”的“{old}”改名为“{new}”。",
    },
    "add_column": {"en": "Add “{column}” to “{table}”.", "zh-CN": "为“{table}”增加“{column}”。"},
    "widen": {
        "en": "Widen “{column}” of “{table}” from {was} to {now}.",
        "zh-CN": "将“{table}”的“{column}”由 {was} 放宽为 {now}。",
    },
    "kind_changed": {
        "en": "“{column}” of “{table}” holds {was} and cannot become {now}: add a new field instead.",
        "zh-CN": "“{table}”的“{column}”现为 {was}，不能改为 {now}：请新增字段。",
    },
    "target_changed": {
        "en": "“{column}” of “{table}” points to {was} and cannot point to {now}: add a new field instead.",
        "zh-CN": "“{table}”的“{column}”现指向 {was}，不能改为指向 {now}：请新增字段。",
    },
    "currency_changed": {
        "en": "{count} amounts in “{column}” of “{table}” are in {was} and cannot become {now}: add a new field instead.",
        "zh-CN": "“{table}”的“{column}”中有 {count} 个金额以 {was} 记录，不能改为 {now}：请新增字段。",
    },
    "duplicates": {
        "en": "{count} sets of values of “{table}” would break “{label}”: mend them first.",
        "zh-CN": "“{table}”中有 {count} 组值违反“{label}”：请先处理。",
    },
    "empty_required": {
        "en": "{count} records of “{table}” have no “{column}”, which is now required; they keep as they are until changed.",
        "zh-CN": "“{table}”中有 {count} 条记录缺少现在必填的“{column}”；修改前保持原样。",
    },
}


def sentence(name: str, data: Mapping[str, str]) -> Label:
    """A sentence with its places filled."""
    return {language: text.format(**data) for language, text in TEXTS[name].items()}
