"""Receive a message that came in by a channel: the rules that listen to it run, as one command (C1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.channels.accept import accept
from engine.channels.channel import Channel
from engine.channels.problems import NO_SUCH_CHANNEL, NOT_THERE
from engine.commands.run import finish
from engine.commands.work import Happening, Work
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason, refused
from engine.effects.event import EventKind, event_key
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.gather import linked_record
from engine.facts.scene import zone_of
from engine.ports.store import Reader
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Kind, Reason, Refusal


@dataclass(frozen=True, slots=True)
class Receive(SceneAsk):
    """``sent`` is the message as it came; ``message`` what its sender calls it, for the history."""

    channel: str
    sent: Mapping[str, Json]
    message: str | None = None


@answering
def receive(asked: Receive, read: Reader) -> Decision | Refusal:
    """Let every rule that listens run, in order, with everything that follows; or refuse and change nothing.

    The answer's ``rules`` are those that fired, ``records`` those that were made or changed. Refused: 404 a channel that
    is not there; 422 a message that is not as the channel declares it; 409 what a rule leads to (limits, invariants).
    """
    channel = asked.scene.release.channels.get(asked.channel)
    if channel is None:
        return refused(Kind.MISSING, NO_SUCH_CHANNEL, {"name": asked.channel[:100]})
    work = Work(asked.scene, read)
    values = accept(channel, asked.sent, zone_of(asked.scene.release.time_zone))
    if isinstance(values, tuple):
        return Refusal(Kind.INVALID, values)
    lost = _links_to_nowhere(work, channel, values)
    if lost:
        return Refusal(Kind.INVALID, lost)
    work.cause = {"channel": channel.id, **({"message": asked.message} if asked.message else {})}
    key = event_key(EventKind.RECEIVED, "", channel.id)
    work.happened.append(Happening(key, "", "", input=values, depth=1))
    refusal = finish(work, [], {})
    return refusal or work.decision({"channel": channel.id, **done(work)})


def _links_to_nowhere(work: Work, channel: Channel, values: Mapping[str, Value]) -> tuple[Reason, ...]:
    """The links of a message that point to no record."""
    return tuple(
        reason(NOT_THERE, {}, pointer(*channel.places[name]))
        for name, value in values.items()
        if channel.fields[name].to
        and isinstance(value, str)
        and linked_record(work, channel.fields[name].to, value) is None
    )


def done(work: Work) -> dict[str, Json]:
    """What rules without a record did: those that fired, and the records that were made or changed."""
    records: list[Json] = [
        {"entity": entity, "id": id, "version": record.version, "state": record.state, "made": base is None}
        for (entity, id), base in work.bases.items()
        if (record := work.overlay[entity, id]) is not None
        and (base is None or record.version != base.version)
    ]
    fired: list[Json] = [rule for rule, ran in work.rules_seen.items() if ran]
    told: dict[str, Json] = {"rules": fired, "records": records}
    return {**told, "warnings": list(work.warnings)} if work.warnings else told
