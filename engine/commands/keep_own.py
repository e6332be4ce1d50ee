"""What people put by for themselves: drafts of forms, settings, and lists that they look at again. No record, and no history."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.commands.work import Work
from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.refuse import refused
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.own_things import MOST, owned_by
from engine.ports.store import Reader
from engine.values.need import Sure
from engine.values.plain import Value
from engine.values.record import Decision
from engine.values.refusal import Kind, Refusal

_problem = problems_of("own")
NOBODY = _problem("nobody", "Only a person may put something by.", "只有人员可以保存草稿和列表。")
MISSING = _problem("missing", "You have put no such thing by.", "您没有保存这一项。")
TOO_MANY = _problem(
    "too_many",
    "You have put by as many as one may ({limit}).",
    "您保存的数量已达上限（{limit}）。",
    ("Take one away that you no longer need.", "请先删除不再需要的。"),
)


@dataclass(frozen=True, slots=True)
class KeepOwn(SceneAsk):
    """``values`` are put by in ``book`` (``_draft``, ``_saved_list``, ``_own_settings``) under ``id``; None takes it away.

    ``id`` None: something new gets one. ``new``: whether it may be new; else it must be there.
    """

    book: str
    id: str | None
    values: Mapping[str, Value] | None
    new: bool = True

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The row itself, when it has an id already."""
        return () if self.id is None else ((self.book, self.id),)


@answering
def keep_own(asked: KeepOwn, read: Reader) -> Decision | Refusal:
    """Write the row of whoever asks; answers ``{id, at}``.

    Refused: 403 no person; 404 what is not there or somebody else's; 409 too many.
    """
    work = Work(asked.scene, read)
    person = asked.scene.actor.person
    if person is None:
        return refused(Kind.FORBIDDEN, NOBODY)
    there = work.record(asked.book, asked.id) if asked.id is not None else None
    if there is not None and there.values.get("person") != person:
        return refused(Kind.MISSING, MISSING)
    if there is None and (not asked.new or asked.values is None):
        return refused(Kind.MISSING, MISSING)
    most = MOST[asked.book]
    if there is None and len(owned_by(work, asked.book, person)) >= most:
        return refused(Kind.CONFLICT, TOO_MANY, {"limit": most})
    id = asked.id or work.ids.next()
    if asked.values is None:
        work.drop(asked.book, id)
    else:
        work.keep(asked.book, id, {**asked.values, "person": person, "at": asked.now})
    return work.decision({"id": id, "at": asked.now.isoformat().replace("+00:00", "Z")})
