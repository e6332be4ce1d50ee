"""What is being decided about stays as it was seen: a change of it is refused, or asks for the decision anew (E7).

This is judged once at the end of every command, on what came out, so that forms, rules, imports and everything else that
writes are held alike.
"""

from collections.abc import Iterator, Mapping

from engine.approvals.approval import Approval
from engine.approvals.reasons import LOCKED
from engine.approvals.round import RESTARTED, Round
from engine.commands.asking import ask, close_round, state_approval
from engine.commands.effects import Verbs
from engine.commands.sitting import Sitting
from engine.commands.work import Key, Work
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason
from engine.facts.rounds import ROUND, open_rounds
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal


def hold_covered(work: Work, verbs: Verbs) -> list[Key] | Refusal:
    """Refuse changes of what is locked; ask anew for what may change. Gives the records that asking anew touched."""
    touched: list[Key] = []
    for key in _touched(work):
        record = work.record(*key)
        approval = state_approval(work, record) if record is not None else None
        changed = {*_changed(work, key, approval)} if approval is not None else set[str]()
        if record is None or approval is None or not changed - work.corrected.get(key, frozenset()):
            continue
        current = _asked_before(work, record, approval)
        if current is None:
            continue
        if not approval.restarts:
            return _locked(work, record, approval, changed)
        work.open(f"approval:{approval.id}.restarted", {"approval": current.id, "changed": sorted(changed)})
        refusal = _restart(work, record, approval, current, verbs)
        touched += work.close()
        if refusal is not None:
            return refusal
    return touched


def _touched(work: Work) -> dict[Key, None]:
    """The records that this command changed, and those whose lists it changed."""
    found: dict[Key, None] = {}
    entities = work.scene.release.entities
    for (entity, id), before in work.bases.items():
        part_of = entities[entity].part_of
        if part_of is None:
            found[entity, id] = None
            continue
        for row in (before, work.overlay[entity, id]):
            parent = row.values.get("parent") if row else None
            if isinstance(parent, str):
                found[part_of[0], parent] = None
    return found


def _changed(work: Work, key: Key, approval: Approval) -> Iterator[str]:
    """The covered fields and lists of a record that this command has changed."""
    record = work.record(*key)
    base = work.bases.get(key, record)
    if base is None or record is None:
        return
    yield from (name for name in approval.covers if base.values.get(name) != record.values.get(name))
    for name, entity in approval.lists.items():
        if any(_of_list(work, row, before, key[1]) for row, before in work.bases.items() if row[0] == entity):
            yield name


def _of_list(work: Work, row: Key, before: Record | None, parent: str) -> bool:
    """Whether a row that belongs (or belonged) to the record differs from before."""
    after = work.overlay[row]
    if parent not in [one.values.get("parent") for one in (before, after) if one is not None]:
        return False
    return _own(before) != _own(after)


def _own(row: Record | None) -> Mapping[str, Value] | None:
    stamps = ("changed_at", "changed_by", "release")
    return None if row is None else {name: value for name, value in row.values.items() if name not in stamps}


def _asked_before(work: Work, record: Record, approval: Approval) -> Round | None:
    """The open round, if it was asked for before this command."""
    found = next(
        (
            one
            for one in open_rounds(work, record.id)
            if one.approval == approval.id and one.exception is None
        ),
        None,
    )
    new = found is not None and work.kept.get((ROUND, found.id), record) is None
    return None if new else found


def _locked(work: Work, record: Record, approval: Approval, changed: set[str]) -> Refusal:
    fields = work.scene.release.entities[record.entity].fields
    data = {"approval": approval.label, "approval_id": approval.id}
    reasons = (
        reason(LOCKED, {**data, "field": fields[name].label}, pointer(name)) for name in sorted(changed)
    )
    return Refusal(Kind.CONFLICT, tuple(reasons))


def _restart(work: Work, record: Record, approval: Approval, current: Round, verbs: Verbs) -> Refusal | None:
    """End the round and begin another; whoever changed what it is about does not decide on that either."""
    close_round(Sitting(work, approval, current), RESTARTED)
    work.note(record)
    changer = work.scene.actor.person
    barred = (*current.barred, *((changer,) if changer else ()))
    return ask(work, record, approval, verbs, barred, current.requester)
