"""The shop with a second way for its jobs: one that only looks something over needs no repair (a variant)."""

import copy
from typing import Any

from tests.server.shop import PACK, label

CHECKS: dict[str, Any] = {
    "kind": "workflow", "entity": "job", "initial": "waiting", "label": label("Look over"), "order": 10,
    "if": {"field": "kind", "op": "eq", "value": "check"},
    "states": {
        "waiting": {"label": label("Waiting")},
        "ready": {"label": label("Ready"), "stale_after": "P9D"}, "closed": {"label": label("Closed"), "final": True},
    },
    "transitions": {
        "look": {"label": label("Look at it"), "from": ["waiting"], "to": "ready", "duty": "job.work"},
        "close": {
            "label": label("Close"), "from": ["ready"], "to": "closed", "duty": "job.close",
            "guard": {"field": "price", "op": "present"},
        },
        "remark": {"label": label("Remark"), "from": ["waiting"], "duty": "job.work", "form": "finish"},
    },
}  # fmt: skip


def two_ways(**changes: Any) -> dict[str, Any]:
    """The files of the shop that change; ``changes``: keys of the variant's file, None takes one away."""
    variant = {key: said for key, said in {**copy.deepcopy(CHECKS), **changes}.items() if said is not None}
    ordinary = copy.deepcopy(PACK["workflows/job.json"])
    ordinary["states"]["ready"]["stale_after"] = "P9D"
    work = copy.deepcopy(PACK["duties/job.work.json"])
    work["allows"]["transitions"] += ["job.look"]
    return {"workflows__job": ordinary, "workflows__job.check": variant, "duties__job.work": work}
