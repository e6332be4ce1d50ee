"""What is known of the actor and the record when a form is shown or sent; the caller gathers it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from engine.conditions.compiled import Facts, Guard
from engine.conditions.names import RESERVED
from engine.forms.form import Item
from engine.records.entity import FieldKind
from engine.values.plain import Value
from engine.values.record import Record

MAX_ROWS = 500  # of one list
HIDDEN, MASKED, READ, WRITE = "hidden", "masked", "read", "write"


@dataclass(frozen=True, slots=True)
class Given:
    """The circumstances of one form.

    ``rights``: path of an item -> ``hidden masked read write`` (the rows of a list: ``<list>.<field>``; the form's own
    questions are not asked about). ``facts``: what was entered so far, by name -> the facts that the form's conditions
    need: the record's values with the entered ones in their place, ``input.<name>``, the actor, parameters and now.
    ``current``: the values of the record (of a new one, its defaults). ``rows``: the rows of each list as they are.
    ``candidate``: the facts of a linked record that ``choices`` judges (its plain names), None when there is none; needed by forms
    whose links have ``choices``. ``unfinished``: whoever fills it in is not done, so nothing that is required is missing yet.
    """

    rights: Callable[[str], str]
    facts: Callable[[Mapping[str, Value]], Facts]
    current: Mapping[str, Value] = field(default_factory=dict[str, Value])
    rows: Mapping[str, tuple[Record, ...]] = field(default_factory=dict[str, tuple[Record, ...]])
    candidate: Callable[[Item, str], Facts | None] | None = None
    unfinished: bool = False

    def right(self, item: Item, within: str = "") -> str:
        """What the actor may do with an item; ``within`` is the list whose row it stands in."""
        return WRITE if item.own else self.rights(f"{within}.{item.path}" if within else item.path)


def holds(judged: Guard | bool, facts: Facts) -> bool:  # noqa: FBT001 - a condition that is plainly true or false
    """Whether a condition of a form holds on these facts."""
    return judged if isinstance(judged, bool) else judged.test(facts)


def is_required(item: Item, facts: Facts) -> bool:
    """Whether an item must have a value: the field wants one always, or the form wants one now."""
    if item.field.kind is FieldKind.BOOLEAN:
        return False  # it always has one (A15)
    return item.field.required or holds(item.required, facts)


def row_facts(facts: Facts, row: Mapping[str, Value]) -> dict[str, object]:
    """The facts of a row: plain names are the row's, ``record.`` is the record, reserved words stay what they are."""
    return {**_around(facts), **row}


def candidate_facts(facts: Facts, candidate: Facts) -> dict[str, object]:
    """The facts of a candidate: plain names are the candidate's, ``record.`` is the record (or row) of the form."""
    return {**_around(facts), **candidate}


def offered(item: Item, facts: Facts) -> tuple[str, ...]:
    """The options of an enum that may be chosen now."""
    found = (
        option.id for option in item.field.options.values() if option.when is None or option.when.test(facts)
    )
    choices = item.choices
    if choices is None:
        return tuple(found)
    return tuple(option for option in found if choices.test(candidate_facts(facts, {"id": option})))


def is_offered(item: Item, value: Value, old: Value, given: Given, facts: Facts) -> bool:
    """Whether a value that was sent may be chosen now.

    What stands there already (``old``) may stay: conditions narrow what is chosen, not what was chosen before.
    """
    if value is None or value == old:
        return True
    if item.field.options:
        return {*(value if isinstance(value, tuple) else (value,))} <= {*offered(item, facts)}
    if item.choices is None:
        return True
    candidate = given.candidate(item, str(value)) if given.candidate else None
    return candidate is not None and item.choices.test(candidate_facts(facts, candidate))


def _around(facts: Facts) -> dict[str, object]:
    reserved = {name: value for name, value in facts.items() if name.split(".")[0] in RESERVED}
    return reserved | {f"record.{name}": value for name, value in facts.items() if name not in reserved}
