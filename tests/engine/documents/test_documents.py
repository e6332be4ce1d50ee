"""Templates: what they may say is typed when a pack is checked, and what records hold can never become markup."""

from typing import Any

import pytest

from engine.packs.check import CheckResult, check
from tests.server.shop import files


def checked(template: str, **more: Any) -> CheckResult:
    said: dict[str, Any] = {
        "kind": "document",
        "label": {"en": "Sheet", "zh-CN": "单据"},
        "entity": "job",
        "languages": ["en"],
        "conditions": {"hurried": {"field": "urgent", "op": "eq", "value": True}},
        "lists": {"others": {"of": "job.customer", "sort": "-created_at"}},
    }
    if more.get("entity") == "customer":
        said["conditions"] = {}
    else:
        del said["lists"]
    packed = files(documents__sheet={**said, **more}, documents__ticket=None)
    without = {path: text for path, text in packed.items() if not path.startswith("documents/ticket")}
    return check({**without, "documents/sheet.en.html": template.encode()})


def codes(result: CheckResult) -> list[tuple[str, object]]:
    return [
        (one.code, one.data.get("line")) for one in result.diagnostics if one.code.startswith(("doc", "cond"))
    ]


def test_a_template_with_all_there_is() -> None:
    result = checked(
        "<style>p { color: #222 }</style>{{@qr}}<h1>{{number}} {{@version}}</h1>{{#if hurried}}<p>!</p>{{else}}<p>.</p>{{/if}}"
        "<table>{{#each parts}}<tr><td>{{@row}} {{name}} {{record.title}} {{cost|money}}</td></tr>{{/each}}</table>"
        "{{#if customer}}{{customer.phone|masked}}{{/if}}{{parameter.highest|money}}"
    )
    assert codes(result) == []
    assert result.release is not None
    assert [one.id for one in result.release.documents.of("job")] == ["sheet"]


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{numbr}}", "conditions.unknown_field"),
        ("{{number|moni}}", "documents.unknown_filter"),
        ("{{number|money}}", "documents.filter_not_for"),
        ("{{customer}}", "documents.shows_id"),
        ("{{secret_note}}", "documents.shows_sensitive"),
        ("{{}}", "documents.broken_place"),
        ("{{number", "documents.broken_place"),
        ("{{number}} }}", "documents.broken_place"),
        ("{{1 + 1}}", "conditions.unknown_field"),
        ("{{#if huried}}{{/if}}", "documents.unknown_condition"),
        ("{{#if hurried}}", "documents.not_closed"),
        ("{{/if}}", "documents.unbalanced"),
        ("{{#if hurried}}{{/each}}{{/if}}", "documents.unbalanced"),
        ("{{#if hurried}}{{else}}{{else}}{{/if}}", "documents.unbalanced"),
        ("{{#each pats}}{{/each}}", "documents.unknown_list"),
        ("{{#each parts}}{{#each parts}}{{/each}}{{/each}}", "documents.each_in_each"),
        ("{{@row}}", "documents.only_in_each"),
        ("{{@verison}}", "documents.unknown_own"),
        ("{{#if hurried}}" * 7 + "{{/if}}" * 7, "documents.too_nested"),
        ("{{number}}" * 1_001, "documents.too_many_places"),
        ("x" * 200_001, "documents.too_long"),
    ],
)
def test_what_a_template_may_not_say(template: str, code: str) -> None:
    found = codes(checked(f"\n{template}"))
    assert code in [one for one, _ in found]
    assert all(line in (None, 2) for _, line in found)


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("<script>alert(1)</script>", "documents.tag_not_allowed"),
        ("<img src='/api/v1/session'>", "documents.tag_not_allowed"),
        ("<svg></svg>", "documents.tag_not_allowed"),
        ("<iframe></iframe>", "documents.tag_not_allowed"),
        ("<link rel='stylesheet' href='file:///etc/passwd'>", "documents.tag_not_allowed"),
        ("<meta http-equiv='refresh'>", "documents.tag_not_allowed"),
        ("<!doctype html>", "documents.tag_not_allowed"),
        ("<?php ?>", "documents.tag_not_allowed"),
        ("<p onclick='x()'>a</p>", "documents.attribute_not_allowed"),
        ("<p id='x'>a</p>", "documents.attribute_not_allowed"),
        ("<p class='{{number}}'>a</p>", "documents.in_markup"),
        ("<p {{number}}>a</p>", "documents.in_markup"),
        ("<style>p { color: {{number}} }</style>", "documents.in_markup"),
        ("<!-- {{number}} -->", "documents.in_markup"),
        ("<style>p { background: url(http://x) }</style>", "documents.style_reaches_out"),
        ("<style>p { background: U\\52L(http://x) }</style>", "documents.style_reaches_out"),
        ("<style>@import 'x'</style>", "documents.style_reaches_out"),
        ("<p style='background: url (x)'>a</p>", "documents.style_reaches_out"),
        ("<p style='font-family: Arial, serif'>a</p>", "documents.font_without_chinese"),
        ("<div><p>a</div>", "documents.tag_open"),
        ("<div>", "documents.tag_open"),
    ],
)
def test_markup_that_acts_or_reaches_out_is_refused(template: str, code: str) -> None:
    assert code in [one for one, _ in codes(checked(template))]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"entity": "jop"}, "documents.unknown_entity"),
        ({"entity": "part"}, "documents.line_entity"),
        ({"languages": ["en", "fr"]}, "documents.unknown_language"),
        ({"languages": ["en", "zh-CN"]}, "documents.no_template"),
        ({"languages": ["zh-CN"]}, "documents.stray_template"),
        ({"states": ["opn"]}, "documents.unknown_state"),
        ({"by": ["job.tak"]}, "documents.unknown_duty"),
        ({"signed_by": ["job.strt"]}, "documents.unknown_transition"),
        ({"file_name": "{{numbr}}"}, "conditions.unknown_field"),
        ({"lists": {"x": {"of": "parts", "sort": "-cst"}}}, "documents.unknown_sort"),
        ({"conditions": {"x": {"field": "urgnt", "op": "eq", "value": True}}}, "conditions.unknown_field"),
    ],
)
def test_what_a_document_may_not_say(more: dict[str, Any], code: str) -> None:
    assert code in [one for one, _ in codes(checked("<p>a</p>", **more))]


def test_a_wrong_name_is_answered_with_the_nearest_right_one() -> None:
    told = [
        one.hint("en") for one in checked("{{#if huried}}{{/if}}").diagnostics if one.code.startswith("doc")
    ]
    assert told == ['Did you mean "hurried"?']


def test_a_template_is_part_of_the_release_and_line_ends_are_not() -> None:
    one, same, other = (checked(text).release for text in ("<p>a</p>\n", "<p>a</p>\r\n", "<p>b</p>\n"))
    assert one is not None
    assert same is not None
    assert other is not None
    assert one.id == same.id != other.id
    assert one.source["documents/sheet.en.html"] == {"text": "<p>a</p>\n"}
