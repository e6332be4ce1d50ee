"""A row in words: what a person reads instead of JSON."""

from dataclasses import dataclass

from engine.conditions.decisions.cells import column_path, over
from engine.conditions.decisions.sheet import Row, Sheet
from engine.conditions.sentence import Words, sentence, value_words
from engine.conditions.tree import All, Condition, Path
from engine.values.plain import in_language

_PHRASES = {
    "en": {"if": "If {cells}: {values}", "always": "Always: {values}", "else": "Otherwise: {values}", "is": "{output} is {value}", "and": ", ", "nothing": "nothing"},
    "zh-CN": {"if": "若{cells}：{values}", "always": "任何情况下：{values}", "else": "否则：{values}", "is": "{output}为{value}", "and": "，", "nothing": "无结果"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _ColumnWords:
    """The labels of a pack, with the columns of a table called by their own labels."""

    sheet: Sheet
    words: Words

    def path(self, path: str, language: str) -> str:
        column = self.sheet.inputs.get(path.removeprefix("=")) if path.startswith("=") else None
        return (
            self.words.path(path, language)
            if column is None
            else in_language(column.label, language, column.id)
        )

    def option(self, path: str, id: str, language: str) -> str:
        column = self.sheet.inputs.get(path.removeprefix("=")) if path.startswith("=") else None
        told = path if column is None or not isinstance(column.node, Path) else column.node.path
        return self.words.option(told, id, language)

    def parameter(self, name: str, language: str) -> str:
        return self.words.parameter(name, language)

    def entity(self, entity: str, language: str) -> str:
        return self.words.entity(entity, language)


def row_words(sheet: Sheet, row: Row | None, words: Words, language: str) -> str:
    """A row (None: ``else``) as one sentence in ``en`` or ``zh-CN``; ``words`` are the labels of the pack.

    Inputs that have a label are called by it, and typed ones without a label by their id.
    """
    phrases = _PHRASES["zh-CN" if language.startswith("zh") else "en"]
    own = _ColumnWords(sheet, words)
    then = (sheet.otherwise or {}) if row is None else row.then
    told = [
        phrases["is"].format(
            output=in_language(sheet.outputs[id].label, language, id), value=value_words(node, own, language)
        )
        for id, node in then.items()
    ]
    values = phrases["and"].join(told) or phrases["nothing"]
    cells = () if row is None else tuple(_named(sheet, input_, cell) for input_, cell in row.cells.items())
    kind = "else" if row is None else "if" if cells else "always"
    return phrases[kind].format(cells=sentence(All(cells), own, language), values=values)


def _named(sheet: Sheet, input_: str, cell: Condition) -> Condition:
    """The cell over the column itself where the column has a name of its own."""
    column = sheet.inputs[input_]
    named = column.label or column.given
    return over(cell, column.node, column_path(column.id, column.type)) if named else cell
