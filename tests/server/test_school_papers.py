"""The receipt and the calculation of a refund as pages: what a family is handed, whole, in both languages, on one sheet."""

import io
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from engine.commands.create_record import CreateRecord, create_record
from engine.values.record import Decision
from server.house import EVERYTHING
from server.settings import Settings
from tests.server.training_school import School, open_school

LANGUAGES = ("zh-CN", "en")
A4 = [595, 842]


@pytest.fixture
async def school(tmp_path: Path) -> AsyncGenerator[School, None]:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/school.db", worker=False, least_free_disk=0)
    async with open_school(settings) as opened:
        yield opened


async def given(school: School, entity: str, state: str | None = None, **values: Any) -> str:
    """A record that was there before."""
    house = school.desk.house
    ask = CreateRecord(
        house.scene(EVERYTHING),
        entity,
        values,
        state=state,
        owner=school.id("guwen1"),
        centre=school.id("zhongguancun"),
    )
    made = await house.submit(create_record, ask)
    assert isinstance(made, Decision), made
    return str(made.answer["id"])


async def running(school: School, lessons: int = 50, price: str = "96") -> str:
    """A signed contract over so many lessons, each at this price, for somebody with a rare character in the name."""
    customer = await given(school, "customer", name="欧阳𠮷祥", kind="adult", phone="+8619900000001")
    course = await given(
        school, "course_product", name="成人小班口语", brand="elite", type="small", lessons=50, list_price=100, is_k12=False
    )  # fmt: skip
    return await given(
        school, "contract", "signed",
        customer=customer, lines=[{"product": course, "lessons": lessons, "price": price}], payer="北京青石科技有限公司",
        starts_on="2026-03-09", ends_on="2026-12-31",
    )  # fmt: skip


async def paid(school: School, contract: str, amount: str) -> str:
    """Money that came in and was confirmed."""
    payment = await school.create(
        "baoming1", "payment", contract=contract, amount=amount, method="bank", voucher="B-20260302-07",
        kind="full", received_at="2026-03-02T10:20:00+08:00", escrow_account="招商银行 监管专户 1109",
    )  # fmt: skip
    await school.take("caiwu1", "payment.confirm", payment)
    return payment


async def verified(school: School, contract: str) -> str:
    """A refund of the contract that is to be calculated: 5 lessons were taken."""
    refund = await school.create(
        "kefu1", "refund_request", contract=contract, reason_category="personal", reason="工作调动", requested_by="student"
    )  # fmt: skip
    await school.take("kefu1", "refund_request.triage", refund)
    await school.take("zhuguan1", "refund_request.decline", refund, declined_because="坚持退费")
    await school.take("paike1", "refund_request.verify", refund, consumed_lessons=5)
    return refund


async def refunded(school: School, contract: str, *deductions: dict[str, str]) -> str:
    """The same, calculated."""
    refund = await verified(school, contract)
    await school.take(
        "caiwu1", "refund_request.calculate", refund, consumed_amount="480", deduct_items=[*deductions]
    )
    return refund


async def paper(school: School, who: str, entity: str, id: str, document: str, language: str) -> bytes:
    place = f"/api/v1/documents/{entity}/{id}/{document}/{language}"
    made = await school.call(who, "POST", place, {}, language=language)
    assert made.status_code == 201, made.text
    kept = await school.call(who, "GET", f"{place}/{made.json()['number']}")
    return kept.content


def lines(pdf: bytes) -> list[str]:
    """What a page says, line by line, without the blanks that only the layout makes; it is one page of A4."""
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert [round(float(side)) for side in (page.mediabox.width, page.mediabox.height)] == A4
    return [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]


def in_order(said: list[str], *wanted: str) -> None:
    """Each of these stands on the page, one after the other."""
    text, at = " ".join(said), 0
    for one in wanted:
        at = text.find(one, at)
        assert at >= 0, f"{one!r} is not where it should be in:\n" + "\n".join(said)
        at += len(one)


