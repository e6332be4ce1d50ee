"""What a form must be given: the actor's rights, the facts its conditions look at, the present values and rows."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from engine.conditions.compiled import Facts as Known
from engine.conditions.needs import Needs
from engine.facts.gather import Facts, Subject, about, linked_record
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.forms.form import Form, Item
from engine.forms.given import Given
from engine.packs.parts import needs_of
from engine.packs.release import Release
from engine.records.entity import FieldKind
from engine.values.keyed import Keyed
from engine.values.plain import Value
from engine.values.record import Record


def given_for(
    scene: Scene, view: View, form: Form, subject: Subject, right: Callable[[str], str], release: Release
) -> Given:
    """Everything around one form for the record (or the record in the making) that ``subject`` is.

    ``right``: path of an item -> ``hidden masked read write``.
    """
    needed = _needs(Keyed((release.id, form.entity, form.id), (release, form)))
    entity = release.entities[form.entity]

    def facts(entered: Mapping[str, Value]) -> Known:
        seen = Subject(subject.entity, subject.id, {**subject.values, **entered}, entered, subject.values)
        return Facts(scene, view, seen, release)(needed)

    def candidate(item: Item, value: str) -> Known | None:
        linked = linked_record(view, item.field.to, value)
        if linked is None or item.choices is None:
            return None
        own = frozenset(path for path in item.choices.needs.paths if not path.startswith("record."))
        return Facts(scene, view, about(linked), release)(Needs(paths=own))

    rows: dict[str, tuple[Record, ...]] = {}
    for name in form.items:
        field = entity.field(name)
        if field is not None and field.kind is FieldKind.LINES and field.lines and subject.id:
            rows[name] = rows_of(view, field.lines, subject.id)
    return Given(right, facts, subject.values, rows, candidate, scene.unfinished)


def rows_of(view: View, entity: str, parent: str) -> tuple[Record, ...]:
    """The lines of a record, in their order."""
    rows = view.find(entity, {"parent": parent})
    return tuple(sorted(rows, key=lambda row: (row.values.get("position") or 0, row.id)))


@lru_cache(maxsize=2048)
def _needs(keyed: Keyed[tuple[Release, Form]]) -> Needs:
    """The union of what the conditions of a form look at, and of what ``record.`` means in those of its candidates."""
    release, form = keyed.value
    forms = [form, *(release.forms[step] for step in form.steps)]
    found = [needs for form in forms for needs in needs_of(form)]
    paths = {path for needs in found for path in needs.paths}
    paths |= {path.removeprefix("record.") for path in paths}
    sets = {query.id: query for needs in found for query in needs.sets}
    decisions = {one for needs in found for one in needs.decisions}
    return Needs(frozenset(paths), tuple(sets.values()), frozenset(decisions))
