"""What a command leaves for after the commit: messages, calls and tasks.

Texts are made at the end of the command, from the records as they were then decided (A10).
"""

from dataclasses import dataclass, replace
from typing import Any, cast

from engine.commands.context import Context
from engine.commands.work import Work
from engine.effects.effect import CallOut, HandOn, Send, Task
from engine.effects.task_book import TASK
from engine.effects.whom import ByAddress, ByDeciders, ByDuty, ByField, ByRoles, ByTeam, Whom
from engine.facts.gather import Facts
from engine.facts.staff import duty_of, named
from engine.facts.stale import state_token
from engine.messages.render import render
from engine.values.ids import stable_id
from engine.values.plain import Json, Value
from engine.values.record import OutboxEntry, Record, TaskStart


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody a message or task is for: a person, an address outside, or whoever holds a duty or is in a team."""

    person: str | None = None
    address: str | None = None
    duty: str | None = None
    team: str | None = None
    centre: str | None = None

    def as_json(self) -> Json:
        """Only what is known of it."""
        known = {"person": self.person, "address": self.address, "duty": self.duty, "team": self.team}
        found: dict[str, Json] = {name: value for name, value in known.items() if value is not None}
        if self.duty or self.team:
            found["centre"] = self.centre
        return found

    @property
    def key(self) -> str:
        """One word for it: no two recipients have the same."""
        if self.duty or self.team:
            kind, name = ("duty", self.duty) if self.duty else ("team", self.team)
            return f"{kind}:{name}@{self.centre or ''}"
        return self.person or self.address or ""


def recipients(whom: Whom, facts: Facts) -> tuple[Recipient, ...]:
    """Who is meant; what is absent is nobody."""
    centre = facts.value("centre")
    here = centre if isinstance(centre, str) else None
    found: list[Recipient] = []
    for one in whom:
        match one:
            case ByField():
                person = one.person.value(facts(one.person.needs))
                if isinstance(person, str):
                    found.append(Recipient(person=person))
            case ByAddress():
                address = one.address.value(facts(one.address.needs))
                if isinstance(address, str):
                    found.append(Recipient(address=address))
            case ByDeciders():
                people = facts.value(one.path)
                found += [Recipient(person=one) for one in cast("tuple[str, ...]", people or ())]
            case ByDuty():
                at = one.at.value(facts(one.at.needs)) if one.at else here
                duty = duty_of(one, facts)
                if duty:
                    found.append(Recipient(duty=duty, centre=at if isinstance(at, str) else None))
            case ByTeam():
                found.append(Recipient(team=one.team, centre=here))
            case ByRoles():
                people = sorted(named(facts.scene, facts.view, (one,), facts))
                found += [Recipient(person=person) for person in people]
    return tuple(dict.fromkeys(found))


def leave_message(work: Work, effect: Send, context: Context, facts: Facts) -> None:
    """Note a message to be rendered and sent, for each recipient on its own.

    Nothing happens when its switch is off or nobody is meant. What two effects of one command would say to the same
    recipient about the same record is said once.
    """
    message = work.scene.release.messages[effect.message]
    if message.switch is not None and facts.value(f"parameter.{message.switch}") is False:
        return
    noted = {(one.name, one.record, one.recipient) for one in work.outbox}
    for to in recipients(effect.to, facts):
        if (message.id, context.id, to.key) in noted:
            continue
        body: dict[str, Json] = {
            "channels": list(message.channels),
            "to": [to.as_json()],
            "source": context.source,
        }
        work.outbox.append(
            OutboxEntry(
                work.ids.next(),
                "message",
                message.id,
                context.entity,
                context.id,
                work.scene.now,
                body,
                message.channels[0],
                to.key,
            )
        )


def leave_call(work: Work, effect: CallOut, context: Context, facts: Facts) -> None:
    """Note a call of an adapter."""
    arguments: dict[str, Json] = {
        name: _plain(one.value(facts(one.needs))) for name, one in effect.arguments.items()
    }
    work.outbox.append(
        OutboxEntry(
            work.ids.next(),
            "call",
            effect.verb,
            context.entity,
            context.id,
            work.scene.now,
            {"with": arguments, "source": context.source},
            f"call:{effect.verb.partition('.')[0]}",
        )
    )


def leave_task(work: Work, effect: Task, context: Context, facts: Facts) -> None:
    """Note a task for each person or duty that is meant."""
    for one in recipients(effect.to, facts):
        work.tasks.append(
            TaskStart(
                id=work.ids.next(),
                entity=context.entity,
                record=context.id,
                person=one.person,
                duty=one.duty,
                centre=one.centre,
                label=effect.label,
                done_by=effect.done_by,
                at=work.scene.now,
                rule=context.source,
                team=one.team,
                dropped_by=effect.dropped_by,
                timing=effect.timing,
            )
        )


def hand_on(work: Work, effect: HandOn, context: Context, facts: Facts) -> None:
    """Make the task whose deadline it is somebody else's too, or instead; history says so when nobody is meant."""
    row = work.record(TASK, context.task or "")
    if row is None:
        return
    to = recipients(effect.to, facts)
    if not to:
        work.warnings.append({"nobody": "escalate_to" if effect.too else "reassign", "task": row.id})
    for place, one in enumerate(to):
        whose: dict[str, Value] = {
            "person": one.person, "duty": one.duty, "team": one.team, "centre": one.centre
        }  # fmt: skip
        if not effect.too and place == 0:
            work.keep(TASK, row.id, {**row.values, **whose, "taken_at": None})
        elif any(row.values.get(name) != value for name, value in whose.items()):
            work.tasks.append(_copy(work, row, one))


def _copy(work: Work, row: Record, one: Recipient) -> TaskStart:
    """The same task for somebody else: without deadlines of its own, so that it is handed on once."""
    values: Any = row.values
    return TaskStart(
        work.ids.next(), values["entity"], values["record"], one.person, one.duty, one.centre, values["label"],
        values["done_by"], work.scene.now, values["rule"], values["due_at"], one.team, values["dropped_by"],
        handed_on=row.id,
    )  # fmt: skip


def render_messages(work: Work) -> None:
    """Fill the texts of all noted messages from the records as they are at the end.

    Each also gets an id that only this command, record and recipient have, and remembers the state the record is left in.
    """
    texts: dict[tuple[str, str], Json] = {}
    for place, entry in enumerate(work.outbox):
        if entry.kind != "message":
            continue
        facts = Context(entry.entity, entry.record, "").facts(work)
        if (entry.name, entry.record) not in texts:
            rendered = render(work.scene.release.messages[entry.name], facts)
            texts[entry.name, entry.record] = dict(rendered)
        event = work.history[0].id if work.history else entry.id
        body: dict[str, Json] = {
            **entry.body,
            "text": texts[entry.name, entry.record],
            "event": event,
            "state": state_token(facts.known),
        }
        id = stable_id(event, entry.name, entry.record, entry.recipient or "")
        work.outbox[place] = replace(entry, id=id, body=body)


def _plain(value: object) -> Json:
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
