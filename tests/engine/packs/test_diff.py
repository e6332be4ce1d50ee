"""What changed, in sentences that name things by their labels; how heavy it is; whether the version says so."""

import json

import pytest

from engine.packs.diff import as_json, diff, version_faults
from engine.packs.read import read
from engine.packs.weight import Weight
from tests.engine.packs.builders import REPAIRS, drop, edited, put

OLD = read(REPAIRS)[0].source
ENTITY, FLOW, TAKE, DO = (
    "entities__repair",
    "workflows__repair",
    "duties__repair_DOT_take",
    "duties__repair_DOT_do",
)


def changes(**edits):
    return diff(OLD, read(edited(**edits))[0].source).changes


def rename(*path, to):
    def edit(document):
        here = document
        for part in path[:-1]:
            here = here[part]
        here[to] = {**here.pop(path[-1]), "was": [path[-1]]}

    return edit


COLOUR = {"type": "text", "label": {"en": "Colour", "zh-CN": "颜色"}}
CASES = [
    ({"duties__repair_DOT_give_up": put("held_by", value=["technician"])}, Weight.MINOR,
     "Duty “Give a repair up” moved from “Front desk” to “Technician”.", "职责“放弃维修”由“前台”转给“维修师”。"),
    ({DO: put("held_by", value=["technician", "front_desk"])}, Weight.MINOR,
     "Duty “Repair” is now also held by “Front desk”.", "职责“维修”现在也由“前台”承担。"),
    ({DO: put("held_by", value=[])}, Weight.MINOR,
     "Duty “Repair” is no longer held by “Technician”.", "职责“维修”不再由“维修师”承担。"),
    ({DO: put("scope", value="company")}, Weight.MINOR,
     "“Technician” reach other records by Duty “Repair”: company instead of centre.", "“维修师”凭职责“维修”可及的记录范围由本中心的改为全公司的。"),
    ({DO: put("allows", "create", value=["customer"])}, Weight.MINOR,
     "“Technician” may now create: “Customer”.", "“维修师”现在可以新建：“顾客”。"),
    ({DO: put("allows", "transitions", value=["repair.start"])}, Weight.MINOR,
     "“Technician” may no longer do by Duty “Repair”: “Finish the repair”.", "“维修师”不能再凭职责“维修”执行：“完成维修”。"),
    ({DO: put("allows", "fields", "repair", "write", value=["price", "work_done", "fault"])}, Weight.MINOR,
     "“Technician” may now write: “What is wrong”.", "“维修师”现在可以填写：“故障描述”。"),
    ({DO: put("allows", "fields", "customer", "mask", value=[])}, Weight.MINOR,
     "“Technician” no longer see by Duty “Repair”, not even masked: “Phone”.", "“维修师”不再凭职责“维修”看到脱敏的：“手机”。"),
    ({DO: put("allows", "reveal", value={"customer": ["phone"]})}, Weight.MINOR,
     "“Technician” may now reveal: “Phone”.", "“维修师”现在可以查看明文：“手机”。"),
    ({ENTITY: put("fields", "colour", value=COLOUR)}, Weight.MINOR,
     "Field “Colour” (“Repair”) was added.", "新增字段“颜色”（“维修单”）。"),
    ({ENTITY: put("fields", "colour", value={**COLOUR, "required": True})}, Weight.MAJOR,
     "Field “Colour” (“Repair”) was added and is required.", "新增字段“颜色”（“维修单”），且为必填。"),
    ({ENTITY: drop("fields", "fault")}, Weight.MAJOR,
     "Field “What is wrong” (“Repair”) was removed.", "删除字段“故障描述”（“维修单”）。"),
    ({ENTITY: rename("fields", "fault", to="complaint_text")}, Weight.MAJOR,
     "Field “What is wrong” (“Repair”) was renamed: its id was repair.fault.", "字段“故障描述”（“维修单”）改名，原标识为 repair.fault。"),
    ({ENTITY: put("fields", "price", "type", value="decimal")}, Weight.MAJOR,
     "Field “Price” (“Repair”) is now of type decimal; it was money.", "字段“价格”（“维修单”）的类型由 money 改为 decimal。"),
    ({ENTITY: put("fields", "fault", "required", value=True)}, Weight.MAJOR,
     "Field “What is wrong” (“Repair”) is now required.", "字段“故障描述”（“维修单”）变为必填。"),
    ({ENTITY: drop("fields", "urgency", "options", "urgent")}, Weight.MAJOR,
     "Field “Urgency” (“Repair”) has lost an option: Urgent.", "字段“紧急程度”（“维修单”）去掉选项：加急。"),
    ({FLOW: rename("states", "ready", to="done")}, Weight.MAJOR,
     "State “Ready” (“Repair”) was renamed: its id was repair.ready.", "状态“待取件”（“维修单”）改名，原标识为 repair.ready。"),
    ({FLOW: drop("transitions", "give_up")}, Weight.MAJOR,
     "Transition “Give up” (“Repair”) was removed.", "删除流转“放弃维修”（“维修单”）。"),
    ({FLOW: put("transitions", "start", "guard", value={"field": "device", "op": "present"})}, Weight.MAJOR,
     "Transition “Start the repair” (“Repair”) is now allowed only under a condition.", "流转“开始维修”（“维修单”）新增了条件限制。"),
    ({FLOW: drop("transitions", "finish", "guard")}, Weight.MINOR,
     "Transition “Finish the repair” (“Repair”) no longer needs a condition.", "流转“完成维修”（“维修单”）不再需要条件。"),
    ({FLOW: put("transitions", "collect", "duty", value="repair.do")}, Weight.MINOR,
     "Transition “Hand over” (“Repair”) is now done by the duty “Repair”, no longer by “Take in and hand over”.", "流转“交付”（“维修单”）改由职责“维修”执行，原为“收件与交付”。"),
    ({"pack": put("parameters", "highest_price", "default", value=3000)}, Weight.MINOR,
     "Parameter “Highest price without asking the customer”: 3000 instead of 2000.", "参数“无需询问顾客的最高价格”由 2000 改为 3000。"),
    ({"rules__repair_is_ready": None}, Weight.MINOR,
     "Rule “The customer is told that the device is ready” was removed.", "删除规则“设备修好后通知顾客”。"),
    ({"roles__technician": put("label", "en", value="Mechanic")}, Weight.PATCH,
     "Role “Mechanic” is called “Mechanic” instead of “Technician”.", "角色“维修师”的名称由“维修师”改为“维修师”。"),
    ({"decisions__promise": put("rows", 0, "then", "days", value=2)}, Weight.MINOR,
     "Row of a decision table “promise.urgent”: then.days changed from 1 to 2.", "决策表的行“promise.urgent”：then.days 由 1 改为 2。"),
    ({"messages__repair_ready": put("text", "sms", "en", value="Come.")}, Weight.PATCH, None, None),
    ({"samples__tiny": put("seed", value=2)}, Weight.PATCH, None, None),
]  # fmt: skip


