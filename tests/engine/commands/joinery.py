"""A joinery as a pack, with one of everything that commands must carry out."""

from functools import cache
from typing import Any

from engine.packs.release import Release
from tests.builders.packs import pack


def text(label: str) -> dict[str, str]:
    return {"en": label, "zh-CN": label}


def eq(field: str, value: object) -> dict[str, object]:
    return {"field": field, "op": "eq", "value": value}


ENTITIES: dict[str, Any] = {
    "customer": {
        "title": "name",
        "unique": {"one_phone": {"fields": ["phone"], "label": text("A customer with this phone")}},
        "fields": {
            "name": {"type": "text", "required": True, "label": text("Name")},
            "phone": {"type": "phone", "region": "CN", "mask": "phone", "label": text("Phone")},
            "notes": {"type": "integer", "default": 0, "label": text("Notes")},
            "open_jobs": {
                "type": "rollup",
                "of": "job.customer",
                "function": "count",
                "where": {"field": "state", "op": "ne", "value": "done"},
                "label": text("Open jobs"),
            },
        },
    },
    "job": {
        "title": "wood",
        "serial": "J-{n}",
        "fields": {
            "wood": {"type": "text", "required": True, "label": text("Wood")},
            "customer": {"type": "link", "to": "customer", "label": text("Customer")},
            "made": {"type": "link", "to": "customer", "label": text("Made customer")},
            "price": {"type": "money", "label": text("Price")},
            "discount": {"type": "percent", "default": 0, "label": text("Discount")},
            "trail": {"type": "text", "default": "-", "label": text("Trail")},
            "note": {"type": "text", "label": text("Note")},
            "parts": {"type": "lines", "label": text("Parts")},
            "total": {
                "type": "rollup",
                "of": "parts",
                "function": "sum",
                "field": "amount",
                "label": text("Total"),
            },
            "paid": {
                "type": "rollup",
                "of": "payment.job",
                "function": "sum",
                "field": "amount",
                "label": text("Paid"),
            },
            "large": {
                "type": "boolean",
                "condition": {"field": "price", "op": "gt", "value": 1000},
                "kept": True,
                "label": text("Large"),
            },
            "due_on": {"type": "datetime", "label": text("Due")},
        },
    },
    "part": {
        "part_of": "job.parts",
        "fields": {
            "product": {"type": "link", "to": "product", "label": text("Product")},
            "each": {"type": "money", "copy_from": "product.list_price", "label": text("Each")},
            "pieces": {"type": "integer", "required": True, "label": text("Pieces")},
            "amount": {"type": "money", "formula": "round(each * pieces, 2)", "label": text("Amount")},
        },
    },
    "product": {
        "title": "name",
        "fields": {
            "name": {"type": "text", "required": True, "label": text("Name")},
            "list_price": {"type": "money", "required": True, "label": text("List price")},
        },
    },
    "payment": {
        "fields": {
            "job": {"type": "link", "to": "job", "required": True, "label": text("Job")},
            "amount": {"type": "money", "required": True, "label": text("Amount")},
        }
    },
}

JOB: dict[str, Any] = {
    "entity": "job",
    "initial": "asked",
    "states": {
        "open": {
            "group": True,
            "initial": "asked",
            "label": text("Open"),
            "on_leave": [{"set": {"note": "left open"}}],
        },
        "asked": {"parent": "open", "label": text("Asked")},
        "cutting": {
            "parent": "open",
            "label": text("Cutting"),
            "on_enter": [{"set": {"trail": {"formula": 'concat(trail, "e")'}}}],
            "on_leave": [{"set": {"trail": {"formula": 'concat(trail, "l")'}}}],
        },
        "waiting": {"label": text("Waiting"), "editable": {"fields": ["note"]}},
        "settled": {"label": text("Settled")},
        "done": {"label": text("Done"), "final": True},
    },
    "transitions": {
        "cut": {
            "label": text("Cut"),
            "from": ["asked"],
            "to": "cutting",
            "duty": "job.do",
            "guard": {"field": "price", "op": "present"},
            "form": "cut",
            "effects": [{"set": {"trail": {"formula": 'concat(trail, "t")'}}}],
        },
        "note": {"label": text("Note"), "from": ["cutting"], "duty": "job.do"},
        "wait": {"label": text("Wait"), "from": ["open"], "to": "waiting", "duty": "job.do"},
        "resume": {"label": text("Resume"), "from": ["waiting"], "to": {"back": "open"}, "duty": "job.do"},
        "settle": {
            "label": text("Settle"),
            "from": ["cutting"],
            "to": "settled",
            "automatic": True,
            "guard": {
                "all": [
                    {"field": "paid", "op": "gte", "value": {"field": "total"}},
                    {"field": "total", "op": "gt", "value": 0},
                ]
            },
        },
        "finish": {
            "label": text("Finish"),
            "from": ["settled", "cutting"],
            "to": "done",
            "duty": "job.do",
            "effects": [
                {
                    "create": "customer",
                    "match": ["phone"],
                    "set": {"name": {"field": "wood"}, "phone": "+8613900000009"},
                    "link": "made",
                },
                {"send": "finished", "to": {"field": "owner"}},
            ],
        },
        "expire": {
            "label": text("Expire"),
            "from": ["waiting"],
            "to": "done",
            "timer": {"before": "P1D", "of": "due_on"},
        },
        "spin": {"label": text("Spin"), "from": ["asked"], "duty": "job.do"},
        "measure": {
            "label": text("Measure"),
            "from": ["asked"],
            "duty": "job.do",
            "form": "measure",
            "guard": {"field": "total", "op": "gt", "value": 0},
        },
    },
}

