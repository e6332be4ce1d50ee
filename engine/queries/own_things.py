"""What somebody has put by: drafts of forms, settings, and the lists that they or others of their roles look at again."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.access.reach import active
from engine.conditions.tree import Constant
from engine.facts.ask import SceneAsk
from engine.facts.own_things import DRAFT, OWN_SETTINGS, SAVED_LIST, draft_id, owned_by
from engine.facts.view import View
from engine.ports.store import Reader
from engine.queries.reading import visible_rows
from engine.records.present import present
from engine.values.need import FindNeed, Sure
from engine.values.plain import Json, Value

_MOST_SHARED = 200  # of one role


@dataclass(frozen=True, slots=True)
class OwnAsk(SceneAsk):
    """What the scene's actor has put by; ``form``: the draft that is wanted."""

    form: str = ""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The draft."""
        person = self.scene.actor.person
        return ((DRAFT, draft_id(person, self.form)),) if person and self.form else ()


def own_draft(asked: OwnAsk, read: Reader) -> Mapping[str, Value] | None:
    """``{form, body, at}`` of the draft, whose body is JSON text; None without one."""
    person = asked.scene.actor.person
    row = read.record(DRAFT, draft_id(person, asked.form)) if person else None
    return row.values if row else None


def own_drafts(asked: OwnAsk, read: Reader) -> list[Mapping[str, Value]]:
    """``{form, body, at}`` of every draft of the actor, the latest first."""
    person = asked.scene.actor.person
    found = owned_by(View(read), DRAFT, person) if person else ()
    return sorted((one.values for one in found), key=lambda one: str(present(one["at"])), reverse=True)


def own_settings(asked: OwnAsk, read: Reader) -> Mapping[str, Value]:
    """Part -> what the actor has put by for it."""
    person = asked.scene.actor.person
    found = owned_by(View(read), OWN_SETTINGS, person) if person else ()
    return {str(one.values["part"]): one.values["body"] for one in found}


def own_lists(asked: OwnAsk, read: Reader) -> list[dict[str, Json]]:
    """The actor's lists, then those that are shared with one of their roles, of entities that they may see."""
    scene, view = asked.scene, View(read)
    person = scene.actor.person
    if person is None:
        return []
    roles = sorted({one.role for one in active(scene.actor, scene.today())})
    read.ahead([FindNeed(SAVED_LIST, (("role", role),), _MOST_SHARED) for role in roles])
    rows = {one.id: one for one in owned_by(view, SAVED_LIST, person)}
    for role in roles:
        rows.update({one.id: one for one in view.find(SAVED_LIST, {"role": role}, _MOST_SHARED)})
    told = (
        {
            "id": one.id,
            "mine": one.values.get("person") == person,
            **{name: present(one.values.get(name)) for name in ("entity", "name", "role", "body", "at")},
        }
        for one in rows.values()
        if visible_rows(scene, str(one.values.get("entity"))) != Constant(holds=False)
    )
    return sorted(told, key=lambda one: (not one["mine"], str(one["name"]), str(one["id"])))
