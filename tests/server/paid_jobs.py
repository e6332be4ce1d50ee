"""The shop whose jobs are paid beside the work (a track), and may rest on a shelf meanwhile."""

import copy
from typing import Any

from tests.server.shop import PACK, label

PAYMENT: dict[str, Any] = {
    "kind": "workflow", "entity": "job", "track": "payment", "label": label("Payment"), "initial": "due",
    "states": {
        "unpaid": {"label": label("Not paid"), "group": True, "initial": "due"},
        "due": {
            "label": label("Due"), "parent": "unpaid", "on_enter": [{"set": {"urgent": False}}],
            "deadlines": {"remind": {"after": "P2D", "label": label("Ask for the money"), "then": [
                {"task": {"for": {"field": "owner"}, "label": label("Ask for the money"), "done_by": ["job.pay"]}},
            ]}},
        },
        "reminded": {"label": label("Reminded"), "parent": "unpaid"},
        "paid": {"label": label("Paid"), "editable": {"fields": ["title", "wanted_on"]}},
        "refunded": {"label": label("Refunded"), "final": True},
    },
    "transitions": {
        "pay": {
            "label": label("Pay"), "from": ["unpaid"], "to": "paid", "duty": "job.close",
            "guard": {"field": "price", "op": "present"}, "effects": [{"set": {"kind": "repair"}}],
        },
        "remind": {"label": label("Remind"), "from": ["due"], "to": "reminded", "timer": {"after": "P5D"}},
        "refund": {"label": label("Refund"), "from": ["paid"], "to": "refunded", "when": {"entered": "job.dropped"}},
        "dun": {"label": label("Dun"), "from": ["unpaid"], "duty": "job.close"},
    },
}  # fmt: skip


def paid_jobs() -> dict[str, Any]:
    """The files of the shop that change."""
    workflow = copy.deepcopy(PACK["workflows/job.json"])
    states, transitions = workflow["states"], workflow["transitions"]
    for name in ("working", "ready"):
        states[name]["tracks"] = ["payment"]
    states["shelf"] = {"label": label("On the shelf")}
    states["dropped"] = {"label": label("Dropped"), "tracks": ["payment"]}
    transitions["shelve"] = {
        "label": label("Shelve"), "from": ["working", "ready"], "to": "shelf", "duty": "job.work"
    }  # fmt: skip
    transitions["resume"] = {"label": label("Resume"), "from": ["shelf"], "to": "working", "duty": "job.work"}
    transitions["drop"] = {"label": label("Drop"), "from": ["working"], "to": "dropped", "duty": "job.work"}
    transitions["bury"] = {
        "label": label("Bury"), "from": ["dropped"], "to": "closed", "automatic": True,
        "guard": {"field": "payment", "op": "eq", "value": "refunded"},
    }  # fmt: skip
    transitions["close"] = {
        **transitions["close"],
        "guard": {"field": "payment", "op": "eq", "value": "paid"},
    }
    work, close = copy.deepcopy(PACK["duties/job.work.json"]), copy.deepcopy(PACK["duties/job.close.json"])
    work["allows"]["transitions"] += ["job.shelve", "job.resume", "job.drop"]
    close["allows"]["transitions"] += ["job.pay", "job.dun"]
    thanks = {
        "kind": "rule", "label": label("Thank for the money"), "order": 20, "when": {"entered": "job.payment.paid"},
        "then": [{"send": "ready", "to": {"field": "owner"}}],
    }  # fmt: skip
    return {
        "workflows__job": workflow,
        "workflows__job.payment": copy.deepcopy(PAYMENT),
        "duties__job.work": work,
        "duties__job.close": close,
        "rules__thanks": thanks,
    }
