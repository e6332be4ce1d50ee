"""What presets and keys of a form may say."""

from collections.abc import Mapping

from engine.conditions.compiled import Computed, computed
from engine.conditions.names import Names
from engine.conditions.parse import value
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic, inside
from engine.forms import problems
from engine.forms.form import Item
from engine.forms.model import FormFile, PresetFile
from engine.records.entity import FieldKind

TAKEN = frozenset("cegjktx")  # what a workspace does with these is the same for every pack


def preset_values(
    said: PresetFile, items: Mapping[str, Item], names: Names
) -> tuple[dict[str, Computed], list[Diagnostic]]:
    """The values of a preset, compiled, with what is wrong with them (pointers into ``values``).

    They are worked out before anything is entered, so that they know nothing of what the form brings.
    """
    found: dict[str, Computed] = {}
    faults: list[Diagnostic] = []
    before = Names(names.catalogue, names.entity)
    for name, source in said.values.items():
        item = items.get(name)
        if item is None or item.readonly is True or item.field.kind is FieldKind.LINES:
            faults.append(Diagnostic(problems.PRESET_FIELD, pointer(name), data={"name": name}))
            continue
        parsed = value(source, before, item.field.type)
        faults += inside(parsed.diagnostics, pointer(name))
        if parsed.node is not None:
            found[name] = computed(parsed.node)
    return found, faults


def keys_apart(file: FormFile) -> list[Diagnostic]:
    """A key does one thing, and none that a workspace does everywhere."""
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for at, key in (
        (("key",), file.key),
        *((("presets", id, "key"), one.key) for id, one in file.presets.items()),
    ):
        if key is None:
            continue
        if key in TAKEN:
            taken = ", ".join(sorted(TAKEN))
            found.append(Diagnostic(problems.KEY_TAKEN, pointer(*at), data={"key": key, "taken": taken}))
        elif key in seen:
            found.append(Diagnostic(problems.KEY_TWICE, pointer(*at), data={"key": key}))
        seen.add(key)
    return found
