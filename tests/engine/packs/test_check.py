"""A whole pack: what is right becomes a release; what is wrong is told with its file and place, all of it."""

import pytest

from engine.diagnostics.problem import Severity
from engine.packs.check import check
from tests.engine.packs.builders import REPAIRS, drop, edited, found, put

WORKFLOW, ENTITY = "workflows__repair", "entities__repair"
REPAIR, FLOW, TAKE, DO, GIVE_UP = (
    "entities/repair.json",
    "workflows/repair.json",
    "duties/repair.take.json",
    "duties/repair.do.json",
    "duties/repair.give_up.json",
)


def test_a_pack_without_fault_becomes_a_release():
    result = check(REPAIRS)
    assert result.diagnostics == ()
    release = result.release
    assert release is not None
    assert (release.pack, release.version, release.default_locale) == ("repairs", "1.0.0", "en")
    assert set(release.entities) == {"customer", "repair", "person", "centre"}
    assert release.workflows["repair"].transitions["finish"].form == "finish_repair"
    assert [rule.id for rule in release.rules.by_event["entered:repair.ready"]] == ["repair_is_ready"]
    assert release.parameters["highest_price"].default == 2000
    assert release.parameters["highest_price"].per == "centre"
    assert [query.entity for query in release.sets.values()] == ["repair"]
    assert set(release.source) == set(REPAIRS)


def test_the_id_is_that_of_the_meaning_and_not_of_the_writing():
    release = check(REPAIRS).release
    rewritten = check(edited(**{"pack": lambda document: None, ENTITY: lambda document: None})).release
    changed = check(edited(pack=put("version", value="1.0.1"))).release
    assert release is not None
    assert rewritten is not None
    assert changed is not None
    assert release.id == rewritten.id
    assert len(release.id) == 64
    assert changed.id != release.id


def test_every_fault_is_told_not_only_the_first():
    files = edited(
        **{
            ENTITY: put("fields", "device", "type", value="txet"),
            "rules__repair_is_ready": put("then", 0, "send", value="repair_redy"),
            "roles__technician": put("lable", value="x"),
            "duties__repair_DOT_give_up": b"{",
        }
    )
    assert {(file, code) for file, _, code in found(files)} >= {
        (REPAIR, "packs.not_one_of"),
        ("rules/repair_is_ready.json", "effects.unknown_message"),
        ("roles/technician.json", "packs.unknown_key"),
        (GIVE_UP, "packs.json_syntax"),
    }


def test_a_faulty_definition_does_not_make_others_look_faulty():
    assert found(edited(**{ENTITY: put("fields", "device", "max_lenght", value=3)})) == [
        (REPAIR, "/fields/device/max_lenght", "packs.unknown_key")
    ]
    assert found(edited(**{ENTITY: put("fields", "price", "minimum", value="dear")})) == [
        (REPAIR, "/fields/price/minimum", "packs.wrong_type")
    ]


def test_what_names_an_unreadable_definition_is_not_at_fault():
    assert found(edited(entities__customer=b"{")) == [("entities/customer.json", "", "packs.json_syntax")]
    assert found(edited(duties__repair_DOT_do=b"[]")) == [
        ("duties/repair.do.json", "", "packs.not_an_object")
    ]


def test_a_release_exists_exactly_when_there_is_no_error():
    warned = check(edited(roles__technician=put("label", value={"en": "Technician"})))
    assert [one.severity for one in warned.diagnostics] == [Severity.WARNING]
    assert warned.release is not None
    assert check(edited(**{WORKFLOW: put("initial", value="nowhere")})).release is None


