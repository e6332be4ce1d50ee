"""The effective form: what this actor sees of a form now, as plain data.

What is hidden is not in it; what is masked carries its masked value and is read-only. A browser may judge the
conditions again while somebody types (``conditions``); ``accept`` judges them for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Facts
from engine.conditions.types import Kind
from engine.forms.form import Form, Item, Preset, Section
from engine.forms.given import HIDDEN, MASKED, WRITE, Given, holds, is_required, offered, row_facts
from engine.records.entity import Field, FieldKind
from engine.records.present import display, masked, plain_number, present
from engine.values.plain import Json, Value, in_language
from engine.values.record import Record


@dataclass(frozen=True, slots=True)
class EffectiveItem:
    """One item as the actor may see and send it now.

    ``visible required readonly`` are the answers on the present values, ``conditions`` the sources that may turn them
    (by the same names, and ``choices``). ``options`` are those offered now. ``writable``: the actor may send it once
    it is visible and open. ``value`` is JSON, masked when ``masked``; ``text`` is what a person reads.
    """

    item: Item
    label: str
    help: str
    visible: bool
    required: bool
    readonly: bool
    writable: bool
    masked: bool = False
    value: Json = None
    text: str = ""
    options: tuple[str, ...] = ()
    conditions: Mapping[str, Json] = field(default_factory=dict[str, Json])
    columns: "tuple[EffectiveItem, ...]" = ()  # of a list: how its rows are laid out
    rows: tuple[
        Json, ...
    ] = ()  # of a list: {"id", "version", "values": {field: JSON}, "texts": {field: text}}


@dataclass(frozen=True, slots=True)
class EffectiveSection:
    """Items under one heading."""

    section: Section
    label: str
    visible: bool
    items: tuple[EffectiveItem, ...]


@dataclass(frozen=True, slots=True)
class EffectivePreset:
    """A preset with its values as they are at this moment, as JSON."""

    preset: Preset
    label: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class EffectiveForm:
    """A form as one actor sees it in one language; ``as_json`` is what is sent."""

    form: Form
    label: str
    language: str
    sections: tuple[EffectiveSection, ...]
    presets: tuple["EffectivePreset", ...] = ()

    @property
    def items(self) -> tuple[EffectiveItem, ...]:
        """All items, in the order of the form."""
        return tuple(item for section in self.sections for item in section.items)


def view(form: Form, given: Given, language: str, zone: ZoneInfo, currency: str = "") -> EffectiveForm:
    """The effective form for ``given``, in ``en`` or ``zh-CN``.

    Moments are told in ``zone`` (the centre's); ``currency`` is the pack's. Derived values and those behind links are
    taken from ``given.current``, else from the facts. Nothing is refused: who may not see the record does not come
    here.
    """
    facts = given.facts({})
    seen = _Sight(given, facts, language, zone, currency)
    sections = tuple(
        EffectiveSection(
            section,
            in_language(section.label, language),
            holds(section.visible, facts),
            tuple(seen.item(item) for item in section.items if given.right(item) != HIDDEN),
        )
        for section in form.sections
    )
    presets = tuple(_preset(one, facts, language) for one in form.presets if _may_fill(one, form, given))
    return EffectiveForm(form, in_language(form.label, language, form.id), language, sections, presets)


def _may_fill(preset: Preset, form: Form, given: Given) -> bool:
    return all(given.right(form.items[name]) == WRITE for name in preset.values)


def _preset(preset: Preset, facts: Facts, language: str) -> EffectivePreset:
    values = {name: present(value.value(facts)) for name, value in preset.values.items()}
    return EffectivePreset(preset, in_language(preset.label, language, preset.id), values)


@dataclass(frozen=True, slots=True)
class _Sight:
    given: Given
    facts: Facts
    language: str
    zone: ZoneInfo
    currency: str

    def item(self, item: Item, within: str = "", facts: Facts | None = None) -> EffectiveItem:
        """An item of the form; ``within`` a list it is a column of it, without a value."""
        facts = self.facts if facts is None else facts
        right = self.given.right(item, within)
        fixed = (
            item.readonly is True
            or item.field.derived
            or item.field.kind is FieldKind.SERIAL
            or "." in item.path
        )
        value = None if within else self._value(item)
        listed = item.field.kind is FieldKind.LINES and item.lines is not None
        return EffectiveItem(
            item,
            in_language(item.label, self.language, item.path),
            in_language(item.help, self.language),
            holds(item.visible, facts),
            right == WRITE and not fixed and is_required(item, facts),
            right != WRITE or fixed or holds(item.readonly, facts),
            writable=right == WRITE and not fixed,
            masked=right == MASKED,
            value=present(masked(item.field, value) if right == MASKED else value),
            text=self._text(item.field, value, right),
            options=offered(item, facts),
            conditions=_conditions(item),
            columns=self._columns(item) if listed and right != MASKED else (),
            rows=self._rows(item) if listed and right != MASKED and not within else (),
        )

    def _value(self, item: Item) -> Value:
        found = self.given.current.get(item.path)
        if found is None and item.path in self.facts:
            found = cast("Value", self.facts[item.path])
        if found is None and item.own and item.field.default is not None:
            found = item.field.default.value(self.facts)
        # A boolean is never absent (A15); a question of the form is not answered yet.
        return False if found is None and item.field.type.kind is Kind.BOOLEAN and not item.own else found

    def _text(self, field: Field, value: Value, right: str) -> str:
        if right == MASKED:
            return str(masked(field, value) or "")
        return display(field, value, self.language, self.zone, self.currency)

    def _columns(self, item: Item) -> tuple[EffectiveItem, ...]:
        cells = item.lines.items.values() if item.lines else ()
        # Judged on an empty row: what holds in a row that is only being added.
        empty = row_facts(self.facts, {})
        return tuple(
            self.item(cell, item.path, empty) for cell in cells if self.given.right(cell, item.path) != HIDDEN
        )

    def _rows(self, item: Item) -> tuple[Json, ...]:
        return tuple(self._row(item, row) for row in self.given.rows.get(item.path, ()))

    def _row(self, item: Item, row: Record) -> Json:
        values: dict[str, Json] = {}
        texts: dict[str, Json] = {}
        for name, cell in item.lines.items.items() if item.lines else ():
            right = self.given.right(cell, item.path)
            if right == HIDDEN:
                continue
            value = row.values.get(name)
            values[name] = present(masked(cell.field, value) if right == MASKED else value)
            texts[name] = self._text(cell.field, value, right)
        return {"id": row.id, "version": row.version, "values": values, "texts": texts}


def as_json(form: EffectiveForm) -> Json:
    """The effective form as it is sent: sections and items in order, each item with its field's type and bounds."""
    return {
        "id": form.form.id,
        "entity": form.form.entity,
        "label": form.label,
        "steps": [*form.form.steps],
        "key": form.form.key,
        "presets": [
            {"id": one.preset.id, "label": one.label, "key": one.preset.key, "values": dict(one.values)}
            for one in form.presets
        ],
        "sections": [
            {
                "id": section.section.id,
                "label": section.label,
                "columns": section.section.columns,
                "visible": section.visible,
                "conditions": section.section.said,
                "items": [_item_json(item, form.language) for item in section.items],
            }
            for section in form.sections
        ],
        "checks": [
            {
                "id": check.id,
                "fails_when": check.said,
                "message": in_language(check.message, form.language, check.id),
                "fields": [*check.fields],
            }
            for check in form.form.checks
        ],
    }


def _item_json(item: EffectiveItem, language: str) -> Json:
    field = item.item.field
    bounds: dict[str, Json] = {
        "max_length": field.max_length,
        "minimum": None if field.minimum is None else plain_number(field.minimum),
        "maximum": None if field.maximum is None else plain_number(field.maximum),
        "pattern": field.pattern,
        "region": field.region,
        "currency": field.currency,
        "to": [*field.to] or None,
    }
    return {
        "path": item.item.path,
        "type": field.kind.value,
        "label": item.label,
        "help": item.help,
        "span": item.item.span,
        "ask": item.item.own,
        "visible": item.visible,
        "required": item.required,
        "readonly": item.readonly,
        "writable": item.writable,
        "masked": item.masked,
        "dedupe": field.dedupe,
        "conditions": item.conditions,
        "value": item.value,
        "text": item.text,
        **{name: bound for name, bound in bounds.items() if bound is not None},
        **({"options": _options_json(item, language)} if field.options else {}),
        **(
            {"columns": [_item_json(column, language) for column in item.columns], "rows": [*item.rows]}
            if item.item.lines
            else {}
        ),
    }


def _options_json(item: EffectiveItem, language: str) -> Json:
    """Every option; ``offered`` says whether it may be chosen now (one that stands there already keeps its label)."""
    return [
        {
            "id": option.id,
            "label": in_language(option.label, language, option.id),
            "offered": option.id in item.options,
            **({"if": option.said} if option.said is not None else {}),
        }
        for option in item.item.field.options.values()
    ]


def _conditions(item: Item) -> Mapping[str, Json]:
    always = {"required": True} if item.field.required else {}
    return {key: said for key, said in item.said.items() if key not in always}
