"""Pools: where the caller may claim records that nobody owns."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from engine.queries.list_records import ListAsk, select_records
from engine.queries.pools import PoolsAsk, pools_of
from engine.values.plain import in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Way


async def list_pools(call: Call) -> Answer | Refusal:
    """Each pool with how many records the caller sees in it."""
    call.only(())
    scene = call.scene
    found = await call.house.ask(pools_of, PoolsAsk(scene))
    if isinstance(found, Refusal):
        return found
    data = [{**pool, **await _counted(call, pool)} for pool in found]
    return Answer({"data": data, "next_cursor": None, "total": {"value": len(data), "exact": True}})


async def _counted(call: Call, pool: Mapping[str, Any]) -> dict[str, Any]:
    """Label in the caller's language, and how many there are: one question for each pool of the pack."""
    label = in_language(pool["label"], call.language, pool["id"])
    states = cast("Sequence[str]", pool["states"])
    inside = {"field": "state", "op": "in", "value": [*states]}
    selection = select_records(
        call.scene, ListAsk(pool["entity"], inside, limit=1, fields=("number",), count=True)
    )
    if isinstance(selection, Refusal):
        return {"label": label, "records": 0}
    page = await call.house.select(selection)
    return {"label": label, "records": page.total or 0}


WAYS: Sequence[Way] = (
    Way(
        "GET",
        "/api/v1/pools",
        list_pools,
        Access.SIGNED_IN,
        TokenScope.READ,
        "The pools you may claim from: how many records, how much of each limit is used, and what you must wait for.",
    ),
)
