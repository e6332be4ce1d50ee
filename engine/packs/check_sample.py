"""What may be wrong with sample data: names that do not exist, values that nobody could enter."""

from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.surroundings import Surroundings
from engine.packs import problems
from engine.packs.check_copies import check_copies
from engine.packs.data import CENTRE, PERSON, Data
from engine.packs.generators import Generators, check_span, judge_all, ordered_entries
from engine.packs.read import Loaded
from engine.packs.sample import LeaverJson, MomentJson, PersonJson, RecordsJson, SampleFile, ThenJson
from engine.records.entity import FieldKind
from engine.values.duration import Duration

_GIVEN = frozenset({FieldKind.SERIAL, FieldKind.LINES, FieldKind.ROLLUP})


def check_samples(loaded: Loaded, around: Surroundings) -> list[Diagnostic]:
    """Everything that is wrong with the samples of a pack."""
    return [
        fault
        for definition in loaded.of("sample", SampleFile).values()
        for fault in check_sample(definition.path, definition.model, around)
    ]


def check_sample(path: str, file: SampleFile, around: Surroundings) -> list[Diagnostic]:
    """Everything that is wrong with one sample."""
    data = Data(path, around)
    data.moment(file.clock, "/clock")
    data.aliases.update(aliases_of(file))
    for alias in file.centres.keys() & file.people.keys():
        data.fault(problems.ALIAS_TWICE, pointer("people", alias), name=alias)
    for alias, values in file.centres.items():
        data.values(around.entities[CENTRE], values, pointer("centres", alias))
    for alias, person in file.people.items():
        _person(person, file, data, pointer("people", alias))
    for name, texts in file.lists.items():
        if not texts:
            data.fault(problems.EMPTY_LIST, pointer("lists", name), name=name)
    for name in ordered_entries(file):
        _records(name, file, data)
    for index, leaver in enumerate(file.leavers):
        _leaver(leaver, data, pointer("leavers", index))
    if file.copies is not None:
        check_copies(file, file.copies, data)
    return data.found


def aliases_of(file: SampleFile) -> dict[str, str]:
    """Alias -> entity of everything that a sample names."""
    return dict.fromkeys(file.centres, CENTRE) | dict.fromkeys(file.people, PERSON)


def _person(person: PersonJson, file: SampleFile, data: Data, at: str) -> None:
    for role in person.all_roles:
        data.known(role, data.around.roles, "role", at + ("/role" if role == person.role else "/roles"))
    if person.centre is not None:
        data.known(person.centre, file.centres, "centre", at + "/centre")
    if person.manager is not None:
        data.alias(person.manager, at + "/manager", PERSON)
    data.values(data.around.entities[PERSON], person.values, at + "/set")


def _leaver(leaver: LeaverJson, data: Data, at: str) -> None:
    data.alias(leaver.who, at + "/who", PERSON)
    data.alias(leaver.to, at + "/to", PERSON)
    if isinstance(leaver.at, str):
        data.moment(leaver.at, at + "/at")
    else:
        check_span(leaver.at.moment, data, at + "/at/moment")


def _records(name: str, file: SampleFile, data: Data) -> None:
    entry, at = file.records[name], pointer("records", name)
    entity = data.entity(entry.entity, at + "/entity")
    _actors(entry.who, entry.entity, data, at + "/as")
    _brought_over(entry, data, at)
    if isinstance(entry.at, str):
        data.moment(entry.at, at + "/at")
    elif isinstance(entry.at, MomentJson):
        check_span(entry.at.moment, data, at + "/at/moment")
    elif entry.at is not None:
        _spans(entry.at.after, data, at + "/at/after")
    if entity is None:
        return
    judge_all(Generators(file, data, name, entity), entry.values, at + "/set")
    for field in entity.fields.values():
        given = field.id in entry.values or field.derived or field.default is not None or field.copy_from
        if field.required and not given and field.kind not in _GIVEN:
            data.fault(problems.SAMPLE_LACKS, at + "/set", field=field.id, entity=entity.id)
    for index, step in enumerate(entry.then):
        _then(step, entry, data, at + pointer("then", index))


def _brought_over(entry: RecordsJson, data: Data, at: str) -> None:
    """What nobody made here: whose it is, and the state it comes in with."""
    if entry.who is not None and entry.owner is not None:
        data.fault(problems.TWO_ACTIONS, at, first="as", second="owner")
    for index, one in enumerate(entry.owner if isinstance(entry.owner, tuple) else ()):
        data.alias(one, at + "/owner" + pointer(index), PERSON)
    if isinstance(entry.owner, str):
        data.alias(entry.owner, at + "/owner", PERSON)
    data.standing(entry.entity, entry.state, entry.tracks, at)


def _then(step: ThenJson, entry: RecordsJson, data: Data, at: str) -> None:
    moved = entry.entity
    if step.on is not None:
        type_ = data.path(entry.entity, step.on, at + "/on")
        moved = type_.to[0] if type_ and type_.to else moved
    if step.do is not None and step.decide is not None:
        data.fault(problems.TWO_ACTIONS, at, first="do", second="decide")
    if step.on is not None and step.decide is not None:
        data.fault(problems.TWO_ACTIONS, at, first="on", second="decide")
    if step.decide is not None:
        known = {one.entity for one in data.around.approvals.values()}
        data.known(moved, known, "approval", at + "/decide")
    elif step.do is None:
        data.fault(problems.MISSING_KEY, at, key="do")
    else:
        _do(step, step.do, moved, data, at)
    _actors(step.who, entry.entity, data, at + "/as")
    _spans(step.after or (), data, at + "/after")
    if step.since is not None:
        _since(step, step.since, entry.entity, data, at)


def _since(step: ThenJson, since: str, entity: str, data: Data, at: str) -> None:
    """The moment from which a step counts: one there is, with something to count."""
    type_ = data.path(entity, since, at + "/since")
    if type_ is not None and type_.kind is not Kind.DATETIME:
        data.fault(problems.SINCE_NO_MOMENT, at + "/since", path=since)
    if step.after is None:
        data.fault(problems.MISSING_KEY, at, key="after")


def _do(step: ThenJson, do: str, moved: str, data: Data, at: str) -> None:
    entity = data.transition(do, at + "/do")
    if entity is not None and entity != moved:
        data.fault(problems.DO_OF_OTHER, at + "/do", transition=do, entity=moved)
    if entity is not None:
        data.inputs(do, step.input, at + "/input")


def _actors(who: str | tuple[str, ...] | None, entity: str, data: Data, at: str) -> None:
    for index, one in enumerate(who if isinstance(who, tuple) else ()):
        data.alias(one, at + pointer(index), PERSON)
    if isinstance(who, str) and who.startswith("@"):
        data.alias(who, at, PERSON)
    elif isinstance(who, str):
        data.path(entity, who, at)


def _spans(texts: tuple[str, ...], data: Data, at: str) -> None:
    for index, text in enumerate(texts):
        if Duration.parse(text) is None:
            data.fault(problems.NOT_A_SPAN, at + pointer(index), value=text[:60])
