"""What was decided lately about the like of an approval: how often yes and no, and what was agreed to on the average."""

from dataclasses import dataclass
from decimal import Decimal

from engine.approvals.reasons import MISSING
from engine.approvals.round import Round
from engine.conditions.types import Kind as Sort
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.rounds import ROUND, round_of
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.ports.store import Reader
from engine.queries.get_record import RecordAsk, get_record
from engine.queries.pending import approval_of
from engine.records.present import plain_number
from engine.values.need import LoadNeed, Sure
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal

DAYS = 90
MOST = 100  # of those decided latest
_NUMBERS = frozenset({Sort.NUMBER, Sort.INTEGER, Sort.MONEY})


@dataclass(frozen=True, slots=True)
class PrecedentsAsk(SceneAsk):
    """``id`` of an approval that the actor was shown, ``alike`` of the others by its definition, decided lately."""

    id: str
    alike: tuple[str, ...]

    @property
    def sure(self) -> tuple[Sure, ...]:
        """Records that are needed for certain."""
        return ((ROUND, self.id), *((ROUND, id) for id in self.alike))


@answering
def precedents(asked: PrecedentsAsk, read: Reader) -> dict[str, Json] | Refusal:
    """``{days, approved, rejected, averages: {field: number as text}}`` over records that the actor may see.

    Averages are over what was approved, of each number that the approval covers, as the records say it now.
    """
    view = View(read)
    current = round_of(view, asked.id)
    if current is None:
        return refused(Kind.MISSING, MISSING)
    rounds = [one for id in asked.alike if id != asked.id and (one := round_of(view, id)) is not None]
    read.ahead([LoadNeed(one.entity, one.record) for one in rounds])
    seen = [(one, values) for one in rounds if (values := _values(asked.scene, one, read)) is not None]
    yes = [values for one, values in seen if one.state == "approved"]
    averages: dict[str, Json] = {}
    for name in _numbers(asked.scene, view, current):
        found = [Decimal(str(values[name])) for values in yes if values.get(name) is not None]
        if found:
            averages[name] = plain_number((sum(found, Decimal(0)) / len(found)).quantize(Decimal("0.0001")))
    return {"days": DAYS, "approved": len(yes), "rejected": len(seen) - len(yes), "averages": averages}


def _numbers(scene: Scene, view: View, current: Round) -> tuple[str, ...]:
    """The fields with a number that are decided about."""
    definition, entity = approval_of(scene, view, current), scene.release.entities.get(current.entity)
    if definition is None or entity is None:
        return ()
    return tuple(
        name
        for name in definition.covers
        if (field := entity.field(name)) is not None and field.type.kind in _NUMBERS
    )


def _values(scene: Scene, one: Round, read: Reader) -> dict[str, Json] | None:
    """What the actor may read of the record, without what is masked; None when they may not see it."""
    record = get_record(RecordAsk(scene, one.entity, one.record), read)
    if isinstance(record, Refusal):
        return None
    masked, values = record.get("masked"), record.get("values")
    hidden = {str(name) for name in masked} if isinstance(masked, list | tuple) else set[str]()
    return (
        {name: said for name, said in values.items() if name not in hidden}
        if isinstance(values, dict)
        else {}
    )
