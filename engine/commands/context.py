"""What effects are carried out for: the record of the event and what came with it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.commands.work import Work
from engine.facts.gather import Facts, Subject
from engine.values.plain import Value

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Context(
    NamedTuple
):  # made for every rule and effect: a frozen dataclass takes five times as long to make
    """``entity`` and ``id`` name the record ("": there is none); ``input`` and ``before`` are those of the event.

    ``centre``: of what happens at a centre without a record. ``around`` are the facts that ``record.`` means inside
    ``each``. ``source`` names the rule or transition for history and tasks; ``task`` the open task whose deadline it is;
    ``step`` those who take part in a step of an approval.
    """

    entity: str
    id: str
    source: str
    input: Mapping[str, Value] = _NOTHING
    before: Mapping[str, Value] = _NOTHING
    around: Facts | None = None
    centre: str | None = None
    task: str | None = None
    step: Mapping[str, Value] = _NOTHING

    def facts(self, work: Work) -> Facts:
        """Facts about the record as it is now."""
        if not self.entity:
            here = Subject(None, "", {"centre": self.centre}, self.input, self.before, work.event)
            return Facts(work.scene, work, here)
        record = work.record(self.entity, self.id)
        values: Mapping[str, Value] = record.values if record else {}
        release = work.scene.release_of(record) if record else None
        subject = Subject(
            self.entity,
            self.id,
            values,
            self.input,
            self.before,
            work.event,
            around=self.around,
            step=self.step,
        )
        return Facts(work.scene, work, subject, release)
