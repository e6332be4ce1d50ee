"""Whatever a pack holds: within a second it is a release, or it is told what is wrong. Never a crash, never a fetch."""

import json
import time

import pytest

from engine.packs.check import check
from engine.packs.files import BOUNDS
from engine.packs.render import as_json, as_lines
from tests.engine.packs.builders import REPAIRS, edited, put

DEEP = 10_000
ENTITY, WORKFLOW, RULE, PACK = "entities__repair", "workflows__repair", "rules__repair_is_ready", "pack"


def nested(levels, leaf=None):
    text = '{"not": ' * levels + json.dumps(leaf) + "}" * levels
    return text.encode()


def field(**said):
    return {ENTITY: put("fields", "x", value={"label": {"en": "X", "zh-CN": "X"}, **said})}


def guard(condition):
    return {WORKFLOW: put("transitions", "start", "guard", value=condition)}


def raw(path, content):
    return {**REPAIRS, path: content}


def rule(**parts):
    return {RULE: lambda document: document.update(parts)}


BOMB = "(a+)+$"
HOSTILE = {
    # text that is no text, or no JSON
    "empty": raw("roles/x.json", b""),
    "nothing but spaces": raw("roles/x.json", b" " * 1_000_000),
    "not utf-8": raw("roles/x.json", b"\xff\xfe{}"),
    "utf-16": raw("roles/x.json", "{}".encode("utf-16")),
    "byte order mark": raw("roles/x.json", b"\xef\xbb\xbf{}"),
    "nul": raw("roles/x.json", b"\0" * 1_000),
    "zip inside": raw("roles/x.json", b"PK\x03\x04" * 100),
    "comment": raw("roles/x.json", b'{"kind": "role" /* x */}'),
    "trailing comma": raw("roles/x.json", b'{"kind": "role",}'),
    "duplicate key": raw("roles/x.json", b'{"kind": "role", "kind": "duty"}'),
    "nan": raw("roles/x.json", b'{"kind": "role", "order": NaN}'),
    "infinity": raw("roles/x.json", b'{"kind": "role", "order": -Infinity}'),
    "1e400": raw("roles/x.json", b'{"kind": "role", "order": 1e400}'),
    "five thousand digits": raw("roles/x.json", b'{"kind": "role", "order": ' + b"9" * 5_000 + b"}"),
    "a million digits": raw("roles/x.json", b"9" * 1_000_000),
    "lone surrogate": raw("roles/x.json", b'{"kind": "role", "label": {"en": "\\ud800"}}'),
    "null character": raw("roles/x.json", b'{"kind": "role", "label": {"en": "\\u0000"}}'),
    "a list": raw("roles/x.json", b"[]"),
    "a number": raw("roles/x.json", b"3"),
    "null": raw("roles/x.json", b"null"),
    # depth
    "openers": raw("rules/x.json", b"[" * 1_900_000),
    "closers": raw("rules/x.json", b"]" * 1_900_000),
    "objects for ever": raw("rules/x.json", b'{"a":' * 300_000),
    "ten thousand deep": raw("rules/x.json", nested(DEEP)),
    "ten thousand deep condition": raw("rules/x.json", b'{"kind": "rule", "if": ' + nested(DEEP) + b"}"),
    "ninety deep condition": raw("workflows/repair.json", REPAIRS["workflows/repair.json"].replace(b'{"field": "input.price"', b'{"not":' * 90 + b'{"field": "input.price"').replace(b'"highest_price"}}', b'"highest_price"}}' + b"}" * 90)),
    "forty deep condition": edited(**guard(json.loads(nested(40, {"field": "device", "op": "present"})))),
    "deep formula": edited(**field(type="decimal", formula="(" * 3_000 + "1" + ")" * 3_000)),
    "long formula": edited(**field(type="decimal", formula="1" + " + 1" * 100_000)),
    "deep source": edited(**{ENTITY: put("source", value=json.loads(nested(90)))}),
    # breadth
    "many keys": raw("roles/x.json", b"{" + b",".join(b'"k%d": 1' % n for n in range(100_001)) + b"}"),
    "many values": raw("roles/x.json", b"[" + b"1," * 300_000 + b"1]"),
    "many fields": edited(**{ENTITY: put("fields", value={f"f{n}": {"type": "text", "label": {"en": "x", "zh-CN": "x"}} for n in range(3_000)})}),
    "many options": edited(**field(type="enum", options={f"o{n}": {} for n in range(5_000)})),
    "many states": edited(**{WORKFLOW: put("states", value={f"s{n}": {"label": {"en": "x", "zh-CN": "x"}} for n in range(300)})}),
    "many conditions": edited(**guard({"any": [{"field": "device", "op": "eq", "value": str(n)} for n in range(5_000)]})),
    "many unknown names": edited(**guard({"any": [{"field": f"devise{n}", "op": "present"} for n in range(400)]})),
    "many effects": edited(**rule(then=[{"set": {"fault": "x"}}] * 2_000)),
    "many files": {**REPAIRS, **{f"roles/r{n}.json": b'{"kind": "role"}' for n in range(2_100)}},
    "large file": raw("roles/x.json", b'"' + b"x" * (BOUNDS.file + 1) + b'"'),
    "large pack": {**REPAIRS, **{f"messages/m{n}.json": b'"' + b"x" * 1_900_000 + b'"' for n in range(6)}},
    "long text": edited(**{RULE: put("label", "en", value="x" * 1_500_000)}),
    "long key": edited(**{WORKFLOW: put("x" * 1_000_000, value=1)}),
    "near keys": edited(**{WORKFLOW: lambda document: document.update({f"state{n}": {} for n in range(1_000)})}),
    # names
    "parent folder": raw("../x.json", b"{}"),
    "absolute": raw("/etc/passwd.json", b"{}"),
    "backslashes": raw("roles\\x.json", b"{}"),
    "upper case": raw("roles/Technician.json", b"{}"),
    "not ascii": raw("roles/技师.json", b"{}"),
    "too deep a folder": raw("roles/a/b/c/d.json", b"{}"),
    "dots": raw("roles/...json", b"{}"),
    "nameless": raw("roles/.json", b"{}"),
    "dunder": raw("entities/__class__.json", b'{"kind": "entity"}'),
    "prototype": edited(**{ENTITY: put("fields", "__proto__", value={"type": "text"})}),
    "reserved words": edited(**{ENTITY: lambda document: document["fields"].update({n: {"type": "text"} for n in ("id", "state", "input", "record", "actor", "select")})}),
    # meanings
    "regular expression bomb": edited(**field(type="text", pattern=BOMB)),
    "huge repetition": edited(**field(type="text", pattern="(((a{100}){100}){100}){100}")),
    "backreference": edited(**field(type="text", pattern="(a)\\1")),
    "long pattern": edited(**field(type="text", pattern="a|" * 20_000)),
    "remote schema": edited(**{ENTITY: put("$schema", value="http://169.254.169.254/latest")}),
    "reference": edited(**{ENTITY: put("$ref", value="http://169.254.169.254/latest")}),
    "python in a formula": edited(**field(type="text", formula="__import__('os').system('id')")),
    "attribute in a formula": edited(**field(type="text", formula="device.__class__.__mro__")),
    "power": edited(**field(type="integer", formula="9 ** 9 ** 9")),
    "template injection": edited(messages__repair_ready=put("text", "sms", "en", value="{{ ''.__class__ }} {% for x in y %} {{device|safe}}")),
    "braces": edited(messages__repair_ready=put("text", "sms", "en", value="{{" * 50_000)),
    "a set over itself": edited(**guard({"some": "repair.customer", "where": {"some": "repair.customer", "where": {"field": "device", "op": "present"}}})),
    "derived from itself": edited(**field(type="decimal", formula="x + 1")),
    "a circle of tables": edited(decisions__promise=put("inputs", "urgency", value={"decision": "promise.days"})),
    "a circle of groups": edited(**{WORKFLOW: lambda document: document["states"].update({"a": {"group": True, "parent": "b", "initial": "b"}, "b": {"group": True, "parent": "a", "initial": "a"}})}),
    "an endless state": edited(**{WORKFLOW: put("transitions", "loop", value={"label": {"en": "L", "zh-CN": "L"}, "from": ["received"], "to": "received", "automatic": True})}),
    "part of itself": edited(**{ENTITY: put("part_of", value="repair.fields")}),
    "options of itself": edited(**field(type="enum", options={"same_as": "repair.x"})),
    "a roll-up of itself": edited(**field(type="rollup", of="repair.customer", function="sum", field="x")),
    "endless time zone": edited(pack=put("time_zone", value="../" * 1_000 + "etc/passwd")),
    "null everywhere": edited(**{ENTITY: lambda document: document.update(dict.fromkeys(document, None))}),
    "lists everywhere": edited(**{WORKFLOW: lambda document: document.update({key: [] for key in document})}),
    "true everywhere": edited(duties__repair_DOT_take=lambda document: document.update(dict.fromkeys(document, True))),
    "a sample of a million": edited(samples__tiny=put("records", "repairs", "count", value=10**6)),
    "a sample about itself": edited(samples__tiny=put("records", "repairs", "set", "customer", value={"one_of": "repairs"})),
    "nested maybe": edited(samples__tiny=put("records", "repairs", "set", "device", value=json.loads('{"maybe": 1, "value": ' * 40 + '"x"' + "}" * 40))),
    "a step to nowhere": edited(tests__repair_is_ready=put("steps", value=[{"at": "+" + "9" * 50 + "h"}])),
    "moment of year zero": edited(tests__repair_is_ready=put("clock", value="0000-00-00T00:00:00Z")),
    "secret": edited(**{RULE: put("then", 0, value={"call": "x.y", "with": {"key": {"secret": "sms.key"}}})}),
}  # fmt: skip

# Nothing is wrong with these: they only look so.
HARMLESS = {
    "regular expression bomb",
    "remote schema",
    "long text",
    "many options",
    "many effects",
    "nested maybe",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_packs_are_answered_within_a_second(name):
    files = HOSTILE[name]
    began = time.process_time()
    result = check(files)
    lines = as_lines(result.diagnostics, files, "zh-CN")
    told = as_json(result.diagnostics, files)
    assert time.process_time() - began < 1
    assert (result.release is not None) == (name in HARMLESS), lines[:5]
    assert bool(result.errors) == (name not in HARMLESS)
    assert len(lines) == len(told)
    json.dumps(told)


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 60
