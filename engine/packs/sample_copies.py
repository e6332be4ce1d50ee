"""Centres of a sample in which the same happens as in another one: their people, and what of the sample is copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.packs.generators import ordered_entries
from engine.packs.sample import PersonJson, RecordsJson, SampleFile
from engine.values.plain import Json


@dataclass(frozen=True, slots=True)
class Copy:
    """One centre in which a part of a sample happens.

    ``number`` 0 is the centre that the part is written for; ``aliases``: alias of that centre and of its people -> alias
    in this one.
    """

    number: int
    alias: str
    aliases: Mapping[str, str]

    def seed(self) -> tuple[str, ...]:
        """What tells the ids of this copy from those of the others."""
        return (self.alias,) if self.number else ()


NO_COPY = Copy(0, "", {})


@dataclass(frozen=True, slots=True)
class Part:
    """Entries of a sample that have to do with one centre alone, in their order, and the centres in which they happen."""

    entries: tuple[str, ...]
    copies: tuple[Copy, ...]


def parts_of(file: SampleFile) -> tuple[tuple[str, ...], tuple[Part, ...]]:
    """What happens once for all, and after that the parts that happen in several centres."""
    belongs = belongings(file)
    order = ordered_entries(file)
    once = tuple(name for name in order if not belongs[name])
    parts = tuple(
        Part(tuple(name for name in order if centre in belongs[name]), tuple(_copies(file, centre)))
        for centre in (file.copies.of if file.copies else ())
    )
    return once, parts


def belongings(file: SampleFile) -> Mapping[str, frozenset[str]]:
    """Entry -> the copied centres with which it has to do, by its people or by the entries it takes from."""
    copied = frozenset(file.copies.of) if file.copies else frozenset[str]()
    found: dict[str, frozenset[str]] = {}
    for name in ordered_entries(file):
        aliases, entries = mentions(file.records[name])
        centres = {person.centre or "" for one in aliases if (person := file.people.get(one)) is not None}
        found[name] = frozenset(
            {one for one in (*centres, *aliases) if one in copied}.union(
                *(found.get(one, ()) for one in entries)
            )
        )
    return found


def mentions(entry: RecordsJson) -> tuple[frozenset[str], frozenset[str]]:
    """The aliases that stand in an entry, and the entries that it takes records from."""
    said = entry.model_dump(by_alias=True, exclude_unset=True)
    texts = [*_texts(said, "")]
    aliases = frozenset(text[1:] for _, text in texts if text.startswith("@"))
    return aliases, frozenset(text for key, text in texts if key in ("one_of", "next_of"))


def texts_under(key: str, entry: RecordsJson) -> list[str]:
    """Every text that stands under this key anywhere in an entry."""
    return [
        text
        for found, text in _texts(entry.model_dump(by_alias=True, exclude_unset=True), "")
        if found == key
    ]


def with_copies(file: SampleFile) -> SampleFile:
    """The sample with the centres and people of every copy written out."""
    centres, people = dict(file.centres), dict(file.people)
    for part in parts_of(file)[1]:
        original = part.copies[0].alias
        for copy in part.copies[1:]:
            centres[copy.alias] = {**file.centres[original], **_differences(file, original, copy)}
            for alias, now in copy.aliases.items():
                if alias in file.people:
                    people[now] = _person(file, file.people[alias], copy, len(people))
    return file.model_copy(update={"centres": centres, "people": people})


def _copies(file: SampleFile, centre: str) -> Iterator[Copy]:
    theirs = [alias for alias, person in file.people.items() if person.centre == centre]
    yield Copy(0, centre, {})
    for number, alias in enumerate(file.copies.of[centre] if file.copies else (), 1):
        yield Copy(number, alias, {centre: alias, **{one: f"{one}_{alias}" for one in theirs}})


def _differences(file: SampleFile, original: str, copy: Copy) -> Mapping[str, Json]:
    return file.copies.of[original][copy.alias] if file.copies else {}


def _person(file: SampleFile, person: PersonJson, copy: Copy, number: int) -> PersonJson:
    """Who has in the copy the posts that this person has in the original, under a name of their own."""
    values = {name: _moved(value, copy) for name, value in person.values.items()}
    changed = {
        "name": _name(file, number),
        "centre": copy.alias,
        "manager": _moved(person.manager, copy),
        "values": values,
    }
    return person.model_copy(update=changed)


def _name(file: SampleFile, number: int) -> str:
    """The name of the person of this number: no two alike as long as the lists last."""
    if file.copies is None:
        return ""
    surnames, given = file.lists[file.copies.surnames], file.lists[file.copies.given_names]
    turn, place = divmod(number, len(surnames))
    return surnames[place] + given[(turn + place) % len(given)]


def _moved(value: Json, copy: Copy) -> Json:
    if isinstance(value, str) and value.startswith("@"):
        return "@" + copy.aliases.get(value[1:], value[1:])
    return value


def _texts(said: object, key: str) -> Iterator[tuple[str, str]]:
    """Every text in a document, with the key that it stands under."""
    if isinstance(said, str):
        yield key, said
    elif isinstance(said, Mapping):
        for name, value in said.items():  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(value, str(name))  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(said, list | tuple):
        for value in said:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(value, key)  # pyright: ignore[reportUnknownArgumentType]
