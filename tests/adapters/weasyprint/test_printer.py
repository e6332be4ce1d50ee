"""Pages as PDF: what is laid out can be read back, what cannot be drawn is named, and nothing outside is reached."""

import io
import sys
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
import pytest

from adapters.weasyprint import child
from adapters.weasyprint.printer import WeasyPrinter
from engine.documents.document import Own
from engine.documents.sheet import sheet
from engine.ports.printer import Fault, Printed, Unprinted

RARE = "𠮷𡃁㐂龘镕"  # two of them lie beyond the first plane (extension B)


def page(body: str, language: str = "zh-CN") -> str:
    filled = ('<div class="foot">N-1<span class="pages"></span></div><div class="seam">骑缝章</div>', body)
    return sheet(filled, {Own.VERSION: "1"}, language, "单据")


async def printed(html: str, **bounds: Any) -> Printed:
    made = await WeasyPrinter(**bounds).print(html)
    assert isinstance(made, Printed), made
    return made


async def test_a_golden_page_reads_back_with_rare_characters_and_page_numbers() -> None:
    body = f"<h1>合同 {RARE}</h1><p>人民币壹佰元整 ¥100.00</p><p style='page-break-before: always'>第二页</p>"
    made = await printed(page(body))
    texts = [one.extract_text() for one in pypdf.PdfReader(io.BytesIO(made.pdf)).pages]
    assert made.pages == len(texts) == 2
    assert f"合同 {RARE}" in texts[0]
    assert "人民币壹佰元整 ¥100.00" in texts[0]
    assert ("第 1 页 / 共 2 页" in texts[0], "第 2 页 / 共 2 页" in texts[1]) == (True, True)
    assert all("骑" in text for text in texts)
    assert "".join(texts).count("N-1") == 2


async def test_the_sheet_is_a4_with_ink_where_it_belongs() -> None:
    made = await printed(page("<h1>合同</h1><div class='sign'><div>甲方</div><div>乙方</div></div>"))
    drawn = pypdfium2.PdfDocument(made.pdf)[0]
    assert [round(size) for size in drawn.get_size()] == [595, 842]
    picture = drawn.render(scale=1).to_pil().convert("L")

    def ink(left: int, top: int, right: int, bottom: int) -> bool:
        return picture.crop((left, top, right, bottom)).tobytes().strip(b"\xff\xfe\xfd") != b""

    assert not ink(0, 0, 595, 40)  # the margins hold the foot and the seam, and nothing else
    assert not ink(0, 0, 40, 842)
    assert ink(54, 780, 540, 815)
    assert ink(540, 380, 585, 460)
    assert ink(200, 50, 400, 110)
    # The boxes for signatures: a line right across.
    rows = (picture.crop((60, y, 535, y + 1)).tobytes() for y in range(100, 400))
    assert any(max(row) < 200 for row in rows)


async def test_a_character_without_a_font_is_named() -> None:
    made = await WeasyPrinter().print(page("<p>好 \U00031350 \ue123</p>"))
    assert made == Unprinted(Fault.GLYPHS, "\U00031350\ue123")


async def test_too_many_pages_are_refused() -> None:
    made = await WeasyPrinter(pages=2).print(page("<p style='page-break-after: always'>a</p>" * 4))
    assert made == Unprinted(Fault.PAGES, "4")


async def test_what_takes_too_long_or_too_much_is_ended() -> None:
    slow = await WeasyPrinter(seconds=1).print(page("<table>" + "<tr><td>a</td></tr>" * 100_000 + "</table>"))
    assert slow == Unprinted(Fault.TIME)
    assert isinstance(await WeasyPrinter(memory=150_000_000).print(page("<p>a</p>")), Unprinted)


async def test_nothing_outside_is_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    reaching = (
        f'<img src="file://{secret}"><object data="file://{secret}"></object><link rel="stylesheet" href="file://{secret}">'
        f'<link rel="attachment" href="file://{secret}"><a href="file://{secret}" rel="attachment">x</a>'
        f"<style>@import 'file://{secret}'; p {{ background: url('file://{secret}') }}</style><p>a</p>"
        '<img src="http://127.0.0.1:1/x">'
    )
    made = await printed(page(reaching))
    assert b"the secret" not in made.pdf
    assert pypdf.PdfReader(io.BytesIO(made.pdf)).attachments == {}
    with pytest.raises(PermissionError):
        child.Nothing()("file:///etc/passwd")


def test_a_machine_without_the_library_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "LIBRARY", "weasyprint_that_is_not_there")
    said, pdf = child._laid_out(page("<p>a</p>"), 10)
    assert (said["problem"], pdf) == ("library", b"")
    assert "weasyprint" not in sys.modules, "the server itself never loads it"


async def test_the_probe_says_that_this_machine_can() -> None:
    assert await WeasyPrinter().probe() is None
