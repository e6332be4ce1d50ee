from engine.conditions.decisions.row_words import row_words
from tests.engine.conditions.decisions.tables import row, table


class _Labels:
    """Labels that show what they were asked for."""

    def path(self, path: str, language: str) -> str:
        return (
            {"visits": "次数", "urgency": "紧急程度"}.get(path, path)
            if language == "zh-CN"
            else path.capitalize()
        )

    def option(self, path: str, id: str, language: str) -> str:
        return f"{path}:{id}"

    def parameter(self, name: str, language: str) -> str:
        return name

    def entity(self, entity: str, language: str) -> str:
        return entity


INPUTS = {
    "visits": {"field": "visits"},
    "urgency": {"field": "urgency", "label": {"en": "Hurry", "zh-CN": "缓急"}},
}
ROWS = [
    row("hot", {"visits": {"op": "lte", "value": 3}, "urgency": "high"}, grade="A"),
    row("rest", grade="C"),
    row("none"),
]


def test_a_row_in_words():
    sheet = table(ROWS, inputs=INPUTS, **{"else": {"grade": "B"}}).sheet

    assert (
        row_words(sheet, sheet.rows[0], _Labels(), "en")
        == "If Visits is at most 3 and Hurry is “urgency:high”: grade is “:A”"
    )
    assert (
        row_words(sheet, sheet.rows[0], _Labels(), "zh-CN")
        == "若次数不超过3，且缓急为“urgency:high”：grade为“:A”"
    )
    assert row_words(sheet, sheet.rows[1], _Labels(), "en") == "Always: grade is “:C”"
    assert row_words(sheet, sheet.rows[2], _Labels(), "zh-CN") == "任何情况下：无结果"
    assert row_words(sheet, None, _Labels(), "en") == "Otherwise: grade is “:B”"


def test_typed_inputs_and_outputs_go_by_their_names():
    outputs = {"n": {"type": "integer", "label": {"en": "Points", "zh-CN": "分数"}}}
    sheet = table(
        [row("r", {"weight": {"op": "gt", "value": 2}}, n=5)],
        entity=None,
        inputs={"weight": {"type": "decimal"}},
        outputs=outputs,
    ).sheet

    assert row_words(sheet, sheet.rows[0], _Labels(), "en") == "If weight is more than 2: Points is 5"
    assert row_words(sheet, sheet.rows[0], _Labels(), "zh-CN") == "若weight大于2：分数为5"
