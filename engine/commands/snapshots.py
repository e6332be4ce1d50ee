"""Fields that take over a value when the link they copy from is chosen anew (E11)."""

from collections.abc import Mapping

from engine.commands.work import Work
from engine.facts.gather import Facts, about
from engine.values.plain import Value
from engine.values.record import Record


def snapshots(work: Work, record: Record, entered: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values to copy, for fields that were not entered themselves and whose link was chosen anew."""
    found: dict[str, Value] = {}
    latest = Record(record.entity, record.id, record.version, {**record.values, **entered})
    for name, one in work.scene.release.entities[record.entity].fields.items():
        link = one.copy_from.split(".")[0] if one.copy_from else None
        if link is None or name in entered or link not in entered or entered[link] == record.values.get(link):
            continue
        found[name] = Facts(work.scene, work, about(latest)).value(one.copy_from or "")  # type: ignore[assignment]
    return found
