"""The changes of a definition whose keys each have a sentence of their own, one sentence for each key that differs."""

from collections.abc import Callable, Iterator, Mapping

from engine.packs.diff_words import LANGUAGES, DiffWords, shown
from engine.packs.pieces import Piece
from engine.packs.weight import Change, Weight, weigh
from engine.values.plain import Json, Label


def changes_by_key(
    was: Piece,
    piece: Piece,
    words: DiffWords,
    sentences: Mapping[str, str],
    told: Callable[[str, Json], Label],
) -> Iterator[Change]:
    """``sentences``: key -> its sentence in ``words``; ``told(key, value)`` says the value of such a key."""
    for key in dict.fromkeys((*was.says, *piece.says)):
        before, after = was.says.get(key), piece.says.get(key)
        if before == after:
            continue
        sentence = sentences.get(key)
        if sentence is None:
            named: Label = dict.fromkeys(LANGUAGES, key)
            said = words.say("changed", piece, key=named, before=shown(before), after=shown(after))
        else:
            said = words.say(sentence, piece, before=told(key, before), after=told(key, after))
        weight = Weight.PATCH if key == "source" else weigh(piece.kind, "changed", f"/{key}", after)
        at = f"{piece.pointer}/{key}"
        yield Change(piece.kind, piece.id, piece.path, at, "changed", before, after, weight, said)
