"""What a decider corrects with a yes: the fields that the step lets them write, and nothing else."""

from collections.abc import Mapping

from engine.access.duty import Right
from engine.approvals.decide import Seat
from engine.commands.entering import enter
from engine.commands.sitting import Sitting
from engine.commands.snapshots import snapshots
from engine.facts.answers import no_form
from engine.facts.field_rights import form_for
from engine.facts.gather import about
from engine.values.plain import Json
from engine.values.refusal import Refusal


def correct(sitting: Sitting, seats: list[Seat], raw: Mapping[str, Json]) -> Refusal | None:
    """Write the corrections, or refuse them with every fault. A change of what is covered is another state of its facts."""
    if not raw:
        return None
    work, record = sitting.work, sitting.record
    steps = [sitting.approval.step(seat.step) for seat in seats]
    allowed = frozenset(name for step in steps if step is not None for name in step.may_write)
    release = work.scene.release_of(record)
    form = form_for(release, release.entities[record.entity], None)
    if form is None:
        return no_form("")

    def right(path: str) -> str:
        return Right.WRITE if path in allowed else Right.HIDDEN

    accepted = enter(work, form, about(record), right, raw, release)
    if isinstance(accepted, Refusal):
        return accepted
    work.write(record, {**snapshots(work, record, accepted.values), **accepted.values})
    work.corrected[record.entity, record.id] = allowed
    covered = (name for name in sitting.approval.covers if name in accepted.values)
    if any(record.values.get(name) != accepted.values[name] for name in covered):
        sitting.change(facts=sitting.round.facts + 1)
    return None
