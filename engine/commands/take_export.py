"""Take units of the limits on exports (C1, E8), before a table leaves the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.access.reach import active
from engine.commands.limits import take_units
from engine.commands.work import Work
from engine.facts.answers import answering
from engine.facts.ask import SceneAsk
from engine.facts.gather import Facts, Subject
from engine.limits.check_on import ROWS
from engine.ports.store import Reader
from engine.values.record import Decision
from engine.values.refusal import Refusal


@dataclass(frozen=True, slots=True)
class TakeExport(SceneAsk):
    """``rows`` of an entity are taken away; ``confirmed``: limit -> the reason a person gave."""

    entity: str
    rows: int
    confirmed: Mapping[str, str] = field(default_factory=dict[str, str])


@answering
def take_export(asked: TakeExport, read: Reader) -> Decision | Refusal:
    """Take the units, of all limits or of none; refused with the figures of those that are full."""
    work = Work(asked.scene, read, asked.confirmed)
    post = next(iter(active(asked.scene.actor, asked.scene.today())), None)
    around = {"centre": post.centre if post else None}
    facts = Facts(asked.scene, work, Subject(None, "", around, {ROWS: asked.rows}))
    full = take_units(work, (f"export:{asked.entity}",), facts, "")
    return full or work.decision({"limits": list(work.limits.values())})