RECEIPT = {
    "zh-CN": (
        "收 据", "R-202603-00001", "交款人 北京青石科技有限公司", "学员 欧阳𠮷祥", "凭证号 B-20260302-07",
        "金额（大写） 人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "金额（小写） ¥123,456.78", "监管专户 1109", "收款单位（盖章）：北京中关村中心",
        "确认人：孟卫东", "第 1 页 / 共 1 页",
    ),
    "en": (
        "Receipt", "R-202603-00001", "Received from 北京青石科技有限公司", "Student 欧阳𠮷祥", "Voucher B-20260302-07",
        "Amount CN¥123,456.78", "In characters 人民币壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "Supervised account", "Received by (seal): 北京中关村中心",
        "Confirmed by: 孟卫东", "Page 1 of 1",
    ),
}  # fmt: skip
REFUND = {
    "zh-CN": (
        "退费计算单", "RF-202603-0001", "合同金额：¥4,800.00，共 50 课时", "平均每课时：¥96.00", "已上课时：5（核实人：许卫东）",
        "您已支付的金额，减去已上课程的费用", "一、已收金额", "¥4,800.00", "二、已上课程 已上 5 课时的费用 − ¥480.00",
        "三、扣减之 1 教材《口语一册》 − ¥120.00", "三、扣减之 2 银行手续费 − ¥15.50",
        "应退金额 ¥4,800.00 − ¥480.00 − ¥135.50 ¥4,184.50", "人民币肆仟壹佰捌拾肆元伍角", "学员或监护人（签字）",
    ),
    "en": (
        "Calculation of the refund", "RF-202603-0001", "CN¥4,800.00 for 50 lessons", "A lesson on the average: CN¥96.00",
        "Lessons taken: 5 (confirmed by 许卫东)", "What you have paid, less the lessons taken", "1. Paid in", "CN¥4,800.00",
        "2. Lessons taken The price of the 5 lessons taken − CN¥480.00", "3.1 Deduction 教材《口语一册》 − CN¥120.00",
        "3.2 Deduction 银行手续费 − CN¥15.50", "To be paid back CN¥4,800.00 − CN¥480.00 − CN¥135.50 CN¥4,184.50",
        "人民币肆仟壹佰捌拾肆元伍角", "Student or guardian (signature)",
    ),
}  # fmt: skip
NOTHING = {
    "zh-CN": ("三、扣减 没有扣减项目", "¥100.00 − ¥480.00 − ¥0.00，不足零的按零计 ¥0.00", "人民币零元整"),
    "en": ("3. Deductions There are none", "CN¥100.00 − CN¥480.00 − CN¥0.00; never less than nothing CN¥0.00", "人民币零元整"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_receipt_is_one_page_with_the_amount_in_words(school: School, language: str) -> None:
    contract = await running(school, 1, "123456.78")
    payment = await paid(school, contract, "123456.78")
    pdf = await paper(school, "baoming1", "payment", payment, "receipt", language)
    in_order(lines(pdf), *RECEIPT[language])
    whole_words(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_family_can_follow_the_calculation_of_a_refund_line_by_line(
    school: School, language: str
) -> None:
    contract = await running(school)
    await paid(school, contract, "4800")
    deductions = ({"text": "教材《口语一册》", "amount": "120"}, {"text": "银行手续费", "amount": "15.5"})
    refund = await refunded(school, contract, *deductions)
    pdf = await paper(school, "caiwu1", "refund_request", refund, "refund_sheet", language)
    in_order(lines(pdf), *REFUND[language])
    whole_words(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_where_nothing_is_left_the_sheet_says_so(school: School, language: str) -> None:
    contract = await running(school)
    await paid(school, contract, "100")
    refund = await refunded(school, contract)
    pdf = await paper(school, "caiwu1", "refund_request", refund, "refund_sheet", language)
    in_order(lines(pdf), *NOTHING[language])


async def test_finance_sees_what_comes_out_while_it_calculates(school: School) -> None:
    contract = await running(school)
    await paid(school, contract, "4800")
    refund = await verified(school, contract)
    form = f"/api/v1/forms/refund_calculate?record={refund}&transition=calculate"
    (average,) = (await school.get("caiwu1", form))["form"]["presets"]
    assert average["values"] == {"consumed_amount": "480"}
    typed = {"consumed_amount": "480", "deduct_items": [{"text": "教材", "amount": "120"}]}
    said = {"record": refund, "transition": "calculate", "input": typed}
    answer = await school.call("caiwu1", "POST", "/api/v1/forms/refund_calculate/foretell", said)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["texts"]["deducted"], told["texts"]["payable"]) == ("¥120.00", "¥4,200.00")
    (asked,) = told["approvals"]
    assert (asked["transition"], [one["people"] for one in asked["steps"]]) == (None, [["孟晓燕"]])
    assert (await school.look("caiwu1", "refund_request", refund))["state"] == "calculating"


def whole_words(pdf: bytes) -> None:
    """Nothing is set over the edge: there is ink within the margins, and none in them but for the foot."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("L")

    def ink(left: int, top: int, right: int, bottom: int) -> bool:
        return picture.crop((left, top, right, bottom)).tobytes().strip(b"\xff\xfe\xfd") != b""

    assert ink(54, 50, 541, 400)
    assert not any((ink(0, 0, 50, 842), ink(545, 0, 595, 842), ink(0, 0, 595, 50), ink(50, 815, 545, 842)))
