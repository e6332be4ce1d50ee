"""Headers and fields: what is matched, and every doubt that is told."""

from typing import Any

import pytest

from engine.diagnostics.problem import Severity
from server.imports.headers import Columns, match_columns
from server.imports.mapping import ImportMapping, read_mapping
from tests.builders.packs import repository_pack
from tests.builders.repairs import compiled, repairs


def matched(*headers: str, entity: str = "customer", **mapping: Any) -> Columns:
    read = read_mapping(mapping)
    assert isinstance(read, ImportMapping), read
    release = compiled(repairs()).release
    assert release is not None
    return match_columns(headers, read, release.entities[entity])


def fields(columns: Columns) -> list[str]:
    return [one.id for one in columns.fields.values()]


def errors(columns: Columns) -> list[str]:
    return [one.code for one in columns.found if one.severity is Severity.ERROR]


@pytest.mark.parametrize(
    "headers",
    [
        ("name", "phone"),
        ("Name", "PHONE"),
        ("姓名", "手机"),
        ("姓 名*", "手机号码"),
        ("Ｎａｍｅ", "联系方式"),
    ],
)
def test_ids_labels_and_usual_words_are_known(headers: tuple[str, ...]) -> None:
    assert fields(matched(*headers)) == ["name", "phone"]


def test_the_mapping_comes_first() -> None:
    columns = matched("Name", "Who", "Phone", columns={"Who": "name", "Name": None})
    assert {place: one.id for place, one in columns.fields.items()} == {1: "name", 2: "phone"}
    assert errors(columns) == []


def test_aliases_count_where_they_occur() -> None:
    assert fields(matched("Kunde", "Phone", aliases={"Kunde": "name", "Client": "name"})) == ["name", "phone"]


def test_two_columns_for_one_field_are_an_error() -> None:
    assert errors(matched("姓名", "Name", "Phone")) == ["imports.two_columns"]


def test_required_fields_must_come_from_somewhere() -> None:
    assert errors(matched("Name")) == ["imports.required_unmapped"]
    assert errors(matched("Name", defaults={"phone": "13800138000"})) == []
    assert errors(matched("Phone", texts={"name": "Caller {Phone}"})) == []


def test_what_has_a_default_in_the_pack_need_not_come() -> None:
    assert errors(matched("customer", "device", entity="repair")) == []


def test_an_empty_header_and_a_strange_one_are_left_out_with_a_warning() -> None:
    found = matched("Name", "", "Phone", "Colour").found
    assert [(one.code, one.severity) for one in found] == [
        ("imports.empty_header", Severity.WARNING),
        ("imports.not_mapped", Severity.WARNING),
    ]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"columns": {"Nowhere": "name"}}, "imports.no_column"),
        ({"columns": {"Name": "nmae"}}, "imports.no_field"),
        ({"columns": {"Name": "open_repairs"}}, "imports.no_field"),
        ({"key": ["fax"]}, "imports.no_field"),
        ({"constants": {"fax": "1"}}, "imports.no_field"),
    ],
)
def test_a_mapping_that_names_nothing_is_an_error(mapping: dict[str, Any], code: str) -> None:
    assert code in errors(matched("Name", "Phone", **mapping))


def test_a_key_needs_a_value() -> None:
    assert "imports.key_unmapped" in errors(matched("customer", "device", entity="repair", key=["fault"]))


def test_faults_of_a_mapping_are_told_by_place() -> None:
    found = read_mapping({"strategy": "guess", "colums": {}})
    assert isinstance(found, list)
    assert sorted(one.pointer for one in found) == ["/colums", "/strategy"]


def test_no_list_of_people_comes_in_without_saying_where_they_are_from() -> None:
    known = repository_pack("education_training").entities["lead"]
    said = match_columns(("姓名", "手机"), ImportMapping(), known)
    assert [(one.code, one.data["field"]) for one in said.found if one.severity is Severity.ERROR] == [
        ("imports.required_unmapped", "source")
    ]
    assert not errors(match_columns(("姓名", "手机"), ImportMapping(constants={"source": "expo"}), known))
