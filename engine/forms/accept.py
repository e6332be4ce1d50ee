"""What was sent with a form, accepted: exactly what the effective form lets this actor send, or all reasons why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Facts
from engine.diagnostics.pointer import pointer
from engine.forms.errors import reasons_of
from engine.forms.form import Form, Item
from engine.forms.given import HIDDEN, WRITE, Given, holds, is_offered, is_required
from engine.forms.reasons import CHECK_FAILED, reason
from engine.forms.rows import LineChanges, accept_rows
from engine.records.accept import accept_value
from engine.records.entity import FieldKind
from engine.values.plain import Json, Value
from engine.values.refusal import Reason


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a form brought.

    ``values``: fields of the entity that were sent, to be written. ``inputs``: all that was sent by name, fields and
    the form's own questions (of a form of steps by ``<step>.<name>``). ``lines``: list -> what becomes of its rows.
    """

    values: Mapping[str, Value] = field(default_factory=dict[str, Value])
    inputs: Mapping[str, Value] = field(default_factory=dict[str, Value])
    lines: Mapping[str, LineChanges] = field(default_factory=dict[str, LineChanges])


def accept(form: Form, given: Given, raw: Json, zone: ZoneInfo) -> Accepted | tuple[Reason, ...]:
    """Accept ``raw`` (an object of item -> JSON) for a form that is no form of steps.

    Only items that are visible, open and writable for the actor may be sent; whether they are is judged on the values
    as they were entered. What is not sent keeps its value. ``zone`` is the centre's, for moments without an offset.
    Refused, with a pointer for each place: unknown, hidden and read-only items, values that are not accepted, options
    and links not offered now, required items without a value, and broken cross checks.
    """
    if not isinstance(raw, Mapping):
        return (reason("not_an_object"),)
    found: list[Reason] = []
    entered: dict[str, Value] = {}
    for name, sent in raw.items():
        item = form.items.get(name)
        # A hidden field is unknown to the actor: the answer must not tell that it exists.
        if item is None or given.right(item) == HIDDEN:
            found.append(reason("unknown_field", pointer(name)))
        elif item.field.kind is not FieldKind.LINES:
            value = accept_value(item.field, sent, zone)
            if isinstance(value, Reason):
                found.append(replace(value, pointer=pointer(name) + value.pointer))
            else:
                entered[name] = value
    facts = given.facts(entered)
    visible = visible_items(form, facts)
    lines: dict[str, LineChanges] = {}
    for name, item in form.items.items():
        if name in raw and given.right(item) != HIDDEN:
            found += _judge(item, entered, given, facts, shown=name in visible)
        if item.field.kind is FieldKind.LINES and name in raw and name in visible:
            rows = accept_rows(item, given, facts, raw[name], zone)
            if isinstance(rows, LineChanges):
                lines[name] = rows
            else:
                found += rows
    if not given.unfinished:
        found += _missing(form, raw, entered, given, facts, visible, lines)
        # What the schema refuses is refused too, should the words above have let it pass.
        found += _unfit(form, raw)
    found = _first_each(found)
    found = found or _broken(form, facts)
    values = {name: value for name, value in entered.items() if not form.items[name].own}
    return tuple(found) or Accepted(values, entered, lines)


def accept_steps(
    form: Form, forms: Mapping[str, Form], given: Given, raw: Json, zone: ZoneInfo
) -> Accepted | tuple[Reason, ...]:
    """Accept ``raw`` (an object of step -> object) for a form of steps, all together or not at all (C3).

    ``forms`` holds the steps by id. A later step sees what the earlier ones entered. A form without steps is
    accepted as ``accept`` does.
    """
    if not form.steps:
        return accept(form, given, raw, zone)
    if not isinstance(raw, Mapping):
        return (reason("not_an_object"),)
    found = [reason("unknown_field", pointer(name)) for name in raw if name not in form.steps]
    values: dict[str, Value] = {}
    inputs: dict[str, Value] = {}
    lines: dict[str, LineChanges] = {}
    for step in form.steps:
        seen = replace(given, facts=_after(given, dict(values)))
        accepted = accept(forms[step], seen, raw.get(step, {}), zone)
        if isinstance(accepted, tuple):
            found += (replace(one, pointer=pointer(step) + one.pointer) for one in accepted)
        else:
            values |= accepted.values
            inputs |= {f"{step}.{name}": value for name, value in accepted.inputs.items()}
            lines |= accepted.lines
    return tuple(found) or Accepted(values, inputs, lines)


def _unfit(form: Form, raw: Mapping[str, Json]) -> tuple[Reason, ...]:
    return reasons_of(form.shape(raw)) if form.shape is not None else ()


def _after(given: Given, before: Mapping[str, Value]) -> Callable[[Mapping[str, Value]], Facts]:
    """The facts of a step, in which the values of the steps before it stand already."""
    return lambda entered: given.facts({**before, **entered})


def visible_items(form: Form, facts: Facts) -> frozenset[str]:
    """The items that stand on the form on these facts (rights are another matter)."""
    shown = (section for section in form.sections if holds(section.visible, facts))
    return frozenset(item.path for section in shown for item in section.items if holds(item.visible, facts))


def _judge(
    item: Item, entered: Mapping[str, Value], given: Given, facts: Facts, *, shown: bool
) -> list[Reason]:
    at = pointer(item.path)
    if not shown:
        return [reason("not_visible", at)]
    if given.right(item) != WRITE or holds(item.readonly, facts) or item.field.derived:
        return [reason("read_only", at)]
    old = given.current.get(item.path)
    return [] if is_offered(item, entered.get(item.path), old, given, facts) else [reason("not_offered", at)]


def _missing(
    form: Form,
    raw: Mapping[str, Json],
    entered: Mapping[str, Value],
    given: Given,
    facts: Facts,
    visible: frozenset[str],
    lines: Mapping[str, LineChanges],
) -> list[Reason]:
    found: list[Reason] = []
    for name, item in form.items.items():
        if name not in visible or not is_required(item, facts) or given.right(item) != WRITE:
            continue
        # What nobody can fill in here cannot be asked for here.
        if holds(item.readonly, facts) or item.field.derived:
            continue
        if item.field.kind is FieldKind.LINES:
            kept = lines[name].rows if name in lines else given.rows.get(name, ())
            empty = not kept
        else:
            # What is not sent may still come from a default (a new record has no value yet) or, when its link is
            # chosen, from a snapshot.
            value = entered.get(name) if name in raw else given.current.get(name, item.field.default)
            link = (item.field.copy_from or "").partition(".")[0]
            empty = value is None and (name in raw or link not in raw)
        if empty:
            found.append(reason("required", pointer(name)))
    return found


def _broken(form: Form, facts: Facts) -> list[Reason]:
    return [
        Reason(
            CHECK_FAILED,
            check.message,
            pointer(check.fields[0]) if check.fields else "",
            data={"check": check.id, "fields": cast("Json", [*check.fields])},
        )
        for check in form.checks
        if check.fails_when.test(facts)
    ]


def _first_each(found: list[Reason]) -> list[Reason]:
    """One reason for each place: a value that was refused is not also missing."""
    places: dict[str, Reason] = {}
    for one in found:
        places.setdefault(one.pointer, one)
    return [*places.values()]
