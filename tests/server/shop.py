"""A small pack of a repair shop for the server's tests, and the people who work there."""

import json
from typing import Any


def label(text: str) -> dict[str, str]:
    return {"en": text, "zh-CN": f"{text}（中文）"}


PACK: dict[str, Any] = {
    "pack.json": {
        "kind": "pack", "format": 1, "id": "shop", "version": "1.0.0", "label": label("Shop"),
        "locales": ["en", "zh-CN"], "default_locale": "en", "time_zone": "Asia/Shanghai", "currency": "CNY",
        "parameters": {"highest": {"type": "money", "default": 1000, "label": label("Highest price")}},
    },
    "roles/desk.json": {"kind": "role", "label": label("Desk"), "order": 10},
    "roles/mechanic.json": {"kind": "role", "label": label("Mechanic"), "order": 20},
    "roles/owner.json": {"kind": "role", "label": label("Owner"), "order": 30},
    "entities/customer.json": {
        "kind": "entity", "label": label("Customer"), "title": "name",
        "fields": {
            "name": {"type": "text", "required": True, "max_length": 60, "label": label("Name")},
            "phone": {"type": "phone", "region": "CN", "dedupe": True, "mask": "phone", "class": "personal", "label": label("Phone")},
            "passport": {"type": "text", "class": "sensitive", "label": label("Passport")},
        },
        "unique": {"one_phone": {"fields": ["phone"], "if": {"field": "phone", "op": "present"}, "label": label("One customer per phone")}},
    },
    "entities/job.json": {
        "kind": "entity", "label": label("Job"), "serial": "J-{n}", "title": "title",
        "fields": {
            "title": {"type": "text", "required": True, "max_length": 60, "label": label("Title")},
            "customer": {"type": "link", "to": "customer", "label": label("Customer")},
            "kind": {"type": "enum", "options": {"repair": {"label": label("Repair")}, "check": {"label": label("Check")}}, "label": label("Kind")},
            "price": {"type": "money", "minimum": 0, "label": label("Price")},
            "urgent": {"type": "boolean", "label": label("Urgent")},
            "wanted_on": {"type": "date", "label": label("Wanted on")},
            "margin": {"type": "money", "label": label("Margin")},
            "secret_note": {"type": "text", "class": "sensitive", "label": label("Secret note")},
            "photo": {"type": "image", "label": label("Photo")},
            "parts": {"type": "lines", "label": label("Parts")},
            "total": {"type": "rollup", "of": "parts", "function": "sum", "field": "cost", "label": label("Total")},
        },
    },
    "entities/part.json": {
        "kind": "entity", "part_of": "job.parts", "label": label("Part"),
        "fields": {
            "name": {"type": "text", "required": True, "label": label("Part name")},
            "cost": {"type": "money", "label": label("Cost")},
        },
    },
    "workflows/job.json": {
        "kind": "workflow", "entity": "job", "initial": "open",
        "states": {
            "open": {"label": label("Open")}, "working": {"label": label("Working")},
            "ready": {"label": label("Ready")}, "closed": {"label": label("Closed"), "final": True},
        },
        "transitions": {
            "start": {"label": label("Start"), "from": ["open"], "to": "working", "duty": "job.work"},
            "finish": {
                "label": label("Finish"), "from": ["working"], "to": "ready", "duty": "job.work", "form": "finish",
                "guard": {"all": [
                    {"field": "input.price", "op": "lte", "value": {"parameter": "highest"}},
                    {"field": "customer", "op": "present"},
                ]},
                "effects": [{"send": "ready", "to": [{"field": "owner"}]}],
            },
            "close": {"label": label("Close"), "from": ["ready"], "to": "closed", "duty": "job.close"},
            "remark": {"label": label("Remark"), "from": ["open", "working", "ready"], "duty": "job.work", "form": "remark"},
        },
    },
    "forms/finish.json": {
        "kind": "form", "entity": "job",
        "sections": {"what": {"order": 10, "items": {
            "price": {"order": 10, "required": True},
            "reason": {"order": 20, "ask": {"type": "text", "required": True, "label": label("What was done")}},
            "secret_note": {"order": 30},
            "customer.phone": {"order": 40},
        }}},
    },
    "forms/remark.json": {
        "kind": "form", "entity": "job",
        "sections": {"what": {"order": 10, "items": {"remark": {"order": 10, "ask": {"type": "text", "required": True, "label": label("Remark")}}}}},
    },
    "messages/ready.json": {
        "kind": "message", "about": "job", "label": label("Ready"), "channels": ["sms", "app"],
        "text": {
            "sms": {"en": "Job {{title}} is ready", "zh-CN": "工单 {{title}} 已完成"},
            "app": {"en": "Job {{title}} is ready", "zh-CN": "工单 {{title}} 已完成"},
        },
    },
    "rules/tell_desk.json": {
        "kind": "rule", "label": label("The desk calls the customer"), "order": 10, "when": {"transition": "job.finish"},
        "then": [
            {"task": {"for": {"duty": "job.close"}, "label": label("Call the customer"), "done_by": ["job.close"]}},
            {"send": "ready", "to": {"duty": "job.close"}},
        ],
    },
    "invariants/no_gift.json": {
        "kind": "invariant", "entity": "job", "fields": ["price"], "label": label("A job costs something"),
        "holds": {"any": [{"field": "price", "op": "absent"}, {"field": "price", "op": "gt", "value": 0}]}, "if_broken": "confirm",
    },
    "documents/ticket.json": {
        "kind": "document", "label": label("Ticket"), "entity": "job", "languages": ["en", "zh-CN"],
        "states": ["open", "working", "ready"], "by": ["job.take", "all.read"], "signed_by": ["job.start"],
        "conditions": {"hurried": {"field": "urgent", "op": "eq", "value": True}}, "file_name": "{{number}} {{title}}",
    },
    "documents/ticket.en.html": (
        "<h1>Ticket {{number}}</h1>{{#if hurried}}<p>Hurry</p>{{/if}}<p>{{title}} {{customer.name}} {{customer.phone|masked}}</p>"
        "<table>{{#each parts}}<tr><td>{{@row}}</td><td>{{name}}</td><td>{{cost|money}}</td></tr>{{/each}}</table>"
        '<p>{{total|money}} {{price|capitals}} {{margin|money}}</p><div class="foot">v{{@version}} {{@hash}}<span class="pages"></span></div>{{@qr}}'
    ),
    "documents/ticket.zh-CN.html": "<h1>工单 {{number}}</h1><p>{{title}} {{price|capitals}}</p><p>第 {{@version}} 版</p>",
    "duties/job.take.json": {
        "kind": "duty", "label": label("Take jobs in"), "held_by": ["desk"], "scope": "centre",
        "allows": {
            "create": ["customer", "job"],
            "fields": {
                "customer": {"read": ["*"], "write": ["name", "phone"]},
                "job": {"read": ["*"], "write": ["title", "customer", "kind", "price", "urgent", "wanted_on", "photo", "parts"]},
            },
        },
    },
    "duties/job.close.json": {
        "kind": "duty", "label": label("Hand jobs over"), "held_by": ["desk"], "scope": "centre",
        "allows": {"transitions": ["job.close"], "fields": {"job": {"read": ["*"]}}},
    },
    "duties/job.work.json": {
        "kind": "duty", "label": label("Work on jobs"), "held_by": ["mechanic"], "scope": "centre",
        "allows": {
            "transitions": ["job.start", "job.finish", "job.remark"],
            "fields": {
                "customer": {"read": ["name"], "mask": ["phone"]},
                "job": {"read": ["title", "customer", "kind", "urgent", "parts", "total", "wanted_on"], "write": ["price"]},
            },
        },
    },
    "duties/all.read.json": {
        "kind": "duty", "label": label("Look at everything"), "held_by": ["owner"], "scope": "company",
        "allows": {
            "create": ["customer", "job"],
            "fields": {
                "customer": {"write": ["name", "phone", "passport"]},
                "job": {"read": ["*"], "write": ["title", "customer", "kind", "price", "urgent", "wanted_on", "margin", "secret_note", "parts"]},
                "person": {"read": ["name"]}, "centre": {"read": ["name"]},
            },
            "reveal": {"customer": ["phone"]},
            "export": ["job"],
        },
    },
}  # fmt: skip


def files(**replaced: Any) -> dict[str, bytes]:
    """The pack as files; ``replaced``: path (with __ for /, without .json) -> document, None takes a file away."""
    paths = {name: name.replace("__", "/") + ("" if name.endswith(".html") else ".json") for name in replaced}
    documents = {**PACK, **{paths[name]: said for name, said in replaced.items()}}
    return {
        path: (said if isinstance(said, str) else json.dumps(said)).encode()
        for path, said in documents.items()
        if said is not None
    }
