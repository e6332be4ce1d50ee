"""The pages of the training school: every role begins somewhere, and may read every block of its pages."""

from datetime import UTC, datetime

import pytest

from adapters.pack_files.folder import read_folder
from engine.access.duty import Actor, Holding
from engine.conditions.tree import Constant
from engine.facts.scene import Scene
from engine.packs.check import check
from engine.packs.release import Release
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records
from engine.queries.pages import asked_by_block, home_of, pages_of
from engine.queries.reading import visible_rows
from tests.docs.pages import ROOT

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def school() -> Release:
    release = check(dict(read_folder(ROOT / "definitions" / "education_training").files)).release
    assert release is not None
    return release


def as_role(school: Release, role: str) -> Scene:
    post = Holding(role, "c1", team="t1")
    return Scene(school, Actor("p1", (post,), {"name": "X", "centre": "c1"}), NOW)


def test_every_role_begins_at_a_page_of_its_own(school: Release) -> None:
    for role in school.access.roles:
        scene = as_role(school, role)
        home = home_of(scene, pages_of(scene))
        assert home is not None
        page = school.pages[home]
        assert page.home, role
        assert role in page.roles, role


def test_every_block_can_be_read_by_whoever_has_the_page(school: Release) -> None:
    read = 0
    for role in school.access.roles:
        scene = as_role(school, role)
        for page in pages_of(scene):
            for block in page.blocks:
                pool = school.pools.pools.get(block.pool or "")
                entity = pool.entity if pool else block.entity
                if entity is None or block.show == "quick_form":
                    continue
                ask = asked_by_block(scene, ListAsk(entity), page.id, block.id)
                assert isinstance(ask, ListAsk), (role, page.id, block.id)
                if visible_rows(scene, entity) == Constant(holds=False):
                    continue  # the workspace leaves such a block out
                selected = select_records(scene, ask)
                assert isinstance(selected, Selection), (role, page.id, block.id, selected)
                read += 1
    assert read > len(school.access.roles)
