"""Who may now do what: the changes of one duty, in words about the people who hold it."""

from collections.abc import Iterator, Mapping, Sequence

from engine.packs.diff_words import LANGUAGES, DiffWords, scope
from engine.packs.pieces import Piece
from engine.packs.weight import Change, Weight
from engine.values.plain import Json, Label

_LISTS = (("create", "entity"), ("transitions", "transition"), ("export", "entity"))


def duty_changes(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    """The changes of a duty: its holders, its scope, and everything it allows, one sentence each."""
    yield from _held(was, piece, words)
    holders = {
        language: words.names("role", _texts(piece.says.get("held_by")), language) for language in LANGUAGES
    }
    if was.says.get("scope") != piece.says.get("scope"):
        before, after = was.says.get("scope"), piece.says.get("scope")
        said = words.say("scope", piece, holders=holders, before=scope(before), after=scope(after))
        yield _change(piece, "/scope", before, after, said)
    old, new = _map(was.says.get("allows")), _map(piece.says.get("allows"))
    for name, kind in _LISTS:
        sides = _texts(old.get(name)), _texts(new.get(name))
        yield from _list(piece, f"/allows/{name}", name, kind, sides, words, holders)
    for entity in dict.fromkeys((*_map(old.get("fields")), *_map(new.get("fields")))):
        rights = _map(_map(old.get("fields")).get(entity)), _map(_map(new.get("fields")).get(entity))
        for right in ("read", "write", "mask"):
            sides = _fields(entity, rights[0].get(right)), _fields(entity, rights[1].get(right))
            yield from _list(piece, f"/allows/fields/{entity}/{right}", right, "field", sides, words, holders)
    for entity in dict.fromkeys((*_map(old.get("reveal")), *_map(new.get("reveal")))):
        sides = (
            _fields(entity, _map(old.get("reveal")).get(entity)),
            _fields(entity, _map(new.get("reveal")).get(entity)),
        )
        yield from _list(piece, f"/allows/reveal/{entity}", "reveal", "field", sides, words, holders)
    if was.says.get("source") != piece.says.get("source"):
        key: Label = {"en": "source", "zh-CN": "source"}
        said = words.say("changed", piece, key=key, before={"en": "…"}, after={"en": "…"})
        yield _change(piece, "/source", was.says.get("source"), piece.says.get("source"), said, Weight.PATCH)


def _held(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    before, after = _texts(was.says.get("held_by")), _texts(piece.says.get("held_by"))
    gone = [role for role in before if role not in after]
    come = [role for role in after if role not in before]
    if not gone and not come:
        return
    sentence = "moved" if gone and come else "also" if come else "not_anymore"
    told = {
        side: {language: words.names("role", roles, language) for language in LANGUAGES}
        for side, roles in (("before", gone), ("after", come))
    }
    yield _change(piece, "/held_by", list(before), list(after), words.say(sentence, piece, **told))


def _list(
    piece: Piece,
    at: str,
    key: str,
    kind: str,
    sides: tuple[Sequence[str], Sequence[str]],
    words: DiffWords,
    holders: Label,
) -> Iterator[Change]:
    before, after = sides
    for sentence, side, ids in (
        (key, "after", [id for id in after if id not in before]),
        (f"{key}_no", "before", [id for id in before if id not in after]),
    ):
        if ids:
            told = {language: words.names(kind, ids, language) for language in LANGUAGES}
            said = words.say(sentence, piece, holders=holders, **{side: told})
            gone, come = ([], ids) if side == "after" else (ids, [])
            yield _change(piece, at, gone, come, said)


def _change(
    piece: Piece, at: str, before: Json, after: Json, said: Label, weight: Weight = Weight.MINOR
) -> Change:
    return Change(piece.kind, piece.id, piece.path, at, "changed", before, after, weight, said)


def _texts(value: Json) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def _fields(entity: str, value: Json) -> list[str]:
    return [f"{entity}.{name}" for name in _texts(value)]


def _map(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
