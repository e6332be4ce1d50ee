"""What one puts by for oneself: drafts of forms, and lists with their filter, sort and columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from engine.access.reach import active
from engine.commands.keep_own import MISSING, KeepOwn, keep_own
from engine.diagnostics.refuse import refused
from engine.facts.answers import no_entity, no_form
from engine.facts.own_things import DRAFT, SAVED_LIST, draft_id
from engine.ports.store import Selection
from engine.queries.list_records import ListAsk, select_records
from engine.queries.own_things import OwnAsk, own_draft, own_drafts, own_lists
from engine.records.present import present
from engine.values.plain import Json, Label, Value
from engine.values.refusal import Kind, Refusal
from server import bodies
from server.access import Access, TokenScope
from server.call import Call
from server.json_out import dump
from server.problem_details import Refused
from server.problems import WRONG_VALUE
from server.titles import titles
from server.ways import Answer, Content, Way

_FORM = re.compile(r"[a-z0-9_.]{1,100}(?::[A-Za-z0-9]{1,64})?")
_LARGEST = 50_000  # bytes of a draft
_LARGEST_LIST = 10_000
_LONGEST = 80
_NAME: Label = {"en": f"1 to {_LONGEST} characters", "zh-CN": f"1 到 {_LONGEST} 个字符"}
_SIZE: Label = {"en": f"at most {_LARGEST} bytes", "zh-CN": f"不超过 {_LARGEST} 字节"}
_LIST_SIZE: Label = {"en": f"at most {_LARGEST_LIST} bytes", "zh-CN": f"不超过 {_LARGEST_LIST} 字节"}
_ROLE: Label = {"en": "one of your roles", "zh-CN": "您的角色之一"}


async def get_drafts(call: Call) -> Answer | Refusal:
    """What was begun and not sent, the latest first; of forms that the pack still has."""
    call.only(())
    release = call.house.live
    told: list[dict[str, Json]] = []
    for one in await call.house.ask(own_drafts, OwnAsk(call.scene)):
        name, _, record = str(one["form"]).partition(":")
        form = release.forms.get(name)
        entity = release.entities.get(form.entity if form else name.removeprefix("default."))
        if entity is not None:
            label = form.label if form else entity.label
            told.append(
                {
                    "form": name,
                    "entity": entity.id,
                    "record": record or None,
                    "label": dict(label),
                    "at": present(one["at"]),
                }
            )
    named = await titles(call, {(str(one["entity"]), str(one["record"])) for one in told if one["record"]})
    return Answer({"data": [*told], "titles": named})


async def get_draft(call: Call) -> Answer | Refusal:
    """The draft of a form."""
    call.only(())
    form = _form(call)
    if isinstance(form, Refusal):
        return form
    found = await call.house.ask(own_draft, OwnAsk(call.scene, form))
    if found is None:
        return refused(Kind.MISSING, MISSING)
    return Answer({"form": form, "draft": orjson.loads(str(found["body"])), "at": present(found["at"])})


async def put_draft(call: Call) -> Answer | Refusal:
    """Put what has been entered so far by; it takes the place of what was there."""
    said = call.said("draft")
    form = _form(call)
    if isinstance(form, Refusal):
        return form
    body = dump(bodies.mapping(said, "draft"))
    if len(body) > _LARGEST:
        raise Refused(422, WRONG_VALUE, {"name": "draft", "expected": _SIZE}, "/draft")
    done = await _kept(call, DRAFT, _draft_id(call, form), {"form": form, "body": body.decode()})
    return done if isinstance(done, Refusal) else Answer({"form": form, "at": done["at"]})


async def drop_draft(call: Call) -> Answer | Refusal:
    """The draft is no longer needed."""
    form = _form(call)
    if isinstance(form, Refusal):
        return form
    done = await _kept(call, DRAFT, _draft_id(call, form), None)
    return done if isinstance(done, Refusal) else Answer(status=204)


async def get_lists(call: Call) -> Answer | Refusal:
    """The caller's lists, and those that are shared with one of their roles."""
    call.only(())
    found = await call.house.ask(own_lists, OwnAsk(call.scene))
    return Answer({"data": [_list_json(one) for one in found]})


async def add_list(call: Call) -> Answer | Refusal:
    """Another list."""
    values = _list_of(call)
    if isinstance(values, Refusal):
        return values
    done = await _kept(call, SAVED_LIST, None, values)
    return done if isinstance(done, Refusal) else Answer(_list_json({**values, **done, "mine": True}), 201)


