"""One claimed effect on its way out: who it is for, whether it still goes, by which channel, and what became of it."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import cast

import structlog

from engine.ports.effects import Delivered, Effects, NotDelivered, Outcome, Outgoing, Unsure
from engine.ports.inbox import Letter
from engine.ports.outbox import Delivery, Note, note
from engine.queries.prepare_message import Later
from engine.values.ids import stable_id
from engine.values.plain import Json
from engine.values.record import OutboxEntry
from server.delivery.answers import answered
from server.delivery.compose import Bundle, Stop, compose
from server.delivery.recipients import Recipient, named, recipient_of, spread
from server.house import House

_LOG = structlog.get_logger()
MOST_ATTEMPTS = 8
BEFORE_THE_NEXT_CHANNEL = 3
"""Tries on a channel behind which there is another."""
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=6)
NO_ANSWER = "every attempt ended without an answer"
INBOX = "app"


class Deliverer:
    """Delivers the effects of one house through one adapter; what is for people in the application, into their inbox."""

    def __init__(self, house: House, effects: Effects) -> None:
        """``effects`` is the way to the outside."""
        self._house = house
        self._effects = effects

    async def deliver(self, delivery: Delivery) -> str:
        """Do what is to be done with it now; one word for what became of it."""
        if delivery.kind == "call":
            return await self._call(delivery)
        to = named(delivery)
        if to.get("duty") or to.get("team"):
            return await self._spread(delivery)
        reader = await recipient_of(self._house, to)
        bundle = await compose(self._house, delivery, reader)
        if not isinstance(bundle, Bundle):
            return await self._not_now(delivery, bundle, reader)
        if delivery.lane not in bundle.channels:
            return await self._next_channel(delivery, bundle, [], "no_address")
        return await self._send(delivery, bundle, reader)

    # ------------------------------------------------------------ what does not go out now

    async def _spread(self, delivery: Delivery) -> str:
        parts = await spread(self._house, delivery)
        if not parts:
            return await self._kept(
                self._house.store.outbox.drop(delivery, self._now, "dropped", "nobody_holds_it"), "dropped"
            )
        return await self._kept(self._house.store.outbox.spread(delivery, parts), "spread")

    async def _not_now(self, delivery: Delivery, found: Later | Stop, reader: Recipient) -> str:
        outbox, now = self._house.store.outbox, self._now
        if isinstance(found, Stop):
            return await self._kept(
                outbox.drop(delivery, now, found.state, found.why, found.ended), found.state
            )
        if found.group is None:
            return await self._kept(outbox.defer(delivery, now, found.until, "quiet_hours"), "deferred")
        digest = _digest_of(delivery, found.group, found)
        return await self._kept(outbox.gather(delivery, now, digest, found.until), "gathered")

    async def _next_channel(self, delivery: Delivery, bundle: Bundle, notes: list[Note], why: str) -> str:
        """Try the channel that comes after; without one it has failed."""
        outbox, now = self._house.store.outbox, self._now
        following = self._after(delivery, bundle)
        if not notes:
            notes = [note(now, "skipped", channel=delivery.lane, why=why)]
        if following is None:
            return await self._kept(outbox.failed(delivery, now, why, None, notes), "failed")
        return await self._kept(outbox.change_lane(delivery, now, following, notes), "next_channel")

    def _after(self, delivery: Delivery, bundle: Bundle) -> str | None:
        message = self._house.live.messages.get(delivery.name) if delivery.kind == "message" else None
        kept = cast("Sequence[str]", delivery.body.get("channels") or ())
        order = [*(message.channels if message else kept)]
        behind = order[order.index(delivery.lane) + 1 :] if delivery.lane in order else order
        return next((one for one in behind if one in bundle.channels), None)

    # ------------------------------------------------------------ what goes out

    async def _send(self, delivery: Delivery, bundle: Bundle, reader: Recipient) -> str:
        outbox = self._house.store.outbox
        part = self._outgoing(delivery, bundle, reader)
        last = self._after(delivery, bundle) is None
        if delivery.attempts > (MOST_ATTEMPTS if last else BEFORE_THE_NEXT_CHANNEL):
            return await self._next_channel(delivery, bundle, [], NO_ANSWER)
        if self._must_hold(delivery, part):
            return await self._kept(outbox.unknown(delivery, self._now, "lost_while_sending"), "unknown")
        if not await outbox.sending(delivery):
            return "lost"
        # From here on it counts as begun. What was withdrawn before this moment is seen now, and does not go out.
        again = await compose(self._house, delivery, reader)
        if not isinstance(again, Bundle):
            return await self._not_now(delivery, again, reader)
        if delivery.lane not in again.channels:
            return await self._next_channel(delivery, again, [], "no_address")
        part = self._outgoing(delivery, again, reader)
        outcome = await self._try(delivery, part, again)
        return await self._became(delivery, again, part, outcome, last=last)

    def _outgoing(self, delivery: Delivery, bundle: Bundle, reader: Recipient) -> Outgoing:
        language, text = _text(bundle, delivery.lane, reader.language, self._house.live.default_locale)
        return Outgoing(
            delivery.id,
            delivery.kind,
            delivery.name,
            delivery.lane,
            reader.person,
            bundle.addresses.get(delivery.lane, ""),
            language,
            text,
        )

    async def _call(self, delivery: Delivery) -> str:
        outbox = self._house.store.outbox
        arguments = cast("Mapping[str, Json]", delivery.body.get("with") or {})
        part = Outgoing(delivery.id, delivery.kind, delivery.name, arguments=arguments)
        if delivery.attempts > MOST_ATTEMPTS:
            return await self._given_up(delivery, NO_ANSWER)
        if self._must_hold(delivery, part):
            return await self._kept(outbox.unknown(delivery, self._now, "lost_while_sending"), "unknown")
        if not await outbox.sending(delivery):
            return "lost"
        outcome = await self._try(delivery, part, None)
        if isinstance(outcome, Delivered) and outcome.answer is not None:
            # Heard before it counts as done: a worker that dies in between hears it again, and it happens once.
            refusal = await answered(self._house, delivery, outcome.answer)
            if refusal is not None:
                outcome = NotDelivered(f"the answer was refused: {refusal}")
        return await self._became(delivery, None, part, outcome, last=True)

    def _must_hold(self, delivery: Delivery, part: Outgoing) -> bool:
        """Whether it may have gone out before and must not go out twice."""
        return delivery.unsure and part.channel != INBOX and self._effects.on_unknown(part) == "hold"

    async def _try(self, delivery: Delivery, part: Outgoing, bundle: Bundle | None) -> Outcome:
        if part.channel == INBOX and bundle is not None:
            return await self._into_inbox(delivery, part, bundle)
        try:
            return await self._effects.deliver(part)
        except Exception as error:  # noqa: BLE001 - whatever an adapter raises, nobody knows how far it came
            _LOG.exception("delivery_fault", effect=part.id)
            return Unsure(type(error).__name__)

    async def _into_inbox(self, delivery: Delivery, part: Outgoing, bundle: Bundle) -> Delivered:
        digest = delivery.kind == "digest"
        letter = Letter(
            part.id,
            part.address,
            part.name,
            self._now,
            bundle.texts[INBOX],
            None if digest else delivery.entity,
            None if digest else delivery.record,
            bundle.parts,
        )
        new = await self._house.store.inbox.put(letter)
        return Delivered(f"inbox/{part.id}", repeated=not new)

    # ------------------------------------------------------------ what became of it

    async def _became(
        self, delivery: Delivery, bundle: Bundle | None, part: Outgoing, outcome: Outcome, *, last: bool
    ) -> str:
        outbox, now = self._house.store.outbox, self._now
        if isinstance(outcome, Delivered):
            sent = note(now, "sent", channel=part.channel or None, reference=outcome.reference)
            ended = bundle.ended if bundle else ()
            return await self._kept(outbox.done(delivery, now, [_told(part, outcome)], [sent], ended), "done")
        tried = note(
            now, "try_failed", channel=part.channel or None, why=outcome.why[:500], attempt=delivery.attempts
        )
        if isinstance(outcome, Unsure) and self._effects.on_unknown(part) == "hold":
            return await self._kept(outbox.unknown(delivery, now, outcome.why[:500]), "unknown")
        spent = delivery.attempts >= (MOST_ATTEMPTS if last else BEFORE_THE_NEXT_CHANNEL)
        if not spent and (isinstance(outcome, Unsure) or outcome.again):
            retry = now + _wait(delivery.attempts)
            return await self._kept(
                outbox.failed(delivery, now, outcome.why[:500], retry, [tried]), "put_off"
            )
        if isinstance(outcome, Unsure) and last:
            return await self._kept(outbox.unknown(delivery, now, outcome.why[:500]), "unknown")
        if bundle is not None:
            return await self._next_channel(delivery, bundle, [tried], outcome.why[:500])
        return await self._given_up(delivery, outcome.why[:500], [tried])

    async def _given_up(self, delivery: Delivery, why: str, notes: Sequence[Note] = ()) -> str:
        """A call has failed for good; whoever waits for its answer hears so."""
        refusal = await answered(self._house, delivery, {"why": why[:200]}, failed=True)
        if refusal is not None:
            _LOG.warning("failure_refused", effect=delivery.id, call=delivery.name, reasons=refusal)
        outbox = self._house.store.outbox
        return await self._kept(outbox.failed(delivery, self._now, why, None, notes), "failed")

    @property
    def _now(self) -> datetime:
        return self._house.clock.now()

    async def _kept(self, written: Awaitable[bool], what: str) -> str:
        """``what``, unless the lease was lost meanwhile and nothing was written."""
        return what if await written else "lost"


def _digest_of(delivery: Delivery, group: str, found: Later) -> OutboxEntry:
    """The digest that a message goes into: one for each recipient, group and moment."""
    recipient = delivery.recipient or ""
    channels = cast("Sequence[str]", delivery.body.get("channels") or ("",))
    body: dict[str, Json] = {"to": delivery.body.get("to"), "channels": list(channels)}
    return OutboxEntry(
        stable_id("digest", group, recipient, found.until.isoformat()),
        "digest",
        group,
        "",
        recipient,
        delivery.at,
        body,
        channels[0],
        recipient,
    )


def _wait(attempts: int) -> timedelta:
    """5 s, 20 s, 80 s and so on, at most 6 hours."""
    return min(_FIRST_WAIT * 4 ** (attempts - 1), _LONGEST_WAIT)


def _text(bundle: Bundle, channel: str, *languages: str) -> tuple[str, str]:
    texts = bundle.texts.get(channel, {})
    for language in (*languages, *texts):
        if texts.get(language):
            return language, texts[language]
    return "", ""


def _told(part: Outgoing, answer: Delivered) -> Json:
    """What the outbox keeps of it."""
    return {**asdict(part), "reference": answer.reference, "repeated": answer.repeated, "delivered": True}
