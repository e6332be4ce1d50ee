"""Answers of the world outside to calls: each goes through the one command path, and is heard once."""

from collections.abc import Mapping

from engine.commands.answer_call import AnswerCall, answer_call
from engine.ports.outbox import Delivery, Effect
from engine.values.plain import Json
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.house import EVERYTHING, House


async def hear(
    house: House, call: Delivery | Effect, said: Mapping[str, Json], *, failed: bool = False
) -> Decision | Refusal:
    """Let the record of a call hear its answer, or that it failed; a second time nothing happens."""
    asked = AnswerCall(house.scene(EVERYTHING), call.id, call.name, call.entity, call.record, said, failed)
    return await house.submit(answer_call, asked)


async def answered(
    house: House, call: Delivery, said: Mapping[str, Json], *, failed: bool = False
) -> str | None:
    """The same for a call that is being delivered; the codes of the refusal, or None.

    Nothing listens to a call that the pack does not declare.
    """
    if call.name not in house.live.calls:
        return None
    outcome = await hear(house, call, said, failed=failed)
    return " ".join(one.code for one in outcome.reasons) if isinstance(outcome, Refusal) else None
