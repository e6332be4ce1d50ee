"""The workspace of one actor: everything of a release that a client needs to draw it, cut to what the actor may see.

The rights decide as they do in lists. An entity is there when some record of it may be visible, a field with the highest
right that the actor may have on it on some record; which records those are, lists and records tell. What the same posts
see is worked out once for each release.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from engine.access.duty import Duty, Holding, Right, Scope
from engine.access.permit import highest
from engine.access.reach import active
from engine.facts.ask import SceneAsk
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.limits.limit import Limit
from engine.packs.release import Release
from engine.ports.store import Reader
from engine.queries.measure import metrics_for, target_of
from engine.queries.outline import EntityOutline, outlines
from engine.queries.pages import pages_json
from engine.records.builtin import CENTRE
from engine.records.entity import Entity
from engine.timers.calendar import Calendar
from engine.values.keyed import Keyed
from engine.values.need import Sure
from engine.values.plain import Json

_SEEN = (Right.READ, Right.WRITE)


@dataclass(frozen=True, slots=True)
class Posts:
    """What of an actor decides what may be seen at all: roles, those held in a team, and whether it is a person."""

    roles: frozenset[str]
    in_team: frozenset[str]
    person: bool
    everything: bool

    def reached_by(self, duty: Duty) -> bool:
        """Whether there may be a record that the duty reaches."""
        held = duty.held_by & self.roles
        if self.everything:
            return True
        if duty.scope is Scope.TEAM:
            return bool(held & self.in_team)
        return bool(held) and (duty.scope is not Scope.OWN or self.person)


@dataclass(frozen=True, slots=True)
class WorkspaceAsk(SceneAsk):
    """The workspace of the scene's actor."""

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The centres of the actor's posts, whose names are told."""
        return tuple((CENTRE, centre) for centre in _centres(self.scene))


def posts_of(scene: Scene) -> Posts:
    """The posts that count today."""
    held = active(scene.actor, scene.today())
    return Posts(
        frozenset(one.role for one in held),
        frozenset(one.role for one in held if one.team is not None),
        scene.actor.person is not None,
        scene.actor.everything,
    )


def workspace(asked: WorkspaceAsk, read: Reader) -> dict[str, Json]:
    """``{pack, release, languages, time_zone, currency, terms, actor, posts, entities, ..., metrics, views, home}``."""
    scene, view = asked.scene, View(read)
    release = scene.release
    seen = _seen(Keyed(release.id, release), posts_of(scene))
    metrics = _metrics(scene)
    views, home = pages_json(scene, cast("Mapping[str, Json]", seen["entities"]), metrics.keys())
    return {
        "pack": {"id": release.pack, "version": release.version, "label": dict(release.label)},
        "release": release.id,
        "languages": [*release.locales],
        "default_language": release.default_locale,
        "time_zone": release.time_zone,
        "currency": release.currency,
        "terms": {id: dict(label) for id, label in release.terms.items()},
        **_actor(scene, view),
        **seen,
        "metrics": metrics,
        "views": views,
        "home": home,
    }


# ---------------------------------------------------------------- who it is for


def _centres(scene: Scene) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.centre for one in scene.actor.holdings if one.centre is not None))


def _actor(scene: Scene, view: View) -> dict[str, Json]:
    actor = scene.actor
    names = {id: found.values.get("name") for id in _centres(scene) if (found := view.record(CENTRE, id))}
    name = actor.values.get("name")

    def told(one: Holding) -> dict[str, Json]:
        role, centre = scene.release.access.roles.get(one.role), names.get(one.centre or "")
        return {
            "role": one.role,
            "label": dict(role.label) if role else {},
            "centre": one.centre,
            "centre_label": centre if isinstance(centre, str) else None,
            "team": one.team,
        }

    return {
        "actor": {
            "person": actor.person,
            "name": name if isinstance(name, str) else None,
            "acting_as": told(actor.acting_as) if actor.acting_as else None,
        },
        "posts": [told(one) for one in actor.holdings],
    }


# ---------------------------------------------------------------- what they see


