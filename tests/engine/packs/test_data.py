"""Samples and scenarios: every name in them exists, every value could be entered."""

import pytest

from engine.packs.check import check
from engine.packs.data import moment, span
from engine.packs.generators import counted
from engine.values.duration import Duration
from tests.engine.packs.builders import edited, found, put

TINY, SCENARIO = "samples__tiny", "tests__repair_is_ready"
SAMPLE_FILE, SCENARIO_FILE = "samples/tiny.json", "tests/repair_is_ready.json"
REPAIRS, STEP = ("records", "repairs"), ("steps", 1)

SAMPLE_CASES = [
    (("clock",), "yesterday", "/clock", "packs.not_a_moment"),
    (("clock",), "2026-03-02T09:00:00", "/clock", "packs.not_a_moment"),
    (("centres", "north", "nam"), "x", "/centres/north/nam", "packs.data_unknown"),
    (("centres", "desk1"), {"name": "x"}, "/people/desk1", "packs.alias_twice"),
    (("people", "desk1", "role"), "boss", "/people/desk1/role", "packs.data_unknown"),
    (("people", "desk1", "centre"), "south", "/people/desk1/centre", "packs.data_unknown"),
    (("people", "desk1", "manager"), "tech1", "/people/desk1/manager", "packs.alias_wanted"),
    (("people", "desk1", "manager"), "@north", "/people/desk1/manager", "packs.alias_of_other"),
    (("people", "desk1", "set"), {"phone": "12"}, "/people/desk1/set/phone", "packs.data_value"),
    (("lists", "makes"), [], "/lists/makes", "packs.empty_list"),
    ((*REPAIRS, "entity"), "repare", "/records/repairs/entity", "packs.data_unknown"),
    ((*REPAIRS, "as"), "@nobody", "/records/repairs/as", "packs.data_unknown"),
    ((*REPAIRS, "as"), ["@desk1", "@north"], "/records/repairs/as/1", "packs.alias_of_other"),
    ((*REPAIRS, "as"), "customer.nobody", "/records/repairs/as", "packs.data_unknown"),
    ((*REPAIRS, "at"), "soon", "/records/repairs/at", "packs.not_a_moment"),
    ((*REPAIRS, "at"), {"moment": {"days": [3, 1]}}, "/records/repairs/at/moment/days", "packs.upside_down"),
    ((*REPAIRS, "set", "devise"), "x", "/records/repairs/set/devise", "packs.data_unknown"),
    ((*REPAIRS, "set", "promised_days"), 3, "/records/repairs/set/promised_days", "packs.data_derived"),
    ((*REPAIRS, "set", "price"), {"pick": [1, "dear"]}, "/records/repairs/set/price/pick/1", "packs.data_value"),
    ((*REPAIRS, "set", "price"), {"number": [9, 1]}, "/records/repairs/set/price/number", "packs.upside_down"),
    ((*REPAIRS, "set", "price"), {"number": [-9, 1]}, "/records/repairs/set/price/number/0", "packs.data_value"),
    ((*REPAIRS, "set", "urgency"), {"weighted": {"late": 1}}, "/records/repairs/set/urgency/weighted/late", "packs.data_value"),
    ((*REPAIRS, "set", "device"), {"join": ["brands"]}, "/records/repairs/set/device/join/0", "packs.data_unknown"),
    ((*REPAIRS, "set", "device"), {"literal": 3}, "/records/repairs/set/device/literal", "packs.data_value"),
    ((*REPAIRS, "set", "device"), {"rows": [{}]}, "/records/repairs/set/device/rows", "packs.no_rows"),
    ((*REPAIRS, "set", "device"), {"same": "price"}, "/records/repairs/set/device/same", "packs.data_unknown"),
    ((*REPAIRS, "set", "device"), {"maybe": 1, "value": {"join": ["brands"]}}, "/records/repairs/set/device/value/join/0", "packs.data_unknown"),
    ((*REPAIRS, "set", "customer"), {"one_of": "repairs"}, "/records/repairs/set/customer/one_of", "packs.data_unknown"),
    ((*REPAIRS, "set", "customer"), {"one_of": ["@desk1"]}, "/records/repairs/set/customer/one_of/0", "packs.alias_of_other"),
    ((*REPAIRS, "set", "customer"), {"next_of": "customers", "path": "phone"}, "/records/repairs/set/customer/next_of", None),
    ((*REPAIRS, "set", "device"), {"one_of": "customers"}, "/records/repairs/set/device/one_of", "packs.alias_of_other"),
    ((*REPAIRS, "set"), {"device": "x"}, "/records/repairs/set", "packs.sample_lacks"),
    ((*REPAIRS, "at"), {"moment": {"hours": [9, 11], "by_hour": [1, 2]}}, "/records/repairs/at/moment/by_hour", "packs.hours_of_span"),
    ((*REPAIRS, "at"), {"moment": {"weekdays": [0, 0, 0, 0, 0, 0, 0]}}, "/records/repairs/at/moment/weekdays", "packs.no_weight"),
    (("leavers",), [{"who": "@desk1", "to": "tech1", "at": "soon"}], "/leavers/0/to", "packs.alias_wanted"),
    (("leavers",), [{"who": "@desk1", "to": "@tech1", "at": "soon"}], "/leavers/0/at", "packs.not_a_moment"),
    ((*REPAIRS, "then", 0, "do"), "repair.begin", "/records/repairs/then/0/do", "packs.data_unknown"),
    ((*REPAIRS, "then", 0, "on"), "customer", "/records/repairs/then/0/do", "packs.do_of_other"),
    ((*REPAIRS, "then", 0, "after"), ["soon"], "/records/repairs/then/0/after/0", "packs.not_a_span"),
    ((*REPAIRS, "then", 0, "since"), "soon", "/records/repairs/then/0/since", "packs.data_unknown"),
    ((*REPAIRS, "then", 0, "since"), "device", "/records/repairs/then/0/since", "packs.since_no_moment"),
    ((*REPAIRS, "then", 0), {"do": "repair.start", "since": "created_at"}, "/records/repairs/then/0", "packs.missing_key"),
    ((*REPAIRS, "then", 1, "input", "prize"), 3, "/records/repairs/then/1/input/prize", "packs.data_unknown"),
]  # fmt: skip

