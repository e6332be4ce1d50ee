"""Records that look like the ones a command has made or changed: it goes on, and says that there are such (E10).

The same look on every way in: forms, the HTTP interface, imports and rules. What is said is only how many there are; what may be
known of them answers ``engine.queries.duplicates``.
"""

from engine.commands.work import Work
from engine.facts.merged import merged_into

MOST = 20  # are counted


def note_likenesses(work: Work) -> None:
    """Leave a warning for each compared field whose new value another record has too."""
    for (kind, id), base in work.bases.items():
        entity, record = work.scene.release.entities[kind], work.overlay[kind, id]
        for field in entity.compared if record is not None else ():
            value = record.values.get(field.id) if record is not None else None
            if value is None or (base is not None and base.values.get(field.id) == value):
                continue
            others = [
                one
                for one in work.find(kind, {field.id: value}, MOST + 1)
                if one.id != id and merged_into(work, entity, one.id) is None
            ]
            if others:
                count, label = len(others[:MOST]), dict(field.label)
                work.warnings.append(
                    {"duplicates": count, "entity": kind, "record": id, "field": field.id, "label": label}
                )
