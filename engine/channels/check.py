"""A channel file becomes a channel of a release: checked and compiled in one go."""

import re
from itertools import pairwise

from engine.channels import problems
from engine.channels.channel import Channel, Place
from engine.channels.model import ChannelFile
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.ask import ask_field
from engine.records.entity import Field, FieldKind
from engine.records.model import EnumField, FieldFile, SameAs, ValueField

_ID = re.compile(r"[a-z][a-z0-9_]{0,47}")
_PLACE = re.compile(r"(?:/(?:[^~/]|~[01])+){1,8}")
_NEVER_SENT = frozenset({FieldKind.FILE, FieldKind.IMAGE})
_NAMING = frozenset({FieldKind.TEXT, FieldKind.INTEGER})


def check(file_id: str, file: ChannelFile, around: Surroundings) -> tuple[Channel | None, list[Diagnostic]]:
    """The channel, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if not file.fields:
        findings.report(problems.NO_FIELDS, "/fields")
    read = [(name, _field(name, said, around, findings)) for name, said in file.fields.items()]
    fields = {name: field for name, field in read if field is not None}
    for name in file.places:
        findings.known(problems.UNKNOWN_FIELD, pointer("places", name), name, file.fields)
    places = {name: _place(name, file.places.get(name), findings) for name in file.fields}
    _check_apart(places, findings)
    naming = fields.get(file.message_id or "")
    if file.message_id is not None and (naming is None or naming.kind not in _NAMING or not naming.required):
        findings.report(problems.BAD_MESSAGE_ID, "/message_id", name=file.message_id[:60])
    if findings.broken:
        return None, findings.diagnostics
    channel = Channel(file_id, file.label, fields, places, file.message_id, drops=file.undeclared == "drop")
    return channel, findings.diagnostics


def _field(name: str, said: FieldFile, around: Surroundings, findings: Findings) -> Field | None:
    at = pointer("fields", name)
    if not _ID.fullmatch(name):
        findings.report(problems.BAD_ID, at, name=name[:60])
    settled = _settled(said)
    for key in settled:
        findings.report(problems.SETTLED_HERE, at + pointer(key), name=key)
    if settled:
        return None
    found, faults = ask_field(name, said, "", around.catalogue, around.entities)
    findings.add(faults, at)
    if found is not None and found.kind in _NEVER_SENT:
        findings.report(problems.NOT_SENT, at + "/type", type=found.kind.value)
    return found


def _settled(said: FieldFile) -> list[str]:
    """The keys of a field that speak of a record, or of a person who fills something in."""
    found: list[str] = []
    if isinstance(said, ValueField):
        found += [key for key in ("default", "dedupe") if getattr(said, key)]
    if isinstance(said, EnumField) and not isinstance(said.options, SameAs):
        found += ["options"] if any(one.condition is not None for one in said.options.values()) else []
    return found


def _place(name: str, text: str | None, findings: Findings) -> Place:
    if text is None:
        return (name,)
    if not _PLACE.fullmatch(text):
        findings.report(problems.BAD_PLACE, pointer("places", name), name=text[:60])
        return (name,)
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in text[1:].split("/"))


def _check_apart(places: dict[str, Place], findings: Findings) -> None:
    """Report fields of which one would be part of the other. In order, a place comes right ahead of those inside it."""
    ordered = sorted((place, name) for name, place in places.items())
    for (place, name), (other_place, other) in pairwise(ordered):
        if other_place[: len(place)] == place:
            findings.report(problems.SAME_PLACE, pointer("fields", other), name=other, other=name)