@lru_cache(maxsize=256)
def _seen(keyed: Keyed[Release], posts: Posts) -> dict[str, Json]:
    """What whoever has these posts sees; the same object each time, which nobody changes."""
    release = keyed.value
    every = outlines(release)
    entities: dict[str, Json] = {}
    rights = {id: _rights(release, entity, posts) for id, entity in release.entities.items()}
    for id, entity in release.entities.items():
        granted = rights[id]
        if entity.part_of is not None:
            granted = _of_rows(entity, rights[entity.part_of[0]])
        if granted is not None:
            entities[id] = _entity(release, entity, every[id], granted, posts)
    pools = release.pools
    return {
        "entities": entities,
        "pools": {
            id: {
                "label": dict(pool.label),
                "entity": pool.entity,
                "states": [*pools.states.get(id, ())],
                "claim": pool.claim,
            }
            for id, pool in pools.pools.items()
            if pool.entity in entities
        },
        "limits": {
            id: {"label": dict(limit.label), "slots": _slots(limit)}
            for id, limit in release.limits.limits.items()
        },
        "calendars": {id: _calendar(one) for id, one in release.calendars.items()},
        "calendar": release.calendar,
        "duties": {
            id: {"label": dict(duty.label), "mine": bool(duty.held_by & posts.roles)}
            for id, duty in sorted(release.access.duties.items())
        },
        "roles": {
            id: {"label": dict(role.label), "order": role.order} for id, role in release.access.roles.items()
        },
    }


def _slots(limit: Limit) -> Json:
    """Of which moment of what it counts the room, so that a form can offer what is free."""
    source = next((one for one in limit.sources if one.spans is not None), None)
    if source is None or not limit.window.fields:
        return None
    at, *until = limit.window.fields
    return {
        "entity": source.entity,
        "at": at,
        "until": until[0] if until else None,
        "per": [*source.fields],
    }


def _rights(release: Release, entity: Entity, posts: Posts) -> Mapping[str, Right] | None:
    """The highest right on each field that some record may give; None when no record may be seen."""
    reaching = [one for one in release.access.reaching.get(entity.id, ()) if posts.reached_by(one)]
    if posts.everything:
        return dict.fromkeys((*entity.common, *entity.fields), Right.WRITE)
    if not reaching:
        return None
    return highest(
        dict.fromkeys(entity.common, Right.READ), *(one.fields.get(entity.id, {}) for one in reaching)
    )


def _of_rows(entity: Entity, parent: Mapping[str, Right] | None) -> Mapping[str, Right] | None:
    """Rows are read and written by whoever may read and write their list."""
    found = (parent or {}).get(entity.part_of[1] if entity.part_of else "", Right.HIDDEN)
    return dict.fromkeys((*entity.common, *entity.fields), found) if found in _SEEN else None


def _entity(
    release: Release, entity: Entity, said: EntityOutline, rights: Mapping[str, Right], posts: Posts
) -> dict[str, Json]:
    creating = release.access.creating.get(entity.id, ())
    may = posts.everything or any(duty.held_by & posts.roles for duty in creating)
    return {
        **said.said,
        "fields": {
            id: {**field, "right": rights[id].value}
            for id, field in said.fields.items()
            if rights.get(id, Right.HIDDEN) is not Right.HIDDEN
        },
        "days": _kept(said.days, rights),
        "create": {"allowed": may and entity.part_of is None, "forms": [*said.forms]},
        "edit": _edit(entity, said, rights),
        "export": any(
            entity.id in duty.export and posts.reached_by(duty) for duty in release.access.duties.values()
        ),
    }


def _edit(entity: Entity, said: EntityOutline, rights: Mapping[str, Right]) -> Json:
    """The form by which a record is changed: the smallest with all that may be written, besides what steps ask for.

    None: that of all fields, because each of the pack would keep something from whoever may write it.
    """
    mine = {
        id
        for id, field in entity.fields.items()
        if rights.get(id) is Right.WRITE and not field.derived and id not in said.at_steps
    }
    fitting = [(len(fields), id) for id, fields in said.fillable.items() if mine and mine <= fields]
    if not fitting:
        return None
    form = min(fitting)[1]
    return {"form": form, "fields": sorted(said.fillable[form])}


def _calendar(calendar: Calendar) -> dict[str, Json]:
    """How it is called, and the days that are closed or open though their weekday is not."""
    days: dict[str, Json] = {
        day.isoformat(): bool(hours)
        for day, hours in sorted(calendar.days.items())
        if bool(hours) is not bool(calendar.week[day.weekday()])
    }
    return {"label": dict(calendar.label), "days": days}


def _kept(names: Iterable[str], rights: Mapping[str, Right]) -> list[str]:
    return [name for name in names if rights.get(name) in _SEEN]


def _metrics(scene: Scene) -> dict[str, Json]:
    return {
        one.id: {
            "label": dict(one.label),
            "help": dict(one.help),
            "entity": one.entity,
            "at": one.at,
            "function": one.function.value,
            "type": one.value.node.type.kind.value if one.value else None,
            "percent": one.percent,
            "split": [*one.split],
            "better": one.better,
            "target": target_of(scene, one),
        }
        for one in metrics_for(scene)
    }
