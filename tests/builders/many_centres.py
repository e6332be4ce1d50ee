"""The sample of many centres made small: the same entries and people, few records, two centres of one kind."""

from engine.packs.sample import RecordsJson, SampleFile
from engine.packs.sample_copies import belongings

OLD = 6  # records of what was brought over; of what is played half is enough, and takes half the time


# Entries that need no others but leads.
FIRST = ("course_", "old_leads", "old_appointments", "old_activities", "leads_", "appointments_")


def small(
    file: SampleFile, centre: str = "zhongguancun", copies: int = 1, only: tuple[str, ...] = ("",)
) -> SampleFile:
    """The part of one centre with so many copies; ``only`` entries whose names begin so."""
    made = file.copies
    if made is None:
        raise ValueError("the sample has no copies")
    few = dict([*made.of[centre].items()][:copies])
    gone = {alias for alias, person in file.people.items() if person.centre not in (centre, None)}
    belongs = belongings(file)
    records = {name: _few(name, entry) for name, entry in file.records.items() if belongs[name] <= {centre}}
    people = {alias: person for alias, person in file.people.items() if alias not in gone}
    return file.model_copy(
        update={
            "records": records,
            "people": people,
            "centres": {centre: file.centres[centre]},
            "copies": made.model_copy(update={"of": {centre: few}}),
        }
    )


def _few(name: str, entry: RecordsJson) -> RecordsJson:
    count = min(entry.count, OLD) if "old_" in name else max(1, entry.count // 2)
    return entry.model_copy(update={"count": count})
