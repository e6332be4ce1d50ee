"""What a limit counts: events, compiled with the key, the most and the amount of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.types import DURATION, INTEGER, NUMBER, Kind, Type
from engine.diagnostics.pointer import pointer
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.limits import model, problems
from engine.limits.limit import Exempting, How, Source
from engine.limits.model import LimitFile

ROWS = "rows"
"""How many records an export takes away, as ``input.rows``."""
_AMOUNTS = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY)


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that is counted: the limit around it, and where it stands in the file."""

    id: str
    file: LimitFile
    around: Surroundings
    findings: Findings
    at: str

    def names(
        self, entity: str | None, inputs: Mapping[str, Type] | None = None, *, actor: bool = True
    ) -> Names:
        """What conditions and values about a record of this entity (None: about none) may name."""
        return Names(self.around.catalogue, entity, input=inputs or {}, actor=actor)

    def path(self, path: str, names: Names, at: str) -> Computed | None:
        """The value at a path of the record."""
        return self.findings.computed({"field": path}, names, at)

    def per(self, renamed: Mapping[str, str], names: Names) -> tuple[Computed, ...]:
        """The parts of the key; ``renamed`` says by which paths this entity has them."""
        for name in renamed:
            if name not in self.file.per:
                self.findings.report(problems.NOT_IN_PER, self.at + pointer("as", name), name=name)
        found = [
            self.path(
                renamed.get(name, name),
                names,
                self.at + pointer("as", name) if name in renamed else pointer("per", place),
            )
            for place, name in enumerate(self.file.per)
        ]
        return tuple(one for one in found if one is not None)

    def amount(self, names: Names) -> Computed | None:
        """What one of them takes; None: 1."""
        if self.file.sum is None:
            return None
        found = self.path(self.file.sum, names, "/sum")
        if found is not None and found.node.type.kind not in (*_AMOUNTS, Kind.UNKNOWN):
            self.findings.report(problems.NOT_A_NUMBER, "/sum", name=self.file.sum)
        return found

    def most(self, names: Names, amount: Computed | None) -> tuple[Computed | None, Computed | None]:
        """(the most, from where on to warn), of the type that is counted."""
        wanted = wanted_of(amount)
        warn_at = self.file.warn_at
        return (
            self.findings.computed(self.file.max, names, "/max", wanted),
            None if warn_at is None else self.findings.computed(warn_at, names, "/warn_at", wanted),
        )


def wanted_of(amount: Computed | None) -> Type:
    """The type of what is counted."""
    money = amount is not None and amount.node.type.kind is Kind.MONEY
    return amount.node.type if amount is not None and money else NUMBER


def event(on: model.OnJson, counted: Counted) -> Source | None:
    """The compiled source of an event, or None when something was reported."""
    findings = counted.findings
    match on:
        case model.CreateOn():
            if not _entity(on.create, counted, "create"):
                return None
            return _source(How.CREATE, on.create, "", on, counted)
        case model.TransitionOn():
            refs = (f"{e}.{name}" for e, moves in counted.around.moves.items() for name in moves.transitions)
            if not findings.known(
                problems.UNKNOWN_TRANSITION, f"{counted.at}/transition", on.transition, refs
            ):
                return None
            entity, _, name = on.transition.partition(".")
            return _source(How.TRANSITION, entity, name, on, counted)
        case model.RevealOn():
            entity, _, name = on.reveal.partition(".")
            if not _entity(entity, counted, "reveal") or (name and not _revealed(entity, name, counted)):
                return None
            return _source(How.REVEAL, entity, name, on, counted)
        case model.ExportOn():
            if not _entity(on.export, counted, "export"):
                return None
            return _compiled(How.EXPORT, on.export, "", on, counted, counted.names(None, {ROWS: INTEGER}))
        case model.HoldOn():
            return None  # compiled elsewhere: what is held is no event


def _source(
    how: How,
    entity: str,
    name: str,
    on: model.CreateOn | model.TransitionOn | model.RevealOn,
    counted: Counted,
) -> Source | None:
    ref = f"{entity}.{name}" if how is How.TRANSITION else ""
    return _compiled(how, entity, name, on, counted, counted.names(entity, counted.around.asked(ref)))


def _compiled(
    how: How,
    entity: str,
    name: str,
    on: model.CreateOn | model.TransitionOn | model.RevealOn | model.ExportOn,
    counted: Counted,
    names: Names,
) -> Source | None:
    condition = (
        None if on.condition is None else counted.findings.guard(on.condition, names, f"{counted.at}/if")
    )
    per = counted.per(on.as_, names)
    amount = counted.amount(names)
    most, warn_at = counted.most(names, amount)
    if most is None or len(per) != len(counted.file.per):
        return None
    asking = exempting(how, entity, per, amount, names, counted)
    return Source(how, entity, name, per, most, warn_at, condition, amount, exempting=asking)


def exempting(
    how: How,
    entity: str,
    per: tuple[Computed, ...],
    amount: Computed | None,
    names: Names,
    counted: Counted,
) -> Exempting | None:
    """How an exception is asked for where this is counted; None when it is not."""
    lift, findings = counted.file.lifted_by, counted.findings
    asked = counted.around.approvals.get(lift.approval) if isinstance(lift, model.ApprovalLift) else None
    if asked is None or not isinstance(lift, model.ApprovalLift):
        return None
    itself = asked.entity == entity and how not in (How.CREATE, How.EXPORT)
    about = None if itself else next((one for one in per if asked.entity in one.node.type.to), None)
    if not itself and about is None:
        findings.report(problems.NOT_ASKED_HERE, counted.at, name=lift.approval)
        return None
    more = findings.computed(lift.by, names, "/lifted_by/by", wanted_of(amount))
    valid = findings.computed(lift.valid, names, "/lifted_by/valid", DURATION)
    if more is None or valid is None:
        return None
    return Exempting(lift.approval, asked.entity, about, more, valid)


def _entity(entity: str, counted: Counted, key: str) -> bool:
    at = f"{counted.at}/{key}"
    return counted.findings.known(problems.UNKNOWN_ENTITY, at, entity, counted.around.entities)


def _revealed(entity: str, name: str, counted: Counted) -> bool:
    found = counted.around.entities[entity]
    at = f"{counted.at}/reveal"
    if not counted.findings.known(problems.UNKNOWN_FIELD, at, name, found.fields, entity=entity):
        return False
    if found.fields[name].mask is None:
        counted.findings.report(problems.NEVER_SHOWN, at, name=name, entity=entity)
        return False
    return True
