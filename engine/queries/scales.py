"""How far a record is on the scales of its decision tables: which stretch its number lies in, and how much is left of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from engine.access.duty import Right
from engine.conditions.decisions.scale import Scale
from engine.conditions.tree import DecisionValue
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.queries.show import right_on
from engine.records.entity import Entity, Field
from engine.records.present import display, plain_number
from engine.values.plain import Json, Value, in_language

_READABLE = frozenset({Right.READ, Right.WRITE})


def scales_of(
    scene: Scene, release: Release, entity: Entity, facts: Facts, shown: Iterable[str], language: str
) -> list[Json]:
    """One scale for each shown field that a table answers from one number, of those whose number the actor may read.

    ``{field, label, of, of_label, value, text, bands, here, left}``: ``bands`` rise, each ``{option, label, upto, text}``
    (``upto`` None: without end), ``here`` the place of the one the number lies in, ``left`` what is left of it as a text.
    """
    right = right_on(scene, entity, facts)
    return [
        told
        for name in shown
        for field, scale in _scale(release, entity, name)
        if right(name) in _READABLE and right(scale.path) in _READABLE
        if (told := _told(release, entity, facts, field, scale, language)) is not None
    ]


def _scale(release: Release, entity: Entity, name: str) -> Iterator[tuple[Field, Scale]]:
    field = entity.fields.get(name)
    node = field.formula.node if field and field.formula else None
    if field is not None and isinstance(node, DecisionValue):
        scale = release.decisions[node.table].scales.get(node.output)
        if scale is not None and scale.path in entity.fields:
            yield field, scale


def _told(release: Release, entity: Entity, facts: Facts, field: Field, scale: Scale, language: str) -> Json:
    measured = entity.fields[scale.path]
    ends = [one.upto.value(facts(one.upto.needs)) if one.upto else None for one in scale.bands]
    numbers = [Decimal(one) for one in ends if isinstance(one, Decimal | int)]
    value, option = facts.value(scale.path), facts.value(field.id)
    options = [one.option for one in scale.bands]
    # A bound that nobody has set, or bounds that do not rise: that is no scale one could draw.
    rising = all(one < other for one, other in pairwise(numbers))
    if not isinstance(value, Decimal | int) or option not in options or not rising:
        return None
    if len(numbers) < len([one for one in scale.bands if one.upto]):
        return None

    def text(number: Value) -> str:
        return display(measured, number, language, facts.zone, release.currency)

    here = options.index(str(option))
    end = ends[here]
    bands: list[Json] = [
        {
            "option": one.option,
            "label": in_language(field.options[one.option].label, language, one.option),
            "upto": plain_number(Decimal(upto)) if isinstance(upto, Decimal | int) else None,
            "text": text(upto),
        }
        for one, upto in zip(scale.bands, ends, strict=True)
        if one.option in field.options
    ]
    return {
        "field": field.id,
        "label": in_language(field.label, language, field.id),
        "of": measured.id,
        "of_label": in_language(measured.label, language, measured.id),
        "value": plain_number(Decimal(value)),
        "text": text(value),
        "bands": bands,
        "here": here,
        "left": text(Decimal(end) - Decimal(value)) if isinstance(end, Decimal | int) else None,
    }
