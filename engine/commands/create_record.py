"""Create a record: a person (or an import, or a sample) brings in something new."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.access.permit import may_not_create
from engine.access.reach import holding_for
from engine.commands.births import Brought, defaults, make
from engine.commands.entering import enter
from engine.commands.expected import expected
from engine.commands.forbidden import forbidden
from engine.commands.lines import write_lines
from engine.commands.run import VERBS, finish, outcome
from engine.commands.sending_on import arrived, is_new, send
from engine.commands.waiting import queueing
from engine.commands.work import Work
from engine.facts.answers import answering, no_entity, no_form
from engine.facts.ask import SceneAsk
from engine.facts.destinations import Destination
from engine.facts.field_rights import creating_post, field_rights, form_for
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.ports.store import Reader
from engine.records.entity import Entity
from engine.values.need import Sure
from engine.values.plain import Json, Value
from engine.values.record import Decision
from engine.values.refusal import Refusal
from engine.workflows.workflow import Editable


@dataclass(frozen=True, slots=True)
class CreateRecord(SceneAsk):
    """``input`` is the JSON of the fields; ``form`` the form it was filled in with (None: every field one may write).

    ``state`` names a first state other than the initial one, ``tracks`` those of its tracks, ``owner`` and ``centre`` stand in place of the actor's
    own; only imports and samples may name them (A50), and the last two count only for the engine itself. ``to``: who gets the
    new record, by a step that the actor may take; it is taken before any rule hears of the record.
    """

    entity: str
    input: Json = None
    form: str | None = None
    state: str | None = None
    owner: str | None = None
    centre: str | None = None
    tracks: Mapping[str, str] = field(default_factory=dict[str, str])
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])
    to: Destination | None = None

    @property
    def sure(self) -> tuple[Sure, ...]:
        """The centre it will belong to (what is entered is read in its zone), and what is expected beside it."""
        entity = self.scene.release.entities.get(self.entity)
        if entity is None:
            return ()
        post = creating_post(self.scene, entity)
        centre = self.centre if self.scene.actor.everything or post is None else post.centre
        places: tuple[Sure, ...] = () if centre is None else (("centre", centre),)
        return (*places, *expected(self.scene, entity, self.input))


@queueing
@answering
def create_record(asked: CreateRecord, read: Reader) -> Decision | Refusal:
    """Make the record with everything that follows from it, or refuse with all reasons and change nothing.

    Refused: 404 an entity that is not there; 403 no duty allows it (for the owner and centre it would have);
    422 faults of the input; 409 a clash, a broken invariant; with ``to`` what the step refuses that sends it there.
    """
    work = Work(asked.scene, read, asked.confirmed)
    entity = asked.scene.release.entities.get(asked.entity)
    if entity is None or entity.part_of is not None:
        return no_entity(asked.entity)
    place = creating_post(asked.scene, entity)
    if place is None:
        return may_not_create(asked.scene.release.access, entity.id, entity.label)
    work.post = lambda: place
    start: dict[str, Value] = {"owner": asked.scene.actor.person, "centre": place.centre}
    if asked.scene.actor.everything:
        start = {"owner": asked.owner or asked.scene.actor.person, "centre": asked.centre}
    start |= defaults(work, entity, start)
    subject = Subject(entity.id, "", start)
    facts = Facts(asked.scene, work, subject)
    no = forbidden(asked.scene, entity, facts, asked.input)
    if no is not None:
        return no
    right = field_rights(asked.scene, entity, facts, Editable(), locked=False)
    form = form_for(asked.scene.release, entity, asked.form)
    if form is None:
        return no_form(asked.form or "")
    accepted = enter(work, form, subject, right, asked.input, asked.scene.release)
    if isinstance(accepted, Refusal):
        return accepted
    values = {**start, **accepted.values}
    if not _still_reached(asked.scene, work, entity, values):
        return may_not_create(asked.scene.release.access, entity.id, entity.label)
    work.open("create")
    record = make(work, entity.id, values, None, VERBS, Brought(asked.state, asked.tracks))
    if isinstance(record, Refusal):
        return record
    refusal = write_lines(work, record, accepted.lines, VERBS)
    touched = work.close()
    to = asked.to if is_new(work, record) else None
    if refusal is None and to is not None:
        sent = send(work, record, to)
        refusal = sent if isinstance(sent, Refusal) else touched.extend(sent)
    refusal = refusal or finish(work, touched, asked.confirmed) or arrived(work, record, to)
    return refusal or work.decision(outcome(work, record))


def _still_reached(scene: Scene, work: Work, entity: Entity, values: Mapping[str, Value]) -> bool:
    """Whether a duty that allows creating reaches the record with the owner and centre it would have (A13)."""
    if scene.actor.everything:
        return True
    facts = Facts(scene, work, Subject(entity.id, "", values))
    duties = scene.release.access.creating.get(entity.id, ())
    return any(holding_for(duty, scene.actor, scene.today(), facts) for duty in duties)
