"""Packs: what is in force, and checking and publishing another."""

from collections.abc import Mapping, Sequence

from engine.diagnostics.problem import Diagnostic
from engine.packs.check import check
from engine.values.plain import Json, Label, in_language
from engine.values.refusal import Refusal
from server.access import Access, TokenScope
from server.call import Call
from server.ways import Answer, Content, Way


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
    result = check(files) if files else None
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
)