LIMIT = {
    "kind": "limit", "label": {"en": "Repairs a day", "zh-CN": "每日维修"}, "on": {"create": "repair"}, "per": ["actor"],
    "max": 3, "window": {"rolling": "P1D"}, "at_limit": "block",
}  # fmt: skip
LIMITS = [
    ({"max": 2}, "Limit “Repairs a day”: at most 2 instead of 3.", "上限“每日维修”：最多 2，原为 3。"),
    ({"max": {"parameter": "highest_price"}},
     "Limit “Repairs a day”: at most “Highest price without asking the customer” instead of 3.",
     "上限“每日维修”：最多 “无需询问顾客的最高价格”，原为 3。"),
    ({"window": {"calendar": "week"}}, "Limit “Repairs a day” is counted in each week instead of within P1D.",
     "上限“每日维修”：统计时间为每周，原为P1D 之内。"),
    ({"window": "ever"}, "Limit “Repairs a day” is counted for ever instead of within P1D.", "上限“每日维修”：统计时间为永久，原为P1D 之内。"),
    ({"per": ["customer"]}, "Limit “Repairs a day” is counted per customer instead of actor.", "上限“每日维修”：按 customer 统计，原按 actor。"),
    ({"who": {"role": "technician"}}, "Limit “Repairs a day” counts what is done as “Technician” instead of nothing.",
     "上限“每日维修”：统计“维修师”的操作，原为未设定。"),
    ({"at_limit": "warn"}, "Limit “Repairs a day”: when it is reached a warning is shown; before, it is refused.",
     "上限“每日维修”：达到上限时提醒，原为拒绝。"),
    ({"on": {"create": "customer"}}, "Limit “Repairs a day” counts something else.", "上限“每日维修”：统计内容有变化。"),
    ({"gives_back": ["repair.give_up"]}, "Limit “Repairs a day”: a unit is given back by “Give up” instead of nothing.",
     "上限“每日维修”：由“放弃维修”退回次数，原为未设定。"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "english", "chinese"), LIMITS)
