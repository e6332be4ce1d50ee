from engine.conditions.tree import Leaf, Literal, Path, SetQuery
from engine.conditions.types import INTEGER, TEXT
from engine.group.reads import SetReads, set_reads
from tests.builders.commands import RELEASE


def reads(where: object = None, field: str | None = None) -> SetReads:
    query = SetQuery("q", "job", "customer", "", "count", field, where, (), INTEGER)  # type: ignore[arg-type]
    return set_reads(query, RELEASE.entities)


def test_a_set_reads_its_rows() -> None:
    assert reads() == SetReads("job", "customer")


def test_what_adds_up_can_be_taken_back() -> None:
    asked = SetQuery("q", "job", "customer", "", "max", "price", None, (), INTEGER)
    assert reads().adds
    assert not set_reads(asked, RELEASE.entities).adds


def test_a_condition_through_links_reads_what_lies_behind_them() -> None:
    condition = Leaf(Path("customer.owner.name", TEXT), "eq", Literal("x", TEXT))
    assert reads(condition).others == {"customer", "person"}


def test_a_figure_through_a_link_reads_what_lies_behind_it() -> None:
    assert reads(field="centre.region").others == {"centre"}


def test_outer_names_are_not_read() -> None:
    assert (
        reads(Leaf(Path("record.customer.name", TEXT), "eq", Path("actor.team", TEXT))).others == frozenset()
    )
