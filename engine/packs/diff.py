"""What changed between two states of a pack: structure, weight and sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.diagnostics.problem import Diagnostic
from engine.packs import problems
from engine.packs.diff_approval import approval_changes
from engine.packs.diff_duty import duty_changes
from engine.packs.diff_limit import limit_changes
from engine.packs.diff_pool import pool_changes
from engine.packs.diff_words import DiffWords, shown
from engine.packs.files import MANIFEST
from engine.packs.pieces import Key, Piece, pieces
from engine.packs.source import Document
from engine.packs.versions import text, version
from engine.packs.weight import Change, Weight, weigh
from engine.values.plain import Json, Label

Source = Mapping[str, Document]
_OWN_SENTENCES = frozenset({"guard", "required", "type", "default"})


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes, in the order of the things they are about. ``weight`` is that of the heaviest, None of no change."""

    changes: tuple[Change, ...]

    @property
    def weight(self) -> Weight | None:
        """What kind of version the changes ask for."""
        return max((change.weight for change in self.changes), default=None)


def diff(before: Source, after: Source) -> Difference:
    """Compare two packs, given as path -> document (``Release.source``, ``Loaded.source``)."""
    old, new = pieces(before), pieces(after)
    words = DiffWords(old, new)
    earlier = _earlier(old, new)
    changes: list[Change] = []
    for key, piece in new.items():
        was = earlier.get(key)
        if was is None:
            changes.append(_whole("added", piece, words))
            continue
        if was.id != piece.id and not _owner_renamed(was, piece):
            said = words.say("renamed", piece, before={"en": was.id, "zh-CN": was.id})
            changes.append(
                Change(
                    piece.kind,
                    piece.id,
                    piece.path,
                    piece.pointer,
                    "renamed",
                    was.id,
                    piece.id,
                    Weight.MAJOR,
                    said,
                )
            )
        changes.extend(_inner(was, piece, words))
    kept = {was.key for was in earlier.values()}
    changes.extend(_whole("removed", piece, words) for key, piece in old.items() if key not in kept)
    return Difference(tuple(changes))


def version_faults(before: str, after: str, difference: Difference) -> list[Diagnostic]:
    """Whether the newer version number says what the changes ask for (semantic versions; 0.x may break in its minor)."""
    old, new, weight = version(before), version(after), difference.weight
    if old is None or new is None or weight is None:
        return []
    steps = {
        Weight.PATCH: (old[0], old[1], old[2] + 1),
        Weight.MINOR: (old[0], old[1] + 1, 0),
        Weight.MAJOR: (old[0] + 1, 0, 0) if old[0] else (0, old[1] + 1, 0),
    }
    if new >= steps[weight]:
        return []
    data: dict[str, Json] = {"version": after, "least": text(steps[weight]), "weight": weight.label}
    heaviest = next(change for change in difference.changes if change.weight is weight)
    return [Diagnostic(problems.VERSION_TOO_LOW, "/version", MANIFEST, {**data, "because": heaviest.text})]


def as_json(difference: Difference) -> dict[str, Any]:
    """The comparison as one JSON document."""
    return {
        "weight": None if difference.weight is None else difference.weight.name.lower(),
        "changes": [
            {
                "kind": change.kind,
                "id": change.id,
                "file": change.path,
                "pointer": change.pointer,
                "what": change.what,
                "before": change.before,
                "after": change.after,
                "weight": change.weight.name.lower(),
                "text": dict(change.text),
            }
            for change in difference.changes
        ],
    }


def _earlier(old: Mapping[Key, Piece], new: Mapping[Key, Piece]) -> dict[Key, Piece]:
    """What each thing was before: the same id, or one that it says it was; what is in a renamed entity went along."""
    found: dict[Key, Piece] = {}
    entities = {
        was: piece.id
        for piece in new.values()
        if piece.kind == "entity"
        for was in piece.was
        if ("entity", was) in old
    }
    back = {now: was for was, now in entities.items()}
    for key, piece in new.items():
        owner, dot, rest = piece.id.partition(".")
        moved = f"{back[owner]}{dot}{rest}" if owner in back else piece.id
        for id in (piece.id, moved, *piece.was):
            if (piece.kind, id) in old:
                found[key] = old[piece.kind, id]
                break
    return found


