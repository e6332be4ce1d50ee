"""Ids and words in rows become others wherever they stand."""

from collections.abc import Sequence

from adapters.store.moving import Mover, Words
from adapters.store.storage import POSTGRES, SQLITE
from engine.conditions.types import Kind
from engine.ports.whole import Moved

KEPT, MADE = "01KGMV4P802W27C4A7EC2P5T5N", "01KG473HJ0QG6QYA3734TK3D8C"
KINDS = {"id": Kind.TEXT, "at": Kind.DATETIME, "price": Kind.MONEY, "tags": Kind.ENUMS, "body": "json"}
MOVE = Moved({"8619900000001": "8619900100001", "An Ling": "Du Min"}, seed="1/east")


def moved(row: Sequence[object], flavour: object = SQLITE, move: Moved = MOVE) -> list[object]:
    words = Words(move, {"L-000001": "L-000009"}, {KEPT})
    mover = Mover(("position", *KINDS), KINDS, flavour, words.keys(), {KEPT})  # type: ignore[arg-type]
    (made,) = mover.moved(mover.read([["7", *row]]), words)
    return made


def test_an_id_becomes_another_of_the_same_moment_and_always_the_same() -> None:
    id, *_, body = moved([MADE, None, None, None, f'{{"a":"lead/{MADE}","b":["{KEPT}"]}}'])
    assert id != MADE
    assert str(id)[:10] == MADE[:10]
    assert body == f'{{"a":"lead/{id}","b":["{KEPT}"]}}'


def test_words_are_found_whole_and_also_in_small_letters() -> None:
    body = '{"to":"+8619900000001","said":"L-000001, L-0000011\\nL-000001: An Ling","found":"l-000001"}'
    assert moved(["x", None, None, None, body])[-1] == (
        '{"to":"+8619900100001","said":"L-000009, L-0000011\\nL-000009: Du Min","found":"l-000009"}'
    )


def test_without_a_seed_ids_stay() -> None:
    assert moved([MADE, None, None, None, None], move=Moved())[0] == MADE


def test_values_are_told_to_postgres_as_it_takes_them() -> None:
    row = [MADE, "2026-03-02T00:30:00.000000+00:00", 12_500_000, '["a","b"]', '{"a": 1}']
    id, at, price, tags, body = moved(row, POSTGRES)
    assert isinstance(id, str)
    assert str(at) == "2026-03-02 00:30:00+00:00"
    assert (str(price), tags, body) == ("12.5", ("a", "b"), '{"a": 1}')
