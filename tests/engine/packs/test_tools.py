"""What the command line does with packs: lines to read, a new pack, schemas that know the pack."""

import json

from jsonschema import Draft202012Validator
from referencing import Registry

from engine.diagnostics.problem import Diagnostic
from engine.packs.check import check
from engine.packs.fmt import formatted
from engine.packs.init import new_pack
from engine.packs.pack_schemas import pack_schemas
from engine.packs.render import as_json, as_lines
from tests.engine.packs.builders import REPAIRS, edited, put


def test_a_line_names_file_line_column_code_sentence_and_cure():
    files = {
        **REPAIRS,
        "roles/technician.json": REPAIRS["roles/technician.json"].replace(b'"order"', b'"oder"'),
    }
    found = check(files).diagnostics
    assert as_lines(found, files, "en") == [
        'roles/technician.json:5:3: error packs.unknown_key: There is no key "oder" here. (Did you mean "order"?)'
    ]
    assert as_lines(found, files, "zh-CN") == [
        "roles/technician.json:5:3: 错误 packs.unknown_key: 此处没有键“oder”。 (是不是“order”？)"
    ]


def test_a_fault_of_the_text_itself_has_its_place_too():
    files = {**REPAIRS, "roles/technician.json": b'{\n  "kind": "role",\n  "order": 1,\n  "order": 2\n}'}
    told = as_json(check(files).diagnostics, files)
    assert [(one["code"], one["line"], one["column"]) for one in told] == [("packs.json_duplicate_key", 4, 3)]
    assert told[0]["text"]["zh-CN"] == "键“order”在同一对象中出现两次。"
    assert as_lines(check(files).diagnostics, files, "en")[0].startswith("roles/technician.json:4:3: error ")


def test_a_word_that_differs_by_language_is_said_in_each():
    result = check(edited(workflows__repair=put("states", value=[])))
    told = [one for one in result.diagnostics if one.code == "packs.wrong_type"]
    assert [one.text("en") for one in told] == ["Here must stand an object."]
    assert [one.text("zh-CN") for one in told] == ["此处必须是对象。"]


def test_both_sides_of_a_union_are_named_once():
    result = check(edited(entities__repair=put("fields", "customer", "to", value=3)))
    told = [one for one in result.diagnostics if one.code == "packs.wrong_type"]
    assert [(one.pointer, one.text("en")) for one in told] == [
        ("/fields/customer/to", "Here must stand a text or a list.")
    ]


def test_a_new_pack_is_without_fault_and_in_canonical_form():
    made = new_pack(REPAIRS, "bike_shop", "Bikes")
    assert not isinstance(made, Diagnostic)
    result = check(made)
    assert result.diagnostics == ()
    assert result.release is not None
    assert (result.release.pack, result.release.version) == ("bike_shop", "0.1.0")
    assert result.release.label == {"en": "Bikes", "zh-CN": "Bikes"}
    assert formatted(made) == ({}, [])
    assert json.loads(made["entities/repair.json"])["$schema"] == "../.pointsman/schema/entity.json"
    assert json.loads(made["pack.json"])["$schema"] == ".pointsman/schema/pack.json"


def test_a_new_pack_needs_an_id():
    for id in ("Bike", "bike-shop", "bike.shop", "", "../x"):
        made = new_pack(REPAIRS, id)
        assert isinstance(made, Diagnostic)
        assert made.code == "packs.bad_id"


def _errors(schemas, name, document):
    return [
        *Draft202012Validator(json.loads(schemas[f"{name}.json"]), registry=Registry()).iter_errors(document)
    ]


def test_the_schemas_of_a_pack_know_its_names():
    schemas = pack_schemas(REPAIRS)
    for path, content in REPAIRS.items():
        if not path.endswith(".json"):
            continue
        document = json.loads(content)
        assert _errors(schemas, document["kind"], document) == []
    workflow = json.loads(REPAIRS["workflows/repair.json"])
    for path, value in (
        (("transitions", "start", "from"), ["recieved"]),
        (("transitions", "start", "to"), "reparing"),
        (("transitions", "start", "duty"), "repair.dare"),
        (("transitions", "finish", "form"), "finnish"),
        (("entity",), "repare"),
        (("transitions", "start", "effects"), [{"create": "costumer"}]),
        (("transitions", "start", "effects"), [{"send": "repair_redy", "to": {"field": "owner"}}]),
    ):
        document = json.loads(json.dumps(workflow))
        put(*path, value=value)(document)
        assert _errors(schemas, "workflow", document) != [], path
    duty = json.loads(REPAIRS["duties/repair.do.json"])
    assert _errors(schemas, "duty", {**duty, "held_by": ["mechanic"]}) != []
    assert '"repair.customer"' in schemas["rule.json"].decode()
