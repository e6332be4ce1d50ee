"""Publishing: what is looked at before, what stands in the way, and what happens to records in flight."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from engine.commands.create_record import CreateRecord, create_record
from engine.queries.path_values import PathsAsk, path_values
from engine.values.record import Decision
from server.bootstrap import open_scratch
from server.house import EVERYTHING, House
from server.opening import house_of
from server.publish import Preparation, prepare, publish
from tests.builders.repairs import Files, house, repairs


async def prepared(
    opened: House, files: Mapping[str, bytes], *, confirm_due: bool = False, **maps: str
) -> Preparation:
    said = {key.replace("__", "."): value for key, value in maps.items()}
    return await prepare(opened, files, open_scratch, said, confirm_due=confirm_due)


async def published(
    opened: House, files: Mapping[str, bytes], *, confirm_due: bool = False, **maps: str
) -> Preparation:
    made = await prepared(opened, files, confirm_due=confirm_due, **maps)
    assert made.is_ready, ([one.text("en") for one in made.diagnostics], [one.code for one in made.reasons])
    await publish(opened, made, None)
    return made


def version(number: str) -> dict[str, Any]:
    return {"pack.json": lambda said: said.update(version=number)}


def without_given_up(number: str) -> Files:
    """The pack without the state given_up and the way there."""

    def workflow(said: dict[str, Any]) -> None:
        del said["states"]["given_up"]
        del said["transitions"]["give_up"]

    files = repairs({"workflows/repair.json": workflow, **version(number)})
    # Nobody gives up in the small sample; in the other one they do.
    del files["forms/give_up.json"], files["duties/repair.give_up.json"], files["samples/demo.json"]
    return files


async def a_repair(opened: House, state: str, phone: str = "13800139999") -> str:
    made: list[str] = []
    for entity, values, first in (
        ("customer", {"name": "Dan", "phone": phone}, None),
        ("repair", {"device": "Lamp"}, state),
    ):
        sent = {**values, **({"customer": made[0]} if made else {})}
        outcome = await opened.submit(
            create_record, CreateRecord(opened.scene(EVERYTHING), entity, sent, state=first)
        )
        assert isinstance(outcome, Decision), outcome
        made.append(str(outcome.answer["id"]))
    return made[1]


async def test_the_first_publish_installs() -> None:
    async with house() as opened:
        made = await published(opened, repairs())
        assert made.live is None
        assert made.difference is None
        assert opened.live.pack == "repairs"
        live = await opened.store.published.live()
        assert live is not None
        assert live.id == opened.live.id
        assert await a_repair(opened, "received")


async def test_what_was_published_comes_back_as_the_same_release() -> None:
    async with house() as opened:
        await published(opened, repairs())
        again = await house_of(opened.store, opened.clock)
        assert again.live.id == opened.live.id


async def test_publishing_the_same_again_changes_nothing() -> None:
    async with house() as opened:
        await published(opened, repairs())
        before = await opened.store.published.all()
        made = await published(opened, repairs())
        assert made.is_live
        assert made.suite is None
        assert await opened.store.published.all() == before


async def test_a_pack_with_faults_is_not_looked_at_further() -> None:
    broken = repairs({"workflows/repair.json": lambda said: said.update(initial="nowhere")})
    async with house() as opened:
        made = await prepared(opened, broken)
        assert not made.is_valid
        assert made.suite is None
        with pytest.raises(ValueError, match="not ready"):
            await publish(opened, made, None)
        assert await opened.store.published.live() is None


async def test_scenarios_that_fail_stop_it() -> None:
    wrong = {
        "clock": "2026-03-02T09:00:00+08:00",
        "sample": "tiny",
        "steps": [{"as": "@tech1", "create": "customer", "set": {"name": "Dan", "phone": "13800139999"}}],
    }
    async with house() as opened:
        made = await prepared(opened, repairs(wrong=wrong))
        assert [one.code for one in made.reasons] == ["publishing.tests_failed"]
        assert made.suite is not None
        assert [one.id for one in made.suite.failed] == ["wrong"]


async def test_a_change_needs_a_version_that_says_so() -> None:
    def more(said: dict[str, Any]) -> None:
        said["fields"]["colour"] = {"type": "text", "label": {"en": "Colour", "zh-CN": "颜色"}}

    async with house() as opened:
        await published(opened, repairs())
        made = await prepared(opened, repairs({"entities/repair.json": more}))
        assert not made.is_valid
        assert "packs.version_too_low" in {one.code for one in made.diagnostics}
        await published(opened, repairs({"entities/repair.json": more, **version("1.1.0")}))
        assert "colour" in opened.live.entities["repair"].fields


async def test_another_pack_does_not_fit_here() -> None:
    async with house() as opened:
        await published(opened, repairs())
        other = repairs({"pack.json": lambda said: said.update(id="other", version="9.0.0")})
        assert [one.code for one in (await prepared(opened, other)).reasons] == ["publishing.other_pack"]


async def test_records_in_a_state_that_goes_must_be_mapped() -> None:
    async with house() as opened:
        await published(opened, repairs())
        await a_repair(opened, "given_up")
        made = await prepared(opened, without_given_up("2.0.0"))
        (why,) = made.reasons
        assert (why.code, why.data["count"]) == ("publishing.state_gone", 1)
        assert "--map repair.given_up" in why.fix["en"]


async def test_mapped_records_move_with_a_line_of_history() -> None:
    async with house() as opened:
        await published(opened, repairs())
        id = await a_repair(opened, "given_up")
        other = await a_repair_of_another(opened)
        made = await prepared(opened, without_given_up("2.0.0"), repair__given_up="collected")
        outcome = await publish(opened, made, None)
        assert (outcome.moved, outcome.stayed) == (1, [])
        values = await opened.ask(path_values, PathsAsk(opened.scene(EVERYTHING), "repair", id, ("state",)))
        assert values == {"state": "collected"}
        newest = (await opened.store.history("repair", id))[0]
        assert (newest.command, newest.before["state"]) == ("publish", "given_up")
        assert newest.release == opened.live.id
        assert len(await opened.store.history("repair", other)) == 1


async def a_repair_of_another(opened: House) -> str:
    sent = {"name": "Eve", "phone": "13800138888"}
    customer = await opened.submit(create_record, CreateRecord(opened.scene(EVERYTHING), "customer", sent))
    assert isinstance(customer, Decision)
    repair = {"customer": customer.answer["id"], "device": "Radio"}
    outcome = await opened.submit(create_record, CreateRecord(opened.scene(EVERYTHING), "repair", repair))
    assert isinstance(outcome, Decision)
    return str(outcome.answer["id"])


async def test_a_map_to_nowhere_is_refused() -> None:
    async with house() as opened:
        await published(opened, repairs())
        await a_repair(opened, "given_up")
        made = await prepared(opened, without_given_up("2.0.0"), repair__given_up="nowhere", nothing__a="b")
        assert [one.code for one in made.reasons] == ["publishing.bad_map", "publishing.bad_map"]


async def test_a_state_that_says_what_it_was_maps_by_itself() -> None:
    def renamed(said: dict[str, Any]) -> None:
        text = json.dumps(said).replace('"given_up"', '"dropped"')
        said.clear()
        said.update(json.loads(text))
        said["states"]["dropped"]["was"] = ["given_up"]

    async with house() as opened:
        await published(opened, repairs())
        id = await a_repair(opened, "given_up")
        await published(opened, repairs({"workflows/repair.json": renamed, **version("2.0.0")}))
        values = await opened.ask(path_values, PathsAsk(opened.scene(EVERYTHING), "repair", id, ("state",)))
        assert values == {"state": "dropped"}


async def test_a_publish_that_was_cut_off_is_finished_by_the_next() -> None:
    async with house() as opened:
        await published(opened, repairs())
        id = await a_repair(opened, "given_up")
        files = without_given_up("2.0.0")
        made = await prepared(opened, files, repair__given_up="collected")
        release = made.checked.release
        assert release is not None
        await opened.store.install(release)
        await opened.store.published.publish(release, opened.clock.now(), None)
        later = await house_of(opened.store, opened.clock)  # the process died here; another one starts
        assert later.live.id == release.id
        await published(later, files, repair__given_up="collected")
        values = await later.ask(path_values, PathsAsk(later.scene(EVERYTHING), "repair", id, ("state",)))
        assert values == {"state": "collected"}
