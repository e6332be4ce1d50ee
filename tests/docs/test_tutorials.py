"""The tutorials: both languages take the same steps, and what they show is a picture that can be taken anew."""

import json
import re

import pytest

from tests.docs.pages import ROOT, headings, read

TUTORIALS = ROOT / "docs" / "tutorials"
SCREENS = ROOT / "docs" / "screens"
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in TUTORIALS.glob("*.md")
    if not path.name.endswith(".zh-CN.md")
)
_PICTURE = re.compile(r"!\[[^\]]+\]\(\.\./screens/(\w+)\.(wide|narrow)\.([\w-]+)\.png\)")


def chinese(page: str) -> str:
    return page.replace(".md", ".zh-CN.md")


def shape(page: str) -> tuple[list[int], int, int, list[str]]:
    text = read(page)
    return (
        [level for level, _ in headings(text)],
        len(re.findall(r"^\d+\. ", text, re.MULTILINE)),
        len(re.findall(r"^[-|]", text, re.MULTILINE)),
        [f"{name} {size}" for name, size, _ in _PICTURE.findall(text)],
    )


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_take_the_same_steps(page: str) -> None:
    assert shape(page) == shape(chinese(page))


@pytest.mark.parametrize("page", PAGES)
def test_each_shows_pictures_in_its_own_language(page: str) -> None:
    assert {language for *_, language in _PICTURE.findall(read(page))} <= {"en"}
    assert {language for *_, language in _PICTURE.findall(read(chinese(page)))} <= {"zh-CN"}


def test_every_screen_has_its_pictures_and_every_picture_its_screen() -> None:
    listed = re.findall(r'name: "(\w+)"', read("web/screens/list.ts"))
    assert len(listed) == len(set(listed))
    wanted = {
        f"{name}.{size}.{language}.png"
        for name in listed
        for size in ("wide", "narrow")
        for language in ("zh-CN", "en")
    }
    assert wanted == {path.name for path in SCREENS.glob("*.png")}


def signs_in() -> dict[str, str]:
    """The tutorials by page, with the login that each is for, as their table says."""
    rows = re.findall(
        r"^\| \[[^\]]+\]\((\w+\.md)\) \| `(\w+)`", read("docs/tutorials/README.md"), re.MULTILINE
    )
    return {f"docs/tutorials/{page}": login for page, login in rows}


def test_whoever_signs_in_is_a_person_of_the_demonstration() -> None:
    people = json.loads(read("definitions/education_training/samples/demo.json"))["people"]
    assert sorted(signs_in()) == [page for page in PAGES if "README" not in page]
    for page, login in signs_in().items():
        assert login in people
        for text in (read(page), read(chinese(page))):
            assert re.findall(r"`(bj_\w+)`", text) == [login]


def test_each_picture_of_a_tutorial_shows_what_its_person_sees() -> None:
    seen_by = dict(re.findall(r'name: "(\w+)", who: "(\w*)"', read("web/screens/list.ts")))
    shown = {
        (page, name): login for page, login in signs_in().items() for name, *_ in _PICTURE.findall(read(page))
    }
    others = {picture for picture, login in shown.items() if seen_by[picture[1]] != login}
    assert others == {
        ("docs/tutorials/principal.md", "handover_preview")
    }  # which an administrator does for the principal
