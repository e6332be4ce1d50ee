"""Forms of the repair shop, and how tests show and send them."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from engine.diagnostics.problem import Diagnostic, Severity
from engine.effects.surroundings import Surroundings
from engine.forms.accept import Accepted, accept
from engine.forms.check import check
from engine.forms.form import Form
from engine.forms.given import Given
from engine.forms.model import FormFile
from engine.forms.outline import inputs_of, required_of
from engine.values.plain import Value
from engine.values.refusal import Reason
from tests.builders.repair_shop import label, surroundings

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
URGENT = {"field": "urgent", "op": "eq", "value": True}


def form(items: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A form of one section about an order."""
    return {
        "kind": "form",
        "entity": "order",
        "label": label("Form"),
        "sections": {"main": {"items": items}},
        **more,
    }


def ask(type_: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, "label": label("Question"), **more}


def around(forms: Mapping[str, Any]) -> tuple[Surroundings, dict[str, FormFile]]:
    files = {id: FormFile.model_validate(said) for id, said in forms.items()}
    shop = surroundings()
    return surroundings(
        inputs=inputs_of(files, shop.entities),
        required=required_of(files, shop.entities),
        form_entities={id: file.entity for id, file in files.items()},
    ), files


def checked(name: str, forms: Mapping[str, Any]) -> tuple[Form | None, list[Diagnostic]]:
    shop, files = around(forms)
    return check(name, files[name], shop)


def told(name: str, forms: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(d.code, d.pointer) for d in checked(name, forms)[1] if d.severity is not Severity.HINT]


def compiled(said: Mapping[str, Any], **others: Any) -> Form:
    found, diagnostics = checked("form", {"form": said, **others})
    assert found is not None, [(d.code, d.pointer, d.data) for d in diagnostics]
    return found


def given(
    current: Mapping[str, Value] | None = None,
    rights: Mapping[str, str] | Callable[[str], str] | None = None,
    **more: Any,
) -> Given:
    """The circumstances: everything may be written unless ``rights`` says otherwise."""
    values = current or {}
    allowed = rights if callable(rights) else (lambda path: (rights or {}).get(path, "write"))

    def facts(entered: Mapping[str, Value]) -> dict[str, object]:
        return {
            **values,
            **entered,
            **{f"input.{name}": value for name, value in entered.items()},
            "now": NOW,
            "zone": ZONE,
            "actor": "P",
        }

    return Given(allowed, facts, values, **more)


def sent(said: Form | Mapping[str, Any], raw: Any, **more: Any) -> Accepted | list[tuple[str, str]]:
    """What became of ``raw``: accepted, or code and place of every reason."""
    found = said if isinstance(said, Form) else compiled(said)
    accepted = accept(found, given(**more), raw, ZONE)
    return told_of(accepted) if isinstance(accepted, tuple) else accepted


def told_of(reasons: tuple[Reason, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.pointer) for one in reasons]
