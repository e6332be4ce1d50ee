"""Forms, as one actor may see and send them now."""

from collections.abc import Sequence

from engine.commands.change_record import ChangeRecord
from engine.commands.create_record import CreateRecord
from engine.commands.fire_transition import FireTransition
from engine.facts.answers import missing, no_form
from engine.queries.effective_form import DEFAULT, FormAsk, effective_form
from engine.records.accept import ID
from engine.values.refusal import Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.foretelling import Filled, Foretell, foretell, with_usual_time
from server.ways import Answer, Content, Way

_QUERY = {
    "entity": "The entity, for the form `default`.",
    "record": "The record it is filled in for (none: a new one).",
    "transition": "The transition it is filled in for.",
}


async def get_form(call: Call) -> Answer | Refusal:
    """The effective form with the JSON Schema of what may be sent."""
    said = call.only((*_QUERY,))
    if said.get("record") and not ID.fullmatch(said["record"]):
        return missing()
    ask = FormAsk(
        call.scene,
        call.path_params["form"],
        said.get("entity") or None,
        said.get("record") or None,
        said.get("transition") or None,
        call.language,
    )
    found = await call.house.ask(effective_form, ask)
    return found if isinstance(found, Refusal) else Answer(found)


async def foretold(call: Call) -> Answer | Refusal:
    """What would come of the form as it is filled in so far; nothing is changed."""
    said = call.said("entity", "record", "transition", "input")
    form, entity = call.path_params["form"], bodies.text(said, "entity")
    record, transition = bodies.text(said, "record"), bodies.text(said, "transition")
    named = call.house.live.forms.get(form)
    kind = entity or (named.entity if named else None)
    if kind is None:
        return no_form(form)
    if record is not None and not ID.fullmatch(record):
        return missing()
    given, scene = bodies.mapping(said, "input"), call.scene
    on = None if form == DEFAULT else form
    filled: Filled
    if record is None:
        filled = CreateRecord(scene, kind, given, on)
    elif transition is None:
        filled = ChangeRecord(scene, kind, record, given, on)
    else:
        filled = FireTransition(scene, kind, record, transition, given)
    ask = Foretell(scene, filled, form, call.language)
    found = await call.house.ask(foretell, ask)
    return found if isinstance(found, Refusal) else Answer(await with_usual_time(call.house, found, ask))


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/forms/{form}",
        get_form,
        Access.SIGNED_IN,
        TokenScope.READ,
        "Get a form as you may see and send it; `default` has every field.",
        query=_QUERY,
    ),
    Way(
        "POST",
        "/api/v1/forms/{form}/foretell",
        foretold,
        Access.SIGNED_IN,
        TokenScope.READ,
        "What would come of a form as it is filled in so far.",
        Content.JSON,
        "/input",
    ),
)
