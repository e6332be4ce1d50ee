"""What a step of a scenario lets a person see: a masked value whole, or a table that is taken away."""

from engine.commands.reveal_field import RevealField, reveal_field
from engine.facts.scene import Scene
from engine.values.record import Decision
from engine.values.refusal import Refusal
from server.exports.export import ExportAsk, export
from server.house import House
from server.samples.values import Born


async def reveal(house: House, scene: Scene, born: Born, field: str, reason: str) -> Decision | Refusal:
    """A masked value of a record is shown whole to the person."""
    return await house.submit(reveal_field, RevealField(scene, born.entity, born.id, field, reason))


async def rows_of(house: House, scene: Scene, entity: str) -> int | Refusal:
    """How many records of an entity the person may take away as a table."""
    table = export(house, scene, ExportAsk(entity))
    if isinstance(table, Refusal):
        return table
    rows = 0
    async for page in table.pages:
        rows += len(page)
    return rows
