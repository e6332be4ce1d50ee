"""What may now be claimed from a pool, and how: the changes of one pool, one sentence each."""

from collections.abc import Iterator, Mapping

from engine.packs.diff_words import LANGUAGES, DiffWords, shown
from engine.packs.pieces import Piece
from engine.packs.weight import Change, Weight, weigh
from engine.values.plain import Json, Label

_NOTHING: Label = {"en": "nothing", "zh-CN": "无"}
# Place in the file -> its sentence, and the kind of thing that is named there.
_PLACES: Mapping[str, tuple[str, str]] = {
    "shows": ("pool_shows", "field"),
    "managed_by": ("pool_managed", "transition"),
    "claim/transition": ("pool_claim", "transition"),
    "claim/limits": ("pool_limits", "limit"),
    "claim/former_owner_waits": ("pool_waits", "parameter"),
}


def pool_changes(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    """The changes of a pool: what it shows, how one claims, what that takes from, who waits and who hands out."""
    entity = str(piece.says.get("entity"))
    before, after = _flat(was.says), _flat(piece.says)
    for place in dict.fromkeys((*before, *after)):
        old, new = before.get(place), after.get(place)
        if old == new:
            continue
        sentence, kind = _PLACES.get(place, ("changed", ""))
        told = {"before": _told(kind, old, entity, words), "after": _told(kind, new, entity, words)}
        key: dict[str, Label] = {} if kind else {"key": dict.fromkeys(LANGUAGES, place.replace("/", "."))}
        said = words.say(sentence, piece, **key, **told)
        weight = Weight.PATCH if place == "source" else weigh(piece.kind, "changed", f"/{place}", new)
        at = f"{piece.pointer}/{place}"
        yield Change(piece.kind, piece.id, piece.path, at, "changed", old, new, weight, said)


def _flat(says: Mapping[str, Json]) -> dict[str, Json]:
    claim = says.get("claim")
    inner = {f"claim/{name}": value for name, value in claim.items()} if isinstance(claim, Mapping) else {}
    return {name: value for name, value in says.items() if name != "claim"} | inner


def _told(kind: str, value: Json, entity: str, words: DiffWords) -> Label:
    """A value of a pool in words."""
    if value is None:
        return _NOTHING
    if isinstance(value, Mapping) and isinstance(value.get("parameter"), str):
        return {
            language: words.name("parameter", str(value["parameter"]), language) for language in LANGUAGES
        }
    if kind in ("transition", "limit", "field"):
        ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
        named = [f"{entity}.{one}" for one in ids] if kind == "field" else ids
        return {language: words.names(kind, named, language) for language in LANGUAGES} if ids else _NOTHING
    return shown(value)
