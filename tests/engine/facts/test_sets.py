"""A condition on the rows of a set: plain names are the row's, ``record.`` is the record whose set it is."""

from engine.access.duty import Actor
from engine.conditions.tree import Leaf, Path, SetQuery
from engine.conditions.types import INTEGER, TEXT
from engine.facts.gather import Facts, about
from engine.facts.scene import Scene
from engine.facts.sets import figure
from engine.facts.view import View
from engine.values.record import Record
from tests.builders.reader import DictReader
from tests.builders.release import NOW, workshop

SCENE = Scene(workshop().build(), Actor(None, everything=True), NOW)
JOB = Record("job", "J", 1, {"title": "wheel"})


def _same_text(row: str) -> int:
    """How many notes, just written with the text ``row``, have the title of the job as their text."""
    where = Leaf(Path("text", TEXT), "eq", Path("record.title", TEXT))
    return _count(where, "title", {"job": "J", "text": row, "title": None})


def _count(where: Leaf, outer: str, note: dict[str, str | None]) -> int:
    query = SetQuery("q", "note", "job", "", "count", None, where, (outer,), INTEGER)
    view = View(DictReader(SCENE, [JOB]))
    view.overlay["note", "N"] = Record("note", "N", 1, note)
    facts = Facts(SCENE, view, about(JOB))
    found = figure(query, SCENE, view, facts, facts.row_facts)
    assert isinstance(found, int)
    return found


def test_record_means_the_record_of_the_set() -> None:
    assert _same_text("wheel") == 1
    assert _same_text("chain") == 0


def test_a_plain_name_is_the_rows_even_when_the_record_has_it_too() -> None:
    where = Leaf(Path("title", TEXT), "eq", Path("record.title", TEXT))
    assert _count(where, "title", {"job": "J", "title": "chain"}) == 0
