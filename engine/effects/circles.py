"""Circles in what feeds what: rules that set one another off, automatic transitions that never rest."""

from collections import deque
from collections.abc import Iterator, Mapping

Feeds = Mapping[str, frozenset[str]]
_MOST = 50  # circles that are told; whoever has more mends these first


def circles(feeds: Feeds) -> Iterator[tuple[str, ...]]:
    """The shortest circle through each name that is on one, each circle once, beginning with its first name.

    ``feeds``: name -> the names it feeds (all of them keys too).
    """
    core = _core(feeds)
    told: set[frozenset[str]] = set()
    for first in sorted(core):
        chain = _back(core, first)
        if chain and frozenset(chain) not in told:
            told.add(frozenset(chain))
            start = chain.index(min(chain))
            yield chain[start:] + chain[:start]
            if len(told) == _MOST:
                return


def _core(feeds: Feeds) -> Feeds:
    """What is left when names that feed none are taken away, again and again: only these can be on a circle."""
    fed_by: dict[str, set[str]] = {name: set() for name in feeds}
    for name, led in feeds.items():
        for target in led:
            fed_by[target].add(name)
    left = {name: len(led) for name, led in feeds.items()}
    ends = deque(name for name, count in left.items() if not count)
    gone: set[str] = set()
    while ends:
        gone.add(end := ends.popleft())
        for name in fed_by[end]:
            left[name] -= 1
            if not left[name]:
                ends.append(name)
    return {name: led - gone for name, led in feeds.items() if name not in gone}


def _back(feeds: Feeds, first: str) -> tuple[str, ...]:
    """The shortest chain from ``first`` back to it; empty when there is none."""
    came_from: dict[str, str] = {}
    waiting = deque([first])
    while waiting:
        name = waiting.popleft()
        if first in feeds[name]:
            chain = [name]
            while chain[-1] != first:
                chain.append(came_from[chain[-1]])
            return tuple(reversed(chain))
        for target in sorted(feeds[name]):
            if target not in came_from and target != first:
                came_from[target] = name
                waiting.append(target)
    return ()