SCENARIO_CASES = [
    (("clock",), "noon", "/clock", "packs.not_a_moment"),
    (("sample",), "huge", "/sample", "packs.data_unknown"),
    (("parameters",), {"lowest_price": 1}, "/parameters/lowest_price", "packs.data_unknown"),
    (("parameters",), {"highest_price": "much"}, "/parameters/highest_price", "conditions.wrong_value"),
    (("given", "r1", "entity"), "repare", "/given/r1/entity", "packs.data_unknown"),
    (("given", "r1", "state"), "broken", "/given/r1/state", "packs.data_unknown"),
    (("given", "r1", "owner"), "desk1", "/given/r1/owner", "packs.alias_wanted"),
    (("given", "r1", "centre"), "south", "/given/r1/centre", "packs.data_unknown"),
    (("given", "r1", "set", "customer"), "@r1", "/given/r1/set/customer", "packs.alias_of_other"),
    (("given", "r1", "set", "customer"), "@desk1", "/given/r1/set/customer", "packs.alias_of_other"),
    (("given", "desk1"), {"entity": "repair"}, "/given/desk1", "packs.alias_twice"),
    (("given", "tasks"), {"entity": "repair"}, "/given/tasks", "packs.alias_twice"),
    ((*STEP, "at"), "later", "/steps/1/at", "packs.not_a_time"),
    ((*STEP, "as"), "@boss", "/steps/1/as", "packs.data_unknown"),
    ((*STEP, "as"), None, "/steps/1", "packs.nobody_acts"),
    ((*STEP, "create"), "repair", "/steps/1", "packs.two_actions"),
    ((*STEP, "field"), "phone", "/steps/1", "packs.missing_key"),
    ((*STEP, "reveal"), "r1", "/steps/1", "packs.two_actions"),
    ((*STEP, "leaves"), "@desk1", "/steps/1", "packs.two_actions"),
    ((*STEP, "exception_to"), "repairs_a_day", "/steps/1/exception_to", "packs.data_unknown"),
    ((*STEP, "on"), "r2", "/steps/1/on", "packs.data_unknown"),
    ((*STEP, "on"), "c1", "/steps/1/do", "packs.do_of_other"),
    ((*STEP, "on"), None, "/steps/1", "packs.missing_key"),
    ((*STEP, "creates"), "r9", "/steps/1/creates", "packs.creates_nothing"),
    ((*STEP, "input", "prize"), 3, "/steps/1/input/prize", "packs.data_unknown"),
    ((*STEP, "refused"), ["No duty"], "/steps/1/refused/0", "packs.not_a_code"),
    ((*STEP, "expect"), {"r2": {"state": "ready"}}, "/steps/1/expect/r2", "packs.data_unknown"),
    ((*STEP, "expect"), {"r1": {"state": "reddy"}}, "/steps/1/expect/r1/state", "packs.data_unknown"),
    ((*STEP, "expect"), {"r1": {"prize": 1}}, "/steps/1/expect/r1/prize", "packs.data_unknown"),
    ((*STEP, "expect"), {"tasks": [{"for": "@boss"}]}, "/steps/1/expect/tasks/0/for", "packs.data_unknown"),
    ((*STEP, "expect"), {"messages": ["repair_redy"]}, "/steps/1/expect/messages/0", "packs.data_unknown"),
    ((*STEP, "expect"), {"calls": [{}]}, "/steps/1/expect/calls/0", "packs.missing_key"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "pointer", "code"), SAMPLE_CASES)
