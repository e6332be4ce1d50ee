"""The English and the Chinese README say the same, section by section."""

import re

from tests.docs.pages import blocks, headings, links, prose, read

ENGLISH, CHINESE = "README.md", "README.zh-CN.md"
TITLES = {
    "What it does today": "现在能做什么",
    "What it does not do yet": "现在还不能做什么",
    "Start": "开始",
    "Walk": "走一遍",
    "Figures": "数据",
    "How it is built": "怎样构成",
    "Documentation": "文档",
    "Licence": "许可",
}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH_WORDS = re.compile(r"\"[A-Z][a-z]+(?: [A-Za-z]+)+\"")


def sections(page: str) -> list[str]:
    return re.split(r"^## ", prose(read(page)), flags=re.MULTILINE)


def shape(section: str) -> dict[str, int]:
    """What a translation cannot change: points of lists, rows of tables, numbered steps, paragraphs."""
    return {
        "points": len(re.findall(r"^- ", section, re.MULTILINE)),
        "bold": section.count("**") // 2,
        "rows": len(re.findall(r"^\|", section, re.MULTILINE)),
        "steps": len(re.findall(r"^\*\*\d+\. ", section, re.MULTILINE)),
        "paragraphs": len([part for part in section.split("\n\n") if part.strip()]),
    }


def test_the_sections_are_the_same_in_the_same_order() -> None:
    english = [(level, TITLES.get(title, title)) for level, title in headings(read(ENGLISH))]
    assert english == headings(read(CHINESE))


def test_each_section_has_the_same_points_rows_and_steps() -> None:
    english, chinese = sections(ENGLISH), sections(CHINESE)
    assert [shape(one) for one in english] == [shape(one) for one in chinese]


def test_both_lead_to_the_same_pages() -> None:
    def kept(page: str) -> list[str]:
        return sorted(
            link.replace("README.zh-CN.md", "README.md").replace(".zh-CN.png", ".en.png")
            for link in links(read(page))
        )

    assert kept(ENGLISH) == kept(CHINESE)


def test_the_blocks_are_the_same_but_for_the_language_of_what_is_said() -> None:
    english, chinese = blocks(read(ENGLISH)), blocks(read(CHINESE))
    assert [block.said for block in english] == [block.said for block in chinese]
    for left, right in zip(english, chinese, strict=True):
        if left.said == "sh":
            assert _bones(left.text) == _bones(right.text)


def _bones(text: str) -> str:
    text = text.replace("-H 'Accept-Language: zh-CN' ", "").replace("walk_zh", "walk").replace("8101", "8100")
    text = _ENGLISH_WORDS.sub('"..."', text)
    return re.sub(r'"[^"\n]*[\u4e00-\u9fff][^"\n]*"', '"..."', text)


def test_the_chinese_page_is_chinese() -> None:
    for paragraph in prose(read(CHINESE)).split("\n\n"):
        words = re.sub(r"\]\([^)]*\)|`[^`]*`", "", paragraph).strip()
        if len(words) > 40:
            assert _HAN.search(words), words
