"""Pools met by commands (C5): nobody owns what lies there, whoever claims takes it, and the last owner waits."""

from typing import Any

from engine.access.duty import Actor
from engine.pools.pool import STAY
from engine.queries.get_record import RecordAsk, get_record
from engine.queries.list_records import ListAsk, select_records, show_rows
from engine.queries.offers import OffersAsk, offers
from engine.values.duration import Duration
from engine.values.refusal import Refusal
from tests.builders.couriers import DESK, Firm, codes, courier, pooled

ANN, BEN = courier("p1"), courier("p2")


def shop(**pool: Any) -> Firm:
    return Firm(pooled(**pool))


def in_shed(shop_: Firm, former: Actor = ANN) -> str:
    """An errand that its carrier has put back."""
    id = shop_.errand()
    shop_.put("errand", id, state="open", owner=former.person)
    assert codes(shop_.fire(id, "put_back", former)) == []
    return id


def test_a33_what_comes_into_a_pool_has_no_owner_and_its_stay_is_kept() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    assert shop_.owner(id) is None
    stay = shop_.rows.records[STAY, f"errand/{id}"].values
    assert (stay["pool"], stay["former_owner"], stay["why"]) == ("shed", "p1", "transition:errand.put_back")
    assert (stay["entered"], stay["left"]) == (shop_.now, None)
    shop_.later(hours=1)
    assert codes(shop_.fire(id, "take", BEN)) == []
    assert shop_.owner(id) == "p2"
    assert shop_.rows.records[STAY, f"errand/{id}"].values["left"] == shop_.now


def test_the_last_owner_waits_and_anybody_else_may_claim_at_once() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    refused = shop_.fire(id, "take", ANN)
    assert codes(refused) == ["pools.waits"]
    assert isinstance(refused, Refusal)
    assert (
        refused.reasons[0].text["en"]
        == "You were the last owner. Until 2026-03-09 09:00 this is for others to claim."
    )
    offer = next(one for one in shop_offers(shop_, id, ANN) if one.transition.id == "take")
    assert [reason.code for reason in offer.reasons] == ["pools.waits"]
    shop_.later(days=7)
    assert codes(shop_.fire(id, "take", ANN)) == []


def shop_offers(shop_: Firm, id: str, actor: Actor) -> Any:
    return offers(OffersAsk(shop_.scene(actor), "errand", id), shop_.rows)


def test_when_the_rule_changes_it_counts_at_once() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    shop_.later(days=2)
    assert codes(shop_.fire(id, "take", ANN)) == ["pools.waits"]
    shop_.settings["cool_down", None] = Duration.parse("P1D")
    assert codes(shop_.fire(id, "take", ANN)) == []


def test_only_the_last_owner_waits_and_who_hands_out_gives_it_to_anybody() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    shop_.fire(id, "take", BEN)
    assert codes(shop_.fire(id, "put_back", BEN)) == []
    assert codes(shop_.fire(id, "take", BEN)) == ["pools.waits"]
    shop_.put("errand", id, helper="p2")
    assert codes(shop_.fire(id, "hand_out", DESK)) == []
    assert shop_.owner(id) == "p2"


def test_a39_a_claim_takes_from_all_its_limits_or_from_none() -> None:
    shop_ = shop()
    shop_.settings["takes", None] = 2
    shop_.settings["bag", "c1"] = 1
    first, second, third = in_shed(shop_), in_shed(shop_), in_shed(shop_)
    assert codes(shop_.fire(first, "take", BEN)) == []
    assert codes(shop_.fire(second, "take", BEN)) == ["limits.full"]
    shop_.settings["bag", "c1"] = 5
    assert codes(shop_.fire(second, "take", BEN)) == []
    assert codes(shop_.fire(third, "take", BEN)) == ["limits.full"]
    shop_.later(days=1)
    assert codes(shop_.fire(third, "take", BEN)) == []


def test_a36_what_goes_back_to_the_pool_no_longer_counts_as_held() -> None:
    shop_ = shop()
    shop_.settings["bag", "c1"] = 1
    first, second = in_shed(shop_), in_shed(shop_)
    shop_.fire(first, "take", BEN)
    assert codes(shop_.fire(second, "take", BEN)) == ["limits.full"]
    shop_.fire(first, "put_back", BEN)
    assert codes(shop_.fire(second, "take", BEN)) == []


def test_the_second_of_two_claims_is_refused_and_learns_nothing() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    shop_.put("errand", id, phone="+8613800000001", heavy=True)
    assert codes(shop_.fire(id, "take", BEN)) == []
    refused = shop_.fire(id, "take", courier("p3"))
    assert codes(refused) == ["workflows.not_from_here"]
    assert "p2" not in str(refused)
    assert "138" not in str(refused)


def seen(shop_: Firm, id: str, actor: Actor) -> Any:
    return get_record(RecordAsk(shop_.scene(actor), "errand", id), shop_.rows)


def test_a_pool_shows_what_it_shows_until_the_record_is_claimed() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    shop_.put("errand", id, topic="Box", city="Wuxi", phone="+8613800000001", helper="p3")
    before = seen(shop_, id, BEN)["values"]
    assert (before["topic"], before["city"], before["state"]) == ("Box", "Wuxi", "shed")
    assert {"phone", "helper", "heavy", "given_at"} & before.keys() == set()
    assert seen(shop_, id, DESK)["values"]["phone"] == "+8613800000001"
    shop_.fire(id, "take", BEN)
    after = seen(shop_, id, BEN)
    assert after["values"]["helper"] == "p3"
    assert after["masked"] == ["phone"]


def test_lists_hide_what_the_pool_hides_and_filter_by_none_of_it() -> None:
    shop_ = shop()
    id = in_shed(shop_)
    shop_.put("errand", id, topic="Box", helper="p3")
    rows = [row for (kind, _), row in shop_.rows.records.items() if kind == "errand"]
    row: Any
    (row,) = show_rows(shop_.scene(BEN), ListAsk("errand"), rows)
    assert "helper" not in row["values"]
    selection = select_records(
        shop_.scene(BEN), ListAsk("errand", {"field": "helper", "op": "eq", "value": "p3"})
    )
    assert not isinstance(selection, Refusal)
    assert "shed" in str(selection.where)
    by_topic = select_records(
        shop_.scene(BEN), ListAsk("errand", {"field": "topic", "op": "eq", "value": "Box"})
    )
    assert not isinstance(by_topic, Refusal)
    assert "shed" not in str(by_topic.where)


def test_the_countdown_is_told_with_the_record() -> None:
    shop_ = shop()
    id = shop_.given_to("p1")
    assert seen(shop_, id, ANN)["due"] == {"recycle": "2026-03-07T01:00:00Z"}


def test_an_owner_that_an_effect_gives_inside_a_pool_is_refused() -> None:
    grab = {"when": {"changed": "errand", "fields": ["topic"]}, "then": [{"assign": {"field": "actor"}}]}
    shop_ = Firm(pooled(rules={"grab": grab}))
    id = in_shed(shop_)
    assert codes(shop_.change(id, {"topic": "x"})) == ["pools.owned"]
