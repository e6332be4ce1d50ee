"""A message file becomes a message of a release: its places parsed and typed once, so that none can fail later."""

import re
from collections.abc import Iterable

from engine.conditions.names import Names
from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.check_places import PlaceProblems, check_place
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.messages import problems
from engine.messages.check_sending import check_sending
from engine.messages.message import Message, Piece
from engine.messages.model import MessageFile
from engine.values.plain import Json

CHANNELS = ("app", "sms", "mail")
MAX_TEXT = 16_384
MAX_PLACES = 200
_TOLD = PlaceProblems(
    problems.BROKEN_PLACE,
    problems.UNKNOWN_FILTER,
    problems.FILTER_NOT_FOR,
    problems.SHOWS_ID,
    problems.SHOWS_SENSITIVE,
)
_PLACE = re.compile(r"(?<!\{)\{\{([^{}]*)\}\}(?!\})")


def check(file_id: str, file: MessageFile, around: Surroundings) -> tuple[Message | None, list[Diagnostic]]:
    """The message, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    _check_channels(file, findings)
    _check_switch(file, around, findings)
    if not findings.known(problems.UNKNOWN_ENTITY, "/about", file.about, around.entities):
        return None, findings.diagnostics
    names = Names(around.catalogue, file.about, actor=False)
    sending = check_sending(file, names, around, findings)
    texts: dict[str, dict[str, tuple[Piece, ...]]] = {}
    for channel, by_language in file.text.items():
        at = pointer("text", channel)
        findings.label(by_language, at)
        texts[channel] = {
            language: _pieces(text, names, around, findings, at + pointer(language))
            for language, text in by_language.items()
        }
    if findings.broken:
        return None, findings.diagnostics
    message = Message(
        file_id,
        file.about,
        file.label,
        file.channels,
        texts,
        file.switch,
        file.quiet or "ignore",
        sending.expires,
        sending.digest,
        sending.same_state,
        sending.condition,
        sending.consent,
        sending.once_within,
    )
    return message, findings.diagnostics


def check_groups(messages: Iterable[Message]) -> dict[str, list[Diagnostic]]:
    """Message -> what is wrong with it beside others: those of one group go out together, on one of the same channels."""
    first: dict[str, Message] = {}
    found: dict[str, list[Diagnostic]] = {}
    for one in messages:
        if one.digest is None:
            continue
        other = first.setdefault(one.digest.group, one)
        if (one.digest, one.channels) != (other.digest, other.channels):
            data: dict[str, Json] = {"group": one.digest.group, "other": other.id}
            found[one.id] = [Diagnostic(problems.GROUP_DIFFERS, "/digest", data=data)]
    return found


def _check_channels(file: MessageFile, findings: Findings) -> None:
    if not file.channels:
        findings.report(problems.NO_CHANNEL, "/channels")
    for place, channel in enumerate(file.channels):
        known = findings.known(problems.UNKNOWN_CHANNEL, pointer("channels", place), channel, CHANNELS)
        if known and not any(file.text.get(channel, {}).values()):
            findings.report(problems.NO_TEXT, "/text", name=channel)
    for channel in file.text:
        if channel not in file.channels:
            findings.report(problems.UNUSED_TEXT, pointer("text", channel), name=channel)


def _check_switch(file: MessageFile, around: Surroundings, findings: Findings) -> None:
    if file.switch is None:
        return
    found = around.catalogue.parameters.get(file.switch)
    if found is None:
        findings.unknown(problems.UNKNOWN_SWITCH, "/switch", file.switch, around.catalogue.parameters)
    elif found.kind is not Kind.BOOLEAN:
        findings.report(problems.SWITCH_NOT_BOOLEAN, "/switch", name=file.switch)


def _pieces(text: str, names: Names, around: Surroundings, findings: Findings, at: str) -> tuple[Piece, ...]:
    if len(text) > MAX_TEXT:
        findings.report(problems.TOO_LONG, at, limit=MAX_TEXT)
        return ()
    # Every odd part is what stood between two pairs of braces.
    parts = _PLACE.split(text)
    if len(parts) // 2 > MAX_PLACES:
        findings.report(problems.TOO_MANY_PLACES, at, limit=MAX_PLACES)
        return ()
    found: list[Piece] = []
    for index, part in enumerate(parts):
        if index % 2:
            place = check_place(part, names, around, findings, at, _TOLD)
            if place is not None:
                found.append(
                    Piece(place=place.value, path=place.path, filter=place.filter, field=place.field)
                )
        elif "{{" in part or "}}" in part:
            findings.report(problems.BROKEN_PLACE, at, name=part.strip()[:40])
        elif part:
            found.append(Piece(part))
    return tuple(found)
