"""One running Pointsman: the store, the releases in force, what the company has set, and the clock.

Routes, the command line, the worker and scenarios all go through it; nothing else holds the store.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from engine.access.duty import Actor
from engine.clock.clock import Clock
from engine.commands.accounts import ACCOUNT, HOLDING
from engine.commands.note_refusal import note_refusal, worth_noting
from engine.facts.scene import Scene
from engine.packs.release import Release
from engine.ports.store import Command, Idempotency, Page, Question, Selection, Store
from engine.records.builtin import PERSON
from engine.values.record import Decision
from engine.values.refusal import Refusal
from engine.values.timeline import Setting
from server.set_values import Known

_SEED_BYTES = 16
NO_PACK = "nothing_yet"
_PEOPLE = frozenset({PERSON, ACCOUNT, HOLDING})

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

# The engine itself, and the owner of the machine at the command line.
EVERYTHING = Actor(person=None, everything=True)


class House:
    """Holds what every ask shares; made once at the start and told when a release or a setting changes."""

    def __init__(self, store: Store, clock: Clock, live: Release, releases: Mapping[str, Release]) -> None:
        """``releases``: every release that a record in flight may still run on, by id, the live one included."""
        self.store = store
        self.clock = clock
        self.live = live
        self.releases = dict(releases)
        self.settings: dict[tuple[str, str | None], Setting] = {}
        self.confirmed: frozenset[str] = frozenset()
        self.settings_known = 0
        self._told_of_people: list[Callable[[], None]] = []

    @property
    def is_published(self) -> bool:
        """Whether a pack is in force; before the first one there are only persons and centres."""
        return self.live.pack != NO_PACK

    def scene(self, actor: Actor) -> Scene:
        """The circumstances of one ask of this actor, fixed now."""
        return Scene(
            release=self.live,
            actor=actor,
            now=self.clock.now(),
            seed=os.urandom(_SEED_BYTES),
            releases=self.releases,
            settings=self.settings,
        )

    def switch(self, release: Release) -> None:
        """Make a release the live one: every ask that begins after this runs on it."""
        self.releases[release.id] = release
        self.live = release

    def take_settings(self, known: Known) -> None:
        """What is set from now on: every ask that begins after this looks at it."""
        self.settings = dict(known.settings)
        self.confirmed, self.settings_known = known.confirmed, known.changes

    async def submit(
        self, command: Command[Asked], asked: Asked, idempotency: Idempotency | None = None
    ) -> Decision | Refusal:
        """Run a command; the answer comes after the commit. What a person was refused leaves a line of history."""
        outcome = await self.store.submit(command, asked, idempotency)
        note = worth_noting(asked, outcome) if isinstance(outcome, Refusal) else None
        if note is not None:
            await self.store.submit(note_refusal, note)
        if isinstance(outcome, Decision) and _about_people(outcome):
            self.people_changed()
        return outcome

    async def submit_all(
        self, command: Command[Asked], asked: Sequence[Asked], idempotency: Sequence[Idempotency] = ()
    ) -> Sequence[Decision | Refusal]:
        """Run a command about many things, behind people's commands; each has its own answer, and its own line when refused."""
        outcomes = await self.store.submit_all(command, asked, idempotency)
        pairs = zip(asked, outcomes, strict=True)
        notes = [worth_noting(one, said) for one, said in pairs if isinstance(said, Refusal)]
        await self.store.submit_all(note_refusal, [one for one in notes if one is not None])
        if any(isinstance(one, Decision) and _about_people(one) for one in outcomes):
            self.people_changed()
        return outcomes

    def when_people_change(self, tell: Callable[[], None]) -> None:
        """``tell`` is called whenever persons, accounts or posts were changed through this process."""
        self._told_of_people.append(tell)

    def people_changed(self) -> None:
        """Whoever keeps something about persons shall forget it."""
        for tell in self._told_of_people:
            tell()

    async def ask(self, question: Question[Asked, Answer], asked: Asked) -> Answer:
        """Answer a question; nothing is written."""
        return await self.store.ask(question, asked)

    async def select(self, selection: Selection) -> Page:
        """A page of records."""
        return await self.store.select(selection)


def _about_people(decision: Decision) -> bool:
    touched = (*decision.changes, *decision.new, *decision.removals)
    return any(one.entity in _PEOPLE for one in touched)
