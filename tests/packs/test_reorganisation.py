"""The training school before and after its reorganisation: two versions of one pack, and the six changes between them."""

from pathlib import Path

import pytest

from engine.diagnostics.problem import Severity
from engine.packs.check import check
from engine.packs.diff import Source, diff
from server.bootstrap import read_pack

ROOT = Path(__file__).parents[2]
BEFORE = ROOT / "tests" / "packs" / "education_training-1.0.0"
AFTER = ROOT / "definitions" / "education_training"

SIX_CHANGES = [
    ("1 who counts as effective", "职责“判定有效客户”现在也由“课程顾问”承担。"),
    ("1 pace of invitations", "职责“把控邀约频率”现在也由“课程顾问”承担。"),
    ("1 capacity", "新增上限“中心每小时可接待的预约数”。"),
    ("2 consultation", "职责“录入咨询记录”由“前台”转给“课程顾问”。"),
    ("3 filling in", "职责“填写合同”由“报名专员”转给“课程顾问”。"),
    ("3 signing", "职责“与客户签约”由“报名专员”转给“课程顾问”。"),
    ("4 who did not come", "新增职责“未到访再邀约”。"),
    ("4 rule", "新增规则“未到访由邀约人再约”。"),
    ("5 calls are limited", "新增上限“顾问对同一线索的回访次数”。"),
    ("5 calls are seen", "新增职责“查看全部回访”。"),
    ("6 booking", "职责“统一订课”由“教师”转给“客服”。"),
    ("6 reminding", "职责“授课提醒”由“教师”转给“客服”、“客户服务助理”。"),
]


def source(folder: Path) -> Source:
    files, faults = read_pack(folder)
    assert not faults
    checked = check(files)
    errors = [one for one in checked.diagnostics if one.severity is Severity.ERROR]
    assert not errors
    return checked.loaded.source


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    return [one.text["zh-CN"] for one in diff(source(BEFORE), source(AFTER)).changes]


@pytest.mark.parametrize(("change", "sentence"), SIX_CHANGES)
def test_the_difference_names_each_change_of_duty(sentences: list[str], change: str, sentence: str) -> None:
    assert sentence in sentences, change
