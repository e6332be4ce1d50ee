"""Forms, as one actor may see and send them now."""

from collections.abc import Sequence

from engine.facts.answers import missing
from engine.queries.effective_form import FormAsk, effective_form
from engine.records.accept import ID
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Way

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
)
