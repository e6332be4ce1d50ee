"""Packs: what is in force, and checking and publishing another."""

import asyncio
from collections.abc import Mapping, Sequence

from engine.diagnostics.problem import Diagnostic, Severity
from engine.packs.check import check
from engine.values.plain import Json, Label, in_language
from engine.values.refusal import Kind, Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.due_preview import due_json
from server.memory import settle_memory
from server.problem_details import Refused, diagnostic_reason, reason_json
from server.problems import UNKNOWN_KEY, WRONG_PACK
from server.publish import Preparation, prepare, publish
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
    made = await _prepared(call)
    if isinstance(made, Refusal):
        return made
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
            "diagnostics": [diagnostic_json(one, call.language) for one in made.diagnostics],
        }
    )


async def plan_pack(call: Call) -> Answer | Refusal:
    """What publishing a pack would do, and what stands in its way; nothing is changed."""
    made = await _prepared(call)
    if isinstance(made, Refusal):
        return made
    release, language = made.checked.release, call.language
    changes = made.difference.changes if made.difference else ()
    return Answer(
        {
            "ready": made.is_ready,
            "unchanged": made.is_live,
            "pack": release.pack if release else None,
            "version": release.version if release else None,
            "release": release.id if release else None,
            "changes": [in_language(one.text, language, one.id) for one in changes],
            "tables": made.tables.describe(language) if made.tables else [],
            "in_flight": [
                {"entity": one.entity, "state": one.state, "count": one.count, "target": one.target}
                for one in made.in_flight
            ],
            "due": due_json(made.due),
            "diagnostics": [diagnostic_json(one, language) for one in made.diagnostics],
            "reasons": [reason_json(one, language) for one in made.reasons],
        }
    )


async def _prepared(call: Call) -> Preparation | Refusal:
    """The pack of an upload, looked at; refused with every fault of it."""
    maps, confirmed = _said(call.query())
    files, found = call.desk.unpack(call.raw)
    if found:
        return _faults(found)
    made = await prepare(call.house, files, call.desk.open_scratch, maps, confirm_due=confirmed)
    if not made.is_valid:
        return _faults(made.diagnostics)
    release = made.checked.release
    if release is not None and release.pack != call.path_params["pack"]:
        raise Refused(409, WRONG_PACK, {"found": release.pack, "pack": call.path_params["pack"]})
    return made


def _faults(found: Sequence[Diagnostic]) -> Refusal:
    errors = [one for one in found if one.severity is Severity.ERROR]
    return Refusal(Kind.INVALID, tuple(diagnostic_reason(one) for one in errors[:_MOST_FAULTS]))


def _said(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], bool]:
    """``map=order.old=new``, as often as wanted, and ``confirm_due=true``."""
    maps: dict[str, str] = {}
    confirmed = False
    for name, value in pairs:
        source, equals, target = value.partition("=")
        if name == "confirm_due" and value in ("true", "false"):
            confirmed = value == "true"
        elif name == "map" and equals and "." in source and target:
            maps[source] = target
        else:
            raise Refused(422, UNKNOWN_KEY, {"name": f"{name}={value}"[:100]})
    return maps, confirmed


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


_QUERY = {
    "map": "`order.old=new`: where records go whose state is gone.",
    "confirm_due": "`true`: what becomes due at once by it is meant so.",
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
        query=_QUERY,
    ),
    Way(
        "POST",
        "/api/v1/packs/{pack}/plan",
        plan_pack,
        Access.ADMIN,
        TokenScope.ADMIN,
        "What publishing a pack (a zip archive) would do; nothing is changed.",
        Content.UPLOAD,
        query=_QUERY,
    ),
)