def test_faults_of_a_sample_are_found_at_their_place(path, value, pointer, code):
    told = found(edited(**{TINY: put(*path, value=value)}))
    if code is None:
        assert [one for one in told if one[0] == SAMPLE_FILE and one[1] != pointer] == []
    else:
        assert (SAMPLE_FILE, pointer, code) in told


@pytest.mark.parametrize(("path", "value", "pointer", "code"), SCENARIO_CASES)
def test_faults_of_a_scenario_are_found_at_their_place(path, value, pointer, code):
    assert (SCENARIO_FILE, pointer, code) in found(edited(**{SCENARIO: put(*path, value=value)}))


def test_a_record_that_a_step_makes_may_be_named_afterwards():
    steps = [
        {"as": "@desk1", "create": "repair", "set": {"customer": "@c1", "device": "Radio"}, "creates": "r2"},
        {
            "as": "@tech1",
            "do": "repair.start",
            "on": "r2",
            "expect": {"r2": {"state": "repairing", "customer": "@c1"}},
        },
        {"at": "+1d2h", "expect": {"tasks": [], "messages": []}},
    ]
    assert check(edited(**{SCENARIO: put("steps", value=steps)})).diagnostics == ()
    assert (SCENARIO_FILE, "/steps/0/on", "packs.data_unknown") in found(
        edited(**{SCENARIO: put("steps", value=steps[1:])})
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1h15m", Duration(0, 0, 4_500)),
        ("2d", Duration(0, 2, 0)),
        ("30s", Duration(0, 0, 30)),
        ("P1M", Duration(1, 0, 0)),
        ("PT8H", Duration(0, 0, 28_800)),
        ("", None),
        ("soon", None),
        ("15", None),
    ],
)
def test_the_span_of_a_step(text, meant):
    assert span(text) == meant


def test_a_moment_needs_its_offset():
    assert moment("2026-03-02T09:00:00+08:00") is not None
    assert moment("2026-03-02T09:00:00") is None
    assert moment("2026-13-02T09:00:00Z") is None


def test_counters_of_a_pattern():
    assert counted("1990000{n:4}", 7) == "19900000007"
    assert counted("Customer {n}", 12) == "Customer 12"
    assert counted("plain", 1) == "plain"