RULES: dict[str, Any] = {
    "second": {
        "order": 20,
        "when": {"transition": "job.cut"},
        "then": [{"set": {"trail": {"formula": 'concat(trail, "2")'}}}],
    },
    "first": {
        "order": 10,
        "when": {"transition": "job.cut"},
        "if": {"field": "before.state", "op": "eq", "value": "asked"},
        "then": [{"set": {"trail": {"formula": 'concat(trail, "1")'}}}],
    },
    "never": {
        "order": 15,
        "when": {"transition": "job.cut"},
        "if": eq("before.state", "cutting"),
        "then": [{"set": {"note": "no"}}],
    },
    "count_note": {
        "order": 30,
        "when": {"changed": "job", "fields": ["note"]},
        "if": {"field": "customer", "op": "present"},
        "then": [{"set": {"notes": {"formula": "customer.notes + 1"}}, "on": "customer"}],
    },
    "same_phone": {
        "order": 40,
        "when": {"clash": "customer.one_phone"},
        "then": [{"set": {"notes": {"formula": "notes + 100"}}}],
    },
    "finish_it": {
        "order": 70,
        "when": {"changed": "job", "fields": ["note"]},
        "if": eq("note", "finish it"),
        "then": [{"do": "job.finish"}],
    },
    "close_all": {
        "order": 80,
        "when": {"changed": "customer", "fields": ["name"]},
        "if": eq("name", "Gone"),
        "then": [
            {
                "each": "job.customer",
                "then": [{"set": {"note": "closed"}}, {"do": "job.finish"}],
                "if_refused": "skip",
            }
        ],
    },
    "spin": {
        "order": 50,
        "when": {"created": "product"},
        "if": {"field": "name", "op": "starts_with", "value": "endless"},
        "then": [{"create": "product", "set": {"name": {"field": "name"}, "list_price": 1}}],
    },
    "again": {
        "order": 60,
        "when": {"changed": "product", "fields": ["list_price"]},
        "if": {"field": "list_price", "op": "gt", "value": 0},
        "then": [{"set": {"list_price": {"formula": "list_price + 1"}}}],
    },
}


@cache
def joinery() -> Release:
    every = {
        "customer": ["name", "phone", "notes"],
        "job": ["wood", "customer", "price", "discount", "note", "parts", "due_on"],
        "product": ["name", "list_price"],
        "payment": ["job", "amount"],
    }
    return pack(
        entities=ENTITIES,
        workflows={"job": JOB},
        rules=RULES,
        roles={"joiner": {}, "cashier": {}, "boss": {}},
        duties={
            "job.do": {
                "held_by": ["joiner"],
                "scope": "centre",
                "allows": {
                    "create": ["job", "customer", "product"],
                    "transitions": [
                        f"job.{name}"
                        for name in ("cut", "note", "wait", "resume", "finish", "spin", "measure")
                    ],
                    "fields": {name: {"write": fields, "read": ["*"]} for name, fields in every.items()},
                },
            },
            "job.own": {
                "held_by": ["boss"],
                "scope": "own",
                "allows": {"fields": {"job": {"read": ["wood"]}}},
            },
            "money.take": {
                "held_by": ["cashier"],
                "scope": "centre",
                "allows": {
                    "create": ["payment"],
                    "fields": {
                        "payment": {"write": ["job", "amount"]},
                        "job": {"read": ["wood", "total", "paid"]},
                    },
                },
            },
        },
        forms={
            "cut": {
                "entity": "job",
                "sections": {
                    "s": {
                        "order": 1,
                        "label": text("S"),
                        "items": {
                            "price": {"order": 1, "required": True},
                            "why": {"order": 2, "ask": {"type": "text", "label": text("Why")}},
                        },
                    }
                },
            },
            "measure": {
                "entity": "job",
                "sections": {
                    "s": {
                        "order": 1,
                        "label": text("S"),
                        "items": {
                            "parts": {
                                "order": 1,
                                "lines": {"items": {"product": {"order": 1}, "pieces": {"order": 2}}},
                            }
                        },
                    }
                },
            },
        },
        messages={
            "finished": {
                "about": "job",
                "channels": ["app"],
                "text": {"app": {"en": "{{wood}} is {{state}}", "zh-CN": "{{wood}} {{state}}"}},
            }
        },
        invariants={
            "small_discount": {
                "entity": "job",
                "fields": ["discount"],
                "holds": {"field": "discount", "op": "lte", "value": "0.5"},
                "if_broken": "refuse",
            },
            "price_is_fair": {
                "entity": "job",
                "fields": ["price"],
                "if": {"field": "price", "op": "present"},
                "holds": {"field": "price", "op": "lt", "value": 100000},
                "if_broken": "confirm",
            },
            "has_due": {
                "entity": "job",
                "at": ["job.finish"],
                "holds": {"field": "due_on", "op": "present"},
                "if_broken": "warn",
            },
        },
    )