def test_a_changed_limit_is_told_in_words(edit, english, chinese):
    old = {**OLD, "limits/a_day.json": LIMIT}
    found = diff(old, {**OLD, "limits/a_day.json": {**LIMIT, **edit}}).changes
    assert [(one.weight, one.text) for one in found] == [(Weight.MINOR, {"en": english, "zh-CN": chinese})]


@pytest.mark.parametrize(("edit", "weight", "english", "chinese"), CASES)
def test_one_change_is_one_sentence(edit, weight, english, chinese):
    found = changes(**edit)
    assert len(found) == 1
    assert found[0].weight is weight
    if english is not None:
        assert found[0].text == {"en": english, "zh-CN": chinese}


def test_nothing_changed():
    assert diff(OLD, OLD).changes == ()
    assert diff(OLD, OLD).weight is None


def test_the_order_of_options_is_a_change_too():
    def turn(document):
        options = document["fields"]["urgency"]["options"]
        document["fields"]["urgency"]["options"] = dict(reversed(options.items()))

    assert [(one.pointer, one.weight) for one in changes(**{ENTITY: turn})] == [
        ("/fields/urgency/options", Weight.MINOR)
    ]


def test_what_is_in_a_renamed_entity_went_along():
    files = {path.replace("/customer.", "/client."): content for path, content in REPAIRS.items()}
    document = json.loads(files["entities/client.json"])
    files["entities/client.json"] = json.dumps({**document, "was": ["customer"]}).encode()
    found = diff(OLD, read(files)[0].source).changes
    assert [(one.kind, one.id, one.what) for one in found] == [("entity", "client", "renamed")]


def test_both_directions_of_a_duty_are_told():
    found = changes(**{DO: put("allows", "fields", "repair", "write", value=["price", "fault"])})
    assert [one.text["en"] for one in found] == [
        "“Technician” may now write: “What is wrong”.",
        "“Technician” may no longer write by Duty “Repair”: “Work done”.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "edit", "least"),
    [
        ("1.0.0", "1.0.1", {"samples__tiny": put("seed", value=2)}, None),
        ("1.0.0", "1.0.0", {"samples__tiny": put("seed", value=2)}, "1.0.1"),
        ("1.0.0", "1.0.9", {"rules__repair_is_ready": None}, "1.1.0"),
        ("1.0.0", "1.1.0", {"rules__repair_is_ready": None}, None),
        ("1.2.3", "1.9.0", {ENTITY: drop("fields", "fault")}, "2.0.0"),
        ("1.2.3", "2.0.0", {ENTITY: drop("fields", "fault")}, None),
        ("0.2.3", "0.3.0", {ENTITY: drop("fields", "fault")}, None),
        ("0.2.3", "0.2.4", {ENTITY: drop("fields", "fault")}, "0.3.0"),
        ("1.0.0", "0.9.0", {}, None),
    ],
)
def test_the_version_must_say_how_heavy_the_changes_are(before, after, edit, least):
    found = version_faults(before, after, diff(OLD, read(edited(**edit))[0].source))
    assert [one.data["least"] for one in found] == ([] if least is None else [least])
    for one in found:
        assert one.code == "packs.version_too_low"
        assert str(least) in one.hint("zh-CN")


def test_the_json_form_holds_all_of_it():
    difference = diff(OLD, read(edited(**{ENTITY: drop("fields", "fault")}))[0].source)
    told = json.loads(json.dumps(as_json(difference)))
    assert told["weight"] == "major"
    assert told["changes"][0]["file"] == "entities/repair.json"
    assert told["changes"][0]["pointer"] == "/fields/fault"
    assert told["changes"][0]["before"]["type"] == "long_text"
