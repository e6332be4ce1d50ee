"""The mapping files of the documentation fit the packs they are written for."""

import json
from pathlib import Path

from engine.diagnostics.problem import Diagnostic, Severity
from server.bootstrap import read_pack, read_sheet
from server.house import EVERYTHING
from server.imports.mapping import ImportMapping, read_mapping
from server.imports.run import Prepared, prepare_import, run_import
from tests.builders.repairs import house

ROOT = Path(__file__).parents[3]
HEAD = "Prospect ID,Lead Number,Lead Origin,Lead Source,City,\n"
ROWS = (
    "a1,660737,API,Olark Chat,Select,\n"
    "a2,660728,API,Organic Search,Mumbai,\n"
    "a3,660719,Landing Page Submission,google,Select,\n"
    "a4,660700,Lead Add Form,,,\n"
    "a5,660737,API,Reference,,\n"
)


async def test_the_leads_of_the_data_set_fit_the_training_pack() -> None:
    files, _ = read_pack(ROOT / "definitions" / "education_training")
    mapping = read_mapping(json.loads((ROOT / "docs" / "examples" / "x_education_leads.json").read_text()))
    assert isinstance(mapping, ImportMapping)
    data = (HEAD + ROWS).encode()
    async with house(files) as opened:
        for expected in ({"created": 4, "skipped": 1}, {"skipped": 5}):
            sheet = read_sheet(data)
            assert not isinstance(sheet, Diagnostic)
            made = await prepare_import(opened, "lead", sheet, mapping, EVERYTHING, "leads.csv", data)
            assert isinstance(made, Prepared), [one.text("en") for one in made]
            warnings = [one.code for one in made.found if one.severity is Severity.WARNING]
            assert warnings == ["imports.empty_header"]
            assert (await run_import(opened, made)).counts == expected
