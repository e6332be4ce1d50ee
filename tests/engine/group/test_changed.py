"""When a field was changed is read from history, so a neighbour's change makes it untrue (E15, A47)."""

import pytest

from engine.group.picture import Picture, Tainted
from engine.group.reader import PictureReader
from engine.values.need import CHANGED, LoadNeed, Missing
from engine.values.record import Change, Decision, Record


def test_it_is_loaded_like_a_record_and_tainted_by_a_neighbours_change() -> None:
    picture = Picture({})
    read = PictureReader(picture)
    with pytest.raises(Missing) as missing:
        read.record(CHANGED, "c1")
    assert missing.value.need == LoadNeed(CHANGED, "c1")
    picture.take_record(CHANGED, "c1", Record(CHANGED, "c1", 1, {}))
    picture.take_record(CHANGED, "c2", Record(CHANGED, "c2", 1, {}))
    picture.take_record("client", "c1", Record("client", "c1", 3, {"city": "Oslo"}))
    assert read.record(CHANGED, "c1") is not None
    picture.apply(Decision({}, changes=(Change("client", "c1", 3, {"city": "Rome"}),)))
    with pytest.raises(Tainted):
        read.record(CHANGED, "c1")
    assert read.record(CHANGED, "c2") is not None
