"""What would come of a form as it is filled in so far: decided as the command decides it, and nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median
from typing import Any, cast

from engine.commands.ahead import Ahead, ahead
from engine.commands.change_record import ChangeRecord, change_record
from engine.commands.create_record import CreateRecord, create_record
from engine.commands.fire_transition import FireTransition, fire_transition
from engine.commands.work import Work
from engine.facts.ask import SceneAsk
from engine.facts.laid import lay
from engine.facts.people import names_of
from engine.facts.visible import visible_record
from engine.ports.store import Reader
from engine.queries.effective_form import FormAsk, form_on
from engine.queries.precedents import DAYS, MOST
from engine.queries.scales import scales_of
from engine.values.need import Sure
from engine.values.plain import Json, in_language
from engine.values.refusal import Refusal
from server.house import House
from server.problem_details import reason_json

_FEWEST = 3  # answers of which one may say what is usual
_MISSING = frozenset({"forms.required", "records.required"})
Filled = CreateRecord | ChangeRecord | FireTransition


@dataclass(frozen=True, slots=True)
class Foretell(SceneAsk):
    """``filled``: the command that sending the form would be; ``form`` by its id."""

    filled: Filled
    form: str
    language: str

    @property
    def sure(self) -> tuple[Sure, ...]:
        """What the command needs for certain."""
        return self.filled.sure


def foretell(asked: Foretell, read: Reader) -> dict[str, Json] | Refusal:
    """``{texts, rows, scales, approvals}`` of the record as it would be; refused as the command is, but for what is still missing.

    ``texts``: what stands then in the fields of the form that nobody fills in; ``rows``: the same of its lists, row by row.
    As long as something required is missing, no approval is told: what is still to be filled in may ask for another.
    """
    decided = _decided(asked.filled, read)
    unfinished = isinstance(decided, Refusal) and all(one.code in _MISSING for one in decided.reasons)
    if unfinished:
        decided = _decided(replace(asked.filled, scene=replace(asked.scene, unfinished=True)), read)
    if isinstance(decided, Refusal):
        return decided
    work = Work(asked.scene, read)
    lay(work, decided)
    entity, id = str(decided.answer["entity"]), str(decided.answer["id"])
    about = FormAsk(asked.scene, asked.form, entity, id, None, asked.language)
    shown = form_on(about, work)
    found = visible_record(asked.scene, work, entity, id)
    if isinstance(found, Refusal) or isinstance(shown, Refusal):
        return {"texts": {}, "rows": {}, "scales": [], "approvals": []}  # it would be out of sight
    record, facts = found
    release = asked.scene.release_of(record)
    items = [*_items(cast("Mapping[str, Any]", shown["form"]))]
    return {
        "texts": {item["path"]: item["text"] for item in items if item["readonly"]},
        "rows": {item["path"]: [row["texts"] for row in item["rows"]] for item in items if "rows" in item},
        "scales": scales_of(
            asked.scene,
            release,
            release.entities[entity],
            facts,
            [item["path"] for item in items],
            asked.language,
        ),
        "approvals": [] if unfinished else [_told(work, one, asked.language) for one in ahead(work, record)],
    }


def _decided(filled: Filled, read: Reader) -> Any:
    match filled:
        case CreateRecord():
            return create_record(filled, read)
        case ChangeRecord():
            return change_record(filled, read)
        case FireTransition():
            return fire_transition(filled, read)


def _items(form: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [item for section in form["sections"] for item in section["items"]]


def _told(work: Work, one: Ahead, language: str) -> Json:
    approval, transition = one.approval, one.transition
    steps: list[Json] = [
        {
            "id": asked.step.id,
            "label": in_language(asked.step.label, language, asked.step.id),
            "people": [*names_of(work, asked.people)],
            "reasons": [reason_json(reason, language) for reason in asked.against],
        }
        for asked in one.steps
    ]
    return {
        "transition": transition.id if transition else None,
        "label": in_language(transition.label, language, transition.id) if transition else None,
        "approval": approval.id if approval else None,
        "approval_label": in_language(approval.label, language, approval.id) if approval else None,
        "steps": steps,
        "ends": one.ends.value if one.ends else None,
    }


async def with_usual_time(house: House, told: Mapping[str, Json], scene: SceneAsk) -> dict[str, Json]:
    """The same, with how many minutes each approval usually takes; None where too few were decided lately to say."""
    approvals = cast("list[dict[str, Json]]", told["approvals"])
    since = scene.now - timedelta(days=DAYS)
    ids = {str(one["approval"]) for one in approvals if one["steps"]}
    spans = await house.store.approvals.spans(ids, since, MOST)
    named: list[Json] = [
        {**one, "usual_minutes": _usual(spans.get(str(one["approval"]), ())) if one["steps"] else None}
        for one in approvals
    ]
    return {**told, "approvals": named}


def _usual(spans: Sequence[timedelta]) -> int | None:
    """In minutes, where there are enough of them."""
    return max(1, round(median(one.total_seconds() for one in spans) / 60)) if len(spans) >= _FEWEST else None
