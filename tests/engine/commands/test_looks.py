"""What a command looks up: nothing that cannot matter, since each look is a question to the database."""

from collections.abc import Mapping

from engine.commands.change_record import ChangeRecord, change_record
from engine.ports.store import Reader
from engine.values.plain import Value
from engine.values.record import Decision, Record
from tests.builders.reader import DictReader
from tests.engine.commands.workshop import JOINER, Bench


class Noting(DictReader):
    """Answers like the reader it is made of, and notes every search."""

    def __init__(self, rows: DictReader) -> None:
        self.__dict__.update(rows.__dict__)
        self.searches: list[str] = []

    def find(self, entity: str, match: Mapping[str, Value], limit: int = 1_001) -> tuple[Record, ...]:
        self.searches.append(entity)
        return super().find(entity, match, limit)


def changing(bench: Bench, id: str, given: Mapping[str, str]) -> list[str]:
    reader = Noting(bench.rows)
    read: Reader = reader
    asked = ChangeRecord(bench.scene(JOINER), "customer", id, given)
    assert isinstance(change_record(asked, read), Decision)
    return reader.searches


def test_unique_values_are_looked_for_only_when_they_changed() -> None:
    bench = Bench()
    id = bench.create("customer", {"name": "An", "phone": "13800000001"})
    assert changing(bench, id, {"name": "Bo"}) == []
    assert changing(bench, id, {"phone": "13800000002"}) == ["customer"]
