"""The catalogues of the rooms of this part: every sentence in both languages, every code once."""

from types import ModuleType

import pytest

from engine.access import problems as access
from engine.diagnostics.problem import Problem
from engine.effects import problems as effects
from engine.messages import problems as messages
from engine.rules import problems as rules
from engine.workflows import problems as workflows

ROOMS = {"access": access, "effects": effects, "messages": messages, "rules": rules, "workflows": workflows}


@pytest.mark.parametrize(("room", "module"), ROOMS.items())
def test_every_problem_speaks_both_languages_under_a_code_of_its_room(room: str, module: ModuleType) -> None:
    found = [one for one in vars(module).values() if isinstance(one, Problem)]
    assert found
    assert len({one.code for one in found}) == len(found)
    for one in found:
        assert one.code.startswith(f"{room}.")
        for label in (one.text, one.hint):
            assert not label or set(label) == {"en", "zh-CN"}
            assert all(label.values())