CASES = {
    "packs.no_manifest": (edited(pack=None), "pack.json", ""),
    "packs.not_an_object": (edited(roles__technician=[]), "roles/technician.json", ""),
    "packs.no_kind": (edited(roles__technician=drop("kind")), "roles/technician.json", ""),
    "packs.unknown_kind": (edited(roles__technician=put("kind", value="rool")), "roles/technician.json", "/kind"),
    "packs.wrong_folder": (edited(roles__technician=put("kind", value="duty")), "roles/technician.json", "/kind"),
    "packs.not_yet": (edited(migrations__calls={"kind": "migration"}), "migrations/calls.json", ""),
    "packs.unknown_folder": (edited(rolls__x={"kind": "role"}), "rolls/x.json", ""),
    "packs.unknown_file": (edited(extra={"kind": "role"}), "extra.json", ""),
    "packs.bad_id": (edited(entities__a_DOT_b={"kind": "entity"}), "entities/a.b.json", ""),
    "packs.reserved_id": (edited(entities__input={"kind": "entity"}), "entities/input.json", ""),
    "packs.defined_twice": (edited(roles__more__technician={"kind": "role"}), "roles/technician.json", ""),
    "packs.missing_key": (edited(**{WORKFLOW: drop("initial")}), FLOW, ""),
    "packs.unknown_key": (edited(**{WORKFLOW: put("sates", value={})}), FLOW, "/sates"),
    "packs.not_yet_key": (edited(forms__give_up=put("approval", value="x")), "forms/give_up.json", "/approval"),
    "packs.wrong_type": (edited(**{WORKFLOW: put("states", value=[])}), FLOW, "/states"),
    "packs.not_one_of": (edited(pack=put("format", value=2)), "pack.json", "/format"),
    "packs.out_of_bounds": (edited(samples__tiny=put("records", "repairs", "count", value=0)), "samples/tiny.json", "/records/repairs/count"),
    "packs.not_literal": (
        edited(pack=put("parameters", "days", value={"type": "integer", "default": {"formula": "1 + 1"}})), "pack.json", "/parameters/days/default"
    ),
    "packs.default_outside": (
        edited(pack=put("parameters", "highest_price", "minimum", value=3000)), "pack.json", "/parameters/highest_price/default"
    ),
    "packs.bad_version": (edited(pack=put("version", value="1.0")), "pack.json", "/version"),
    "packs.bad_range": (edited(pack=put("engine", value="^1.0")), "pack.json", "/engine"),
    "packs.other_engine": (edited(pack=put("engine", value=">=2")), "pack.json", "/engine"),
    "packs.bad_locale": (edited(pack=put("locales", value=["en", "zh-CN", "xx-yy-zz"])), "pack.json", "/locales/2"),
    "packs.default_locale": (edited(pack=put("default_locale", value="fr")), "pack.json", "/default_locale"),
    "packs.bad_zone": (edited(pack=put("time_zone", value="Mars/Base")), "pack.json", "/time_zone"),
    "packs.bad_currency": (edited(pack=put("currency", value="XXY")), "pack.json", "/currency"),
    "packs.duty_silent": (edited(duties__repair_DOT_give_up=drop("allows", "transitions")), FLOW, "/transitions/give_up/duty"),
    "packs.duty_vain": (
        edited(duties__repair_DOT_do=put("allows", "transitions", value=["repair.start", "repair.finish", "repair.collect"])),
        DO, "/allows/transitions",
    ),
    "packs.unused_role": (edited(roles__owner={"kind": "role", "label": {"en": "Owner", "zh-CN": "店主"}}), "roles/owner.json", ""),
    "packs.unused_message": (edited(rules__repair_is_ready=None), "messages/repair_ready.json", ""),
    "packs.unused_parameter": (edited(**{WORKFLOW: drop("transitions", "finish", "guard")}), "pack.json", "/parameters/highest_price"),
    "packs.required_unwritable": (
        edited(duties__repair_DOT_take=put("allows", "fields", "repair", "write", value=["customer", "fault"])), TAKE, "/allows/create"
    ),
    "packs.never_filled": (
        edited(**{ENTITY: put("fields", "colour", value={"type": "text", "class": "sensitive", "label": {"en": "C", "zh-CN": "颜"}})}),
        REPAIR, "/fields/colour",
    ),
    "packs.no_creator": (edited(duties__repair_DOT_take=put("allows", "create", value=["repair"])), "entities/customer.json", ""),
    "packs.undeclared_locale": (
        edited(roles__technician=put("label", value={"en": "T", "zh-CN": "T", "zh-cn": "T"})), "roles/technician.json", "/label/zh-cn"
    ),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_each_fault_of_a_pack_is_found_at_its_place(code):
    files, file, pointer = CASES[code]
    assert (file, pointer, code) in found(files)


@pytest.mark.parametrize(
    ("edit", "suggestion"),
    [
        ({WORKFLOW: put("sates", value={})}, "states"),
        ({ENTITY: put("fields", "device", "max_lenght", value=3)}, "max_length"),
        ({ENTITY: put("fields", "device", "type", value="txet")}, "text"),
        ({"rolls__x": {"kind": "role"}}, "roles"),
        ({"roles__technician": put("kind", value="rool")}, "role"),
        ({"roles__technician": put("label", value={"en": "T", "zh-CN": "T", "zh-cn": "T"})}, "zh-CN"),
        ({"samples__tiny": put("people", "tech1", "role", value="techncian")}, "technician"),
        (
            {
                "rules__repair_is_ready": put(
                    "then", 0, value={"snd": "repair_ready", "to": {"field": "owner"}}
                )
            },
            None,
        ),
    ],
)
def test_what_was_meant_is_suggested(edit, suggestion):
    result = check(edited(**edit))
    assert suggestion in [one.data.get("suggestion") for one in result.diagnostics]


def test_a_bare_label_is_one_in_the_default_language():
    result = check(edited(roles__technician=put("label", value="Technician")))
    assert [(one.pointer, one.code) for one in result.diagnostics] == [
        ("/label/zh-CN", "effects.no_translation")
    ]
    assert result.release is not None
    assert result.release.access.roles["technician"].label == {"en": "Technician"}


def test_layouts_and_companions_are_not_read():
    files = {
        **REPAIRS,
        "workflows/repair.layout.json": b"{not json",
        "README.md": b"# x",
        "README.zh-CN.md": b"# x",
    }
    assert check(files).diagnostics == ()


def test_dollar_schema_and_source_may_stand_in_every_file():
    edit = {"document": "house rules", "clause": "1"}

    def cite(document):
        document["source"] = edit
        document["$schema"] = "https://example.invalid/nowhere.json"

    written = [path.removesuffix(".json") for path in REPAIRS if path.endswith(".json")]
    every = {path.replace("/", "__").replace(".", "_DOT_"): cite for path in written}
    assert check(edited(**every)).diagnostics == ()
