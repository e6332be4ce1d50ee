"""Public holidays and make-up working days: from the ``holidays`` library into definitions/calendars/.

``python -m tests.conformance.public_days cn 2026`` writes one announced year; ``made`` puts the years into the engine.
"""

import json
import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays

CALENDARS = Path(__file__).parents[2] / "definitions" / "calendars"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SUBSTITUTED = re.compile(r"substituted from (\d\d)/(\d\d)/(\d{4})")
_WEEKEND = 5


def announced(country: str, year: int) -> dict[str, dict[str, Any]]:
    """Day -> how it differs, of one year; LookupError for a year whose make-up days are not announced.

    A weekend that lies beside a holiday belongs to it: whoever works at weekends is off as well.
    """
    library: Any = holidays.country_holidays(country.upper(), years=year, language="en_US")
    off = {day: str(name) for day, name in library.items() if day.year == year}
    make_up: dict[date, str] = {}
    for day, name in off.items():
        found = _SUBSTITUTED.search(name)
        if found is not None:
            month, number, of_year = (int(part) for part in found.groups())
            make_up[date(of_year, month, number)] = WEEKDAYS[day.weekday()]
    if not make_up:
        raise LookupError(f"the make-up days of {year} are not announced")
    closed = set(off)
    for day in off:
        for step in (1, -1):
            beside = day + timedelta(days=step)
            while beside.weekday() >= _WEEKEND and beside not in make_up and beside.year == year:
                closed.add(beside)
                beside += timedelta(days=step)
    days: dict[date, dict[str, Any]] = {day: {"closed": True} for day in closed}
    days |= {day: {"like": like} for day, like in make_up.items()}
    return {day.isoformat(): days[day] for day in sorted(days)}


def write(country: str, year: int) -> None:
    """Write one year's file."""
    path = CALENDARS / f"{country}-{year}.json"
    lines = ",\n".join(f'    "{day}": {json.dumps(said)}' for day, said in announced(country, year).items())
    path.write_text(f'{{\n  "country": "{country}",\n  "year": {year},\n  "days": {{\n{lines}\n  }}\n}}\n')


if __name__ == "__main__":
    for each in sys.argv[2:]:
        write(sys.argv[1], int(each))
