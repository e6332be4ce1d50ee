"""Names of persons, for sentences."""

from collections.abc import Iterable

from engine.facts.view import View


def names_of(view: View, people: Iterable[str]) -> list[str]:
    """The name of each person, in their order; the id of one that has none."""
    wanted = tuple(people)
    known = ((person, view.record("person", person)) for person in wanted)
    return [str(record.values.get("name") or person) if record else person for person, record in known]
