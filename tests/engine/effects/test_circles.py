"""Circles in what feeds what, against a plain search."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from engine.effects.circles import circles

NAMES = "abcdef"


def test_each_circle_is_told_once_from_its_first_name() -> None:
    feeds = {
        "c": {"a"},
        "a": {"b"},
        "b": {"c", "d"},
        "d": {"e"},
        "e": {"d"},
        "f": {"f"},
        "g": {"a"},
        "h": set[str](),
    }
    assert [*circles({name: frozenset(led) for name, led in feeds.items()})] == [
        ("a", "b", "c"),
        ("d", "e"),
        ("f",),
    ]


def reached(feeds: Mapping[str, frozenset[str]], start: str) -> set[str]:
    found, waiting = set[str](), [*feeds[start]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(feeds[name])
    return found


@given(st.fixed_dictionaries({name: st.frozensets(st.sampled_from(NAMES), max_size=3) for name in NAMES}))
def test_whoever_is_on_a_circle_is_told_and_nobody_else(feeds: Mapping[str, frozenset[str]]) -> None:
    told = [*circles(feeds)]
    for chain in told:
        assert all(after in feeds[before] for before, after in zip(chain, chain[1:] + chain[:1], strict=True))
        assert len(set(chain)) == len(chain)
    on_one = {name for name in NAMES if name in reached(feeds, name)}
    assert {name for chain in told for name in chain} == on_one


def test_a_web_of_many_is_told_in_time() -> None:
    names = [f"n{index}" for index in range(600)]
    feeds = {name: frozenset(names) for name in names}
    assert len([*circles(feeds)]) == 50
