"""The transitions that may come next of a record, as they go out: in the queue, and on the rows of a list."""

from collections.abc import Sequence

from engine.queries.queue_item import About, ItemAsk, Next, queue_item
from engine.queries.show import Showing
from engine.values.plain import Json, in_language
from server.call import Call
from server.problem_details import reason_json


def next_json(call: Call, one: Next) -> Json:
    """``{id, label, allowed, form, reasons}``; ``allowed`` null when only its offer tells."""
    transition = one.transition
    return {
        "id": transition.id,
        "label": in_language(transition.label, call.language, transition.id),
        "allowed": one.allowed,
        "form": transition.form,
        "reasons": [reason_json(reason, call.language) for reason in one.reasons],
    }


async def with_steps(call: Call, entity: str, rows: Sequence[dict[str, Json]]) -> list[dict[str, Json]]:
    """Each row with what the caller's duties let come next of it (``steps``): one round for the page."""
    showing = Showing(call.scene, call.house.live.entities[entity])
    asks = [ItemAsk(call.scene, entity, str(row["id"]), showing) for row in rows]
    found = await call.house.store.ask_each(queue_item, asks)
    return [
        {**row, "steps": [next_json(call, step) for step in about.next] if isinstance(about, About) else []}
        for row, about in zip(rows, found, strict=True)
    ]
