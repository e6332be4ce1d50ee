"""Tasks: taking one for oneself, giving it back, ticking one off."""

from collections.abc import Sequence

from engine.commands.handle_task import HandleTask, What, handle_task
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Content, Way


async def take(call: Call) -> Answer | Refusal:
    """Make a task of a duty or team one's own."""
    return await _handle(call, "take")


async def give_back(call: Call) -> Answer | Refusal:
    """Leave a task that one has taken to the others again."""
    return await _handle(call, "give_back")


async def done(call: Call) -> Answer | Refusal:
    """Tick a task off that no transition does."""
    return await _handle(call, "done")


async def _handle(call: Call, what: What) -> Answer | Refusal:
    call.said()
    ask = HandleTask(call.scene, call.path_params["task"], what)
    decided = await call.house.submit(handle_task, ask, call.idempotency())
    return decided if isinstance(decided, Refusal) else Answer(decided.answer)


_PLACE = "/api/v1/tasks/{task}"
WAYS: Sequence[Way] = tuple(
    Way("POST", f"{_PLACE}/{name}", handler, Access.SIGNED_IN, TokenScope.WRITE, doc, Content.JSON)
    for name, handler, doc in (
        ("take", take, "Take a task of a duty or a team for yourself."),
        ("give_back", give_back, "Give a task back that you took."),
        ("done", done, "Tick a task off that no transition does."),
    )
)