async def put_list(call: Call) -> Answer | Refusal:
    """Another content of a list of one's own."""
    values = _list_of(call)
    if isinstance(values, Refusal):
        return values
    done = await _kept(call, SAVED_LIST, call.path_params["list"], values, new=False)
    return done if isinstance(done, Refusal) else Answer(_list_json({**values, **done, "mine": True}))


async def drop_list(call: Call) -> Answer | Refusal:
    """Take a list of one's own away."""
    done = await _kept(call, SAVED_LIST, call.path_params["list"], None)
    return done if isinstance(done, Refusal) else Answer(status=204)


async def _kept(
    call: Call, book: str, id: str | None, values: Mapping[str, Value] | None, *, new: bool = True
) -> Mapping[str, Json] | Refusal:
    outcome = await call.house.submit(keep_own, KeepOwn(call.scene, book, id, values, new))
    return outcome if isinstance(outcome, Refusal) else outcome.answer


def _draft_id(call: Call, form: str) -> str:
    return draft_id(call.caller.actor.person or "", form)


def _form(call: Call) -> str | Refusal:
    """A form of the pack, or ``default.<entity>``; behind a colon the record that it is about."""
    form = call.path_params["form"]
    if not _FORM.fullmatch(form):
        return no_form(form[:100])
    name, release = form.partition(":")[0], call.house.live
    known = name in release.forms or name.removeprefix("default.") in release.entities
    return form if known else no_form(name)


def _list_of(call: Call) -> Mapping[str, Value] | Refusal:
    """What a list says, judged as if it were read now."""
    said = call.said("entity", "name", "filter", "sort", "fields", "group", "role")
    entity = bodies.text(said, "entity", required=True) or ""
    name = (bodies.text(said, "name", required=True) or "").strip()
    if not 1 <= len(name) <= _LONGEST:
        raise Refused(422, WRONG_VALUE, {"name": "name", "expected": _NAME}, "/name")
    role = bodies.text(said, "role")
    if role is not None and role not in {one.role for one in active(call.caller.actor, call.scene.today())}:
        raise Refused(422, WRONG_VALUE, {"name": "role", "expected": _ROLE}, "/role")
    if entity not in call.house.live.entities:
        return no_entity(entity[:100])
    ask = ListAsk(entity, said.get("filter"), bodies.names(said, "sort"), bodies.names(said, "fields"))
    group = bodies.text(said, "group")
    # Rows of one group stand together because they are sorted by it, before anything else.
    judged = select_records(call.scene, replace(ask, sort=((group,) if group else ()) + ask.sort))
    if not isinstance(judged, Selection):
        return judged
    body = dump({"filter": ask.filter, "sort": [*ask.sort], "fields": [*ask.fields], "group": group})
    if len(body) > _LARGEST_LIST:
        raise Refused(422, WRONG_VALUE, {"name": "filter", "expected": _LIST_SIZE}, "/filter")
    return {"entity": entity, "name": name, "role": role, "body": body.decode()}


def _list_json(one: Mapping[str, Any]) -> dict[str, Json]:
    told = {name: one[name] for name in ("id", "mine", "entity", "name", "role", "at")}
    return {**told, "group": None, **orjson.loads(str(one["body"]))}


_DRAFTS, _DRAFT, _LISTS = "/api/v1/me/drafts", "/api/v1/me/drafts/{form}", "/api/v1/me/lists"
_READ, _WRITE = (Access.SIGNED_IN, TokenScope.READ), (Access.SIGNED_IN, TokenScope.WRITE)
WAYS: Sequence[Way] = (
    Way("GET", _DRAFTS, get_drafts, *_READ, "What you have begun and not sent."),
    Way("GET", _DRAFT, get_draft, *_READ, "What you have entered into a form so far."),
    Way("PUT", _DRAFT, put_draft, *_WRITE, "Put by what you have entered into a form so far.", Content.JSON),
    Way("DELETE", _DRAFT, drop_draft, *_WRITE, "Take a draft away."),
    Way("GET", _LISTS, get_lists, *_READ, "Your lists, and those that are shared with your roles."),
    Way("POST", _LISTS, add_list, *_WRITE, "Put a list by: filter, sort and columns.", Content.JSON),
    Way("PUT", _LISTS + "/{list}", put_list, *_WRITE, "Change a list of yours.", Content.JSON),
    Way("DELETE", _LISTS + "/{list}", drop_list, *_WRITE, "Take a list of yours away."),
)
