"""Packs: what is in force, and checking and publishing another."""

import asyncio
from collections.abc import Mapping, Sequence

from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.check import check
from engine.values.plain import Json, Label, in_language
from engine.values.refusal import Kind, Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.memory import settle_memory
from server.problem_details import Refused, diagnostic_reason
from server.problems import UNKNOWN_KEY, WRONG_PACK
from server.publish import prepare, publish
from server.ways import Answer, Content, Way

_MOST_FAULTS = 200
_PUBLISHING = asyncio.Lock()  # one at a time in this process; between processes the database decides


async def list_packs(call: Call) -> Answer | Refusal:
    """The release in force with what a client needs to show it, and those before it."""
    call.only(())
    live = call.house.live
    every = await call.house.store.published.all()
    return Answer(
        {
            "data": [
                {
                    "id": live.pack,
                    "release": live.id,
                    "version": live.version,
                    "label": in_language(live.label, call.language, live.pack),
                    "locales": [*live.locales],
                    "default_locale": live.default_locale,
                    "time_zone": live.time_zone,
                    "currency": live.currency,
                    "terms": _labels(live.terms, call.language),
                    "releases": [
                        {
                            "release": one.id,
                            "version": one.version,
                            "number": one.number,
                            "published_at": one.published_at.isoformat(),
                            "live": one.live,
                        }
                        for one in every
                        if one.pack == live.pack
                    ],
                }
            ],
            "next_cursor": None,
            "total": None,
        }
    )


def _labels(labels: Mapping[str, Label], language: str) -> dict[str, Json]:
    return {name: in_language(label, language, name) for name, label in labels.items()}


async def check_pack(call: Call) -> Answer | Refusal:
    """Every fault of a pack in an archive; nothing is changed."""
    files, found = call.desk.unpack(call.raw)
    result = await asyncio.to_thread(check, files) if files else None
    diagnostics = (*found, *(result.diagnostics if result else ()))
    release = result.release if result and not found else None
    return Answer(
        {
            "publishable": release is not None,
            "pack": release.pack if release else None,
            "version": release.version if release else None,
            "release": release.id if release else None,
            "diagnostics": [diagnostic_json(one, call.language) for one in diagnostics],
        }
    )


async def publish_pack(call: Call) -> Answer | Refusal:
    """Check, test, compare and plan a pack, then make it the live one; or say everything that stands in the way."""
    maps = _maps(call.query())
    files, found = call.desk.unpack(call.raw)
    made = await prepare(call.house, files, call.desk.open_scratch, maps) if not found else None
    diagnostics = [*found, *(made.diagnostics if made else ())]
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    if made is None or not made.is_valid:
        return Refusal(Kind.INVALID, tuple(diagnostic_reason(one) for one in errors[:_MOST_FAULTS]))
    release = made.checked.release
    if release is not None and release.pack != call.path_params["pack"]:
        raise Refused(409, WRONG_PACK, {"found": release.pack, "pack": call.path_params["pack"]})
    if made.refusal is not None:
        return made.refusal
    was_live = made.is_live
    async with _PUBLISHING:
        outcome = await publish(call.house, made, call.caller.actor.person)
    settle_memory()
    return Answer(
        {
            "pack": outcome.published.pack,
            "version": outcome.published.version,
            "release": outcome.published.id,
            "number": outcome.published.number,
            "changed": not was_live,
            "moved": outcome.moved,
            "stayed": [{"entity": entity, "id": id} for entity, id, _ in outcome.stayed],
            "diagnostics": [diagnostic_json(one, call.language) for one in diagnostics],
        }
    )


def _maps(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """``map=order.old=new``, as often as wanted."""
    found: dict[str, str] = {}
    for name, value in pairs:
        source, equals, target = value.partition("=")
        if name != "map" or not equals or "." not in source or not target:
            raise Refused(422, UNKNOWN_KEY, {"name": f"{name}={value}"[:100]})
        found[source] = target
    return found


def diagnostic_json(one: Diagnostic, language: str) -> Json:
    """A fault of a definition as it is sent out."""
    return {
        "code": one.code,
        "severity": one.severity.value,
        "file": one.file,
        "pointer": one.pointer,
        "text": one.text(language),
        "hint": one.hint(language),
    }


WAYS: Sequence[Way] = (
    Way("GET", "/api/v1/packs", list_packs, Access.SIGNED_IN, TokenScope.READ, "The packs in force."),
    Way(
        "POST",
        "/api/v1/packs/check",
        check_pack,
        Access.ADMIN,
        TokenScope.ADMIN,
        "Check a pack (a zip archive); nothing is changed.",
        Content.UPLOAD,
    ),
    Way(
        "POST",
        "/api/v1/packs/{pack}/publish",
        publish_pack,
        Access.ADMIN,
        TokenScope.ADMIN,
        "Publish a pack (a zip archive).",
        Content.UPLOAD,
        query={"map": "`order.old=new`: where records go whose state is gone."},
    ),
)
