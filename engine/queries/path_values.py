"""What paths from a record reach, as the engine itself sees it: for samples, scenarios and imports."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from engine.facts.ask import OneRecordAsk
from engine.facts.gather import Facts, about
from engine.facts.view import View
from engine.ports.store import Reader
from engine.values.plain import Value


@dataclass(frozen=True, slots=True)
class PathsAsk(OneRecordAsk):
    """One record and paths from it (``owner``, ``visit.customer``, ``total``)."""

    paths: tuple[str, ...]


def path_values(asked: PathsAsk, read: Reader) -> Mapping[str, Value] | None:
    """Each path with its value, derived fields worked out now; None when there is no such record.

    It is not narrowed to what somebody may see.
    """
    record = read.record(asked.entity, asked.id)
    if record is None:
        return None
    facts = Facts(asked.scene, View(read), about(record), asked.scene.release_of(record))
    return {path: cast("Value", facts.value(path)) for path in asked.paths}
