"""When people are absent: nothing is assigned to them meanwhile."""

from collections.abc import Sequence

from engine.commands.set_absences import SetAbsences, set_absences
from engine.queries.absences import AbsencesAsk, absences_of
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call, etag
from server.ways import Answer, Content, Way

_PATH = "/api/v1/people/{id}/absences"


async def get(call: Call) -> Answer | Refusal:
    """The absences of a person."""
    call.only(())
    ask = AbsencesAsk(call.scene, call.path_params["id"], call.caller.is_admin)
    found = await call.house.ask(absences_of, ask)
    return found if isinstance(found, Refusal) else Answer(found, headers=etag(found["version"]))


async def put(call: Call) -> Answer | Refusal:
    """These absences instead of all before."""
    said = call.said("absences")
    ask = SetAbsences(
        call.scene,
        call.path_params["id"],
        said.get("absences"),
        call.version(required=False),
        call.caller.is_admin,
    )
    outcome = await call.house.submit(set_absences, ask)
    return outcome if isinstance(outcome, Refusal) else await get(call)


WAYS: Sequence[Way] = (
    Way("GET", _PATH, get, Access.SIGNED_IN, TokenScope.READ, "When a person is absent."),
    Way(
        "PUT",
        _PATH,
        put,
        Access.SIGNED_IN,
        TokenScope.WRITE,
        "Say when a person is absent: the person, their manager, or an administrator.",
        Content.JSON,
    ),
)