def _owner_renamed(was: Piece, piece: Piece) -> bool:
    """Whether only the entity around a thing has another id."""
    return piece.kind != "entity" and was.id.partition(".")[2] == piece.id.partition(".")[2] != ""


def _whole(what: str, piece: Piece, words: DiffWords) -> Change:
    required = what == "added" and piece.kind == "field" and piece.says.get("required") is True
    said = words.say("added_required" if required else what, piece)
    weight = weigh(piece.kind, what, "", piece.says)
    before, after = (None, piece.says) if what == "added" else (piece.says, None)
    return Change(piece.kind, piece.id, piece.path, piece.pointer, what, before, after, weight, said)


def _inner(was: Piece, piece: Piece, words: DiffWords) -> Iterator[Change]:
    if was.label != piece.label:
        said = words.say("label", piece, before=was.label, after=piece.label)
        yield Change(
            piece.kind,
            piece.id,
            piece.path,
            f"{piece.pointer}/label",
            "changed",
            was.label,
            piece.label,
            Weight.PATCH,
            said,
        )
    if piece.kind == "duty":
        yield from duty_changes(was, piece, words)
        return
    if piece.kind in ("approval", "step"):
        yield from approval_changes(was, piece, words)
        return
    if piece.kind == "limit":
        yield from limit_changes(was, piece, words)
        return
    if piece.kind == "pool":
        yield from pool_changes(was, piece, words)
        return
    for at, before, after in _leaves(was.says, piece.says, ""):
        weight = weigh(piece.kind, "changed", at, after)
        yield Change(
            piece.kind, piece.id, piece.path, piece.pointer + at, "changed", before, after, weight, _said(piece, at, before, after, words)
        )  # fmt: skip


def _leaves(before: Json, after: Json, at: str) -> Iterator[tuple[str, Json, Json]]:
    """The smallest places that differ. A condition, a value and a list are one place each."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping) or (at and _is_tree(before, after)):
        if before != after:
            yield at, before, after
        return
    if at.endswith("/options") and [one for one in before if one in after] != [
        one for one in after if one in before
    ]:
        # Options compare in their order (A19).
        yield at, [*before], [*after]
    for key in dict.fromkeys((*before, *after)):
        place = f"{at}/{key.replace('~', '~0').replace('/', '~1')}"
        yield from _leaves(before.get(key), after.get(key), place)


def _is_tree(before: Mapping[str, Json], after: Mapping[str, Json]) -> bool:
    """Whether conditions or values stand here, which only make sense whole."""
    words = {
        "field",
        "all",
        "any",
        "not",
        "formula",
        "parameter",
        "choose",
        "some",
        "count",
        "now",
        "decision",
    }
    return bool(words & (before.keys() | after.keys())) and not any(
        isinstance(one, Mapping) and "type" in one for one in before.values()
    )


def _said(piece: Piece, at: str, before: Json, after: Json, words: DiffWords) -> Label:
    key = at[1:].replace("/", ".")
    told = {"before": shown(before), "after": shown(after)}
    if key == "required" and piece.kind == "field":
        return words.say("required" if after is True else "optional", piece)
    if key == "guard":
        return words.say("guard_new" if before is None else "guard_gone" if after is None else "guard", piece)
    if key == "duty" and before is not None and after is not None:
        named = {
            side: {language: words.name("duty", str(value), language) for language in ("en", "zh-CN")}
            for side, value in (("before", before), ("after", after))
        }
        return words.say("by_duty", piece, **named)
    if key.startswith("options.") and key.count(".") == 1 and None in (before, after):
        return _option(piece, before, after, words)
    if key in ("type", "default") and None not in (before, after):
        return words.say(key, piece, **told)
    sentence = "said" if before is None else "unsaid" if after is None else "changed"
    return words.say(sentence, piece, key={"en": key, "zh-CN": key}, **told)


def _option(piece: Piece, before: Json, after: Json, words: DiffWords) -> Label:
    option = after if before is None else before
    label = option.get("label") if isinstance(option, Mapping) else None
    told = {"after" if before is None else "before": shown(label)}
    return words.say("option_added" if before is None else "option_removed", piece, **told)
