"""What a sample brings over from an older system: whose it is, and the state in which it comes in."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from engine.packs.check import check
from engine.packs.sample import SampleFile
from engine.packs.sample_copies import parts_of, with_copies
from server.bootstrap import read_pack
from server.samples.play import play_sample
from tests.builders.repairs import house, repairs, sample
from tests.server.samples.test_play_sample import rows

SAMPLES = Path(__file__).parents[3] / "definitions" / "education_training" / "samples"


def brought_over(said: dict[str, Any]) -> None:
    entry = said["records"]["repairs"]
    entry.pop("as")
    entry.update(count=4, owner=["@desk1", "@tech1"], state="repairing", then=[])


async def test_it_belongs_to_its_owners_in_turn_and_comes_in_with_its_state() -> None:
    files = repairs({"samples/tiny.json": brought_over})
    async with house(files) as opened:
        report = await play_sample(opened, sample(files))
        made = await rows(opened, "repair", ("state", "owner", "centre", "created_at"))
    assert report.refused == []
    people = [report.company.ids[alias] for alias in ("desk1", "tech1")]
    assert Counter(row["owner"] for row in made) == {people[0]: 2, people[1]: 2}
    assert {(row["state"], row["centre"]) for row in made} == {("repairing", report.company.ids["north"])}
    assert all(row["created_at"] < datetime.fromisoformat("2026-03-02T09:00:00+08:00") for row in made)


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"state": "lost"}, "/records/repairs/state", "packs.data_unknown"),
        ({"owner": "@nobody"}, "/records/repairs/owner", "packs.data_unknown"),
        ({"owner": ["@desk1", "@nobody"]}, "/records/repairs/owner/1", "packs.data_unknown"),
        ({"as": "@desk1"}, "/records/repairs", "packs.two_actions"),
    ],
)
def test_faults_are_found_at_their_place(change: dict[str, Any], pointer: str, code: str) -> None:
    def faulty(said: dict[str, Any]) -> None:
        brought_over(said)
        said["records"]["repairs"].update(change)

    errors = check(repairs({"samples/tiny.json": faulty})).errors
    assert (pointer, code) in [(one.pointer, one.code) for one in errors]


def test_the_demonstration_of_the_school_has_its_size() -> None:
    """Three centres, 45 people, one who has left, and at least what its README says; more comes of it by rules."""
    said = json.loads((SAMPLES / "demo.json").read_text())
    made: Counter[str] = Counter()
    for entry in said["records"].values():
        made[entry["entity"]] += entry.get("count", 1)
    assert (len(said["centres"]), len(said["people"]) - len(said["leavers"])) == (3, 45)
    wanted = {"contract": 450, "activity": 19_600, "lesson_booking": 6_000, "complaint": 60}
    assert all(made[entity] >= count for entity, count in wanted.items()), made


def test_the_whole_company_of_the_school_has_its_size() -> None:
    """Each entry as often as there are centres in which it happens."""
    checked = check(read_pack(SAMPLES.parent)[0])
    file = checked.loaded.of("sample", SampleFile)["full"].model
    once, parts = parts_of(file)
    whole = with_copies(file)
    made = Counter({file.records[name].entity: file.records[name].count for name in once})
    for part in parts:
        for name in part.entries:
            made[file.records[name].entity] += file.records[name].count * len(part.copies)
    assert (len(whole.centres), len(whole.people)) == (21, 320)
    wanted = {
        "lead": 150_000, "visit": 50_000, "contract": 12_000, "activity": 900_000, "lesson_booking": 240_000, "complaint": 4_000,
    }  # fmt: skip
    assert {entity: made[entity] == pytest.approx(count, rel=0.03) for entity, count in wanted.items()} == (
        dict.fromkeys(wanted, True)
    )


def test_fewer_stay_away_after_the_reorganisation_than_before() -> None:
    records = json.loads((SAMPLES / "demo.json").read_text())["records"]
    for phase, share in (("before", 0.38), ("after", 0.22)):
        kept, missed = (
            sum(entry["count"] for name, entry in records.items() if name.endswith(f"{what}_{phase}"))
            for what in ("appointments_kept", "appointments_missed")
        )
        assert missed / (kept + missed) == pytest.approx(share, abs=0.005)
