"""The part of the description that is about one entity: its records, its lists, its transitions."""

from collections.abc import Iterator, Mapping

from engine.forms.default import default_form
from engine.packs.release import Release
from engine.records.entity import Entity, FieldKind
from engine.values.plain import Json, in_language
from engine.workflows.workflow import Transition
from server.openapi.approvals import PENDING
from server.openapi.fields import ID, Schema, form_schema, masked_fields, value_schema
from server.openapi.operations import operation
from server.openapi.shared import page, ref
from server.openapi.work import NEXT, TITLES, linked_page
from server.ways import Way

_RECORDS = "/api/v1/records/{entity}"
_CONFIRMED: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
_SEARCH: Schema = {
    "type": "object",
    "properties": {
        "filter": {"description": "A condition, as packs write them."},
        "sort": {"type": ["array", "null"], "items": {"type": "string"}, "maxItems": 3},
        "fields": {"type": ["array", "null"], "items": {"type": "string"}},
        "limit": {"type": ["integer", "null"], "minimum": 1, "maximum": 200},
        "cursor": {"type": ["string", "null"]},
        "search": {"type": ["string", "null"]},
        "count": {"type": ["boolean", "null"]},
        "due": {"type": ["boolean", "null"]},
        "steps": {
            "type": ["boolean", "null"],
            "description": "Also say of each row what your duties let come next.",
        },
        "view": {
            "type": ["string", "null"],
            "description": "A page; with `block`, whose condition counts too.",
        },
        "block": {"type": ["string", "null"], "description": "A block of the page."},
    },
    "additionalProperties": False,
}
_TABLES = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_EXPORT: Schema = {
    "type": "object",
    "properties": {
        "filter": {"description": "A condition, as packs write them."},
        "sort": {"type": ["array", "null"], "items": {"type": "string"}, "maxItems": 3},
        "fields": {"type": ["array", "null"], "items": {"type": "string"}},
        "format": {"enum": ["csv", "xlsx", None]},
        "labels": {"type": ["boolean", "null"]},
        "confirmed": _CONFIRMED,
    },
    "additionalProperties": False,
}
_REVEAL: Schema = {
    "type": "object",
    "properties": {"field": {"type": "string"}, "reason": {"type": ["string", "null"]}},
    "required": ["field"],
    "additionalProperties": False,
}
_REVEALED: Schema = {
    "type": "object",
    "properties": {"field": {"type": "string"}, "value": {}},
    "required": ["field", "value"],
}
_BULK: Schema = {
    "type": "object",
    "properties": {
        "records": {
            "type": "array",
            "minItems": 1,
            "maxItems": 200,
            "items": {
                "type": "object",
                "properties": {"id": ID, "version": {"type": ["integer", "null"], "minimum": 1}},
                "required": ["id"],
                "additionalProperties": False,
            },
        },
        "transition": {"type": ["string", "null"], "description": "Without one the records are changed."},
        "input": {"type": ["object", "null"]},
        "form": {"type": ["string", "null"]},
        "confirmed": _CONFIRMED,
    },
    "required": ["records"],
    "additionalProperties": False,
}
_BULK_DONE: Schema = {
    "type": "object",
    "properties": {
        "data": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": ID,
                    "done": {"type": "boolean"},
                    "version": {"type": "integer"},
                    "number": {"type": ["string", "null"]},
                    "state": {"type": ["string", "null"]},
                    "warnings": {"type": "array"},
                    "reasons": {"type": "array", "items": ref("reason")},
                },
                "required": ["id", "done"],
                "additionalProperties": False,
            },
        },
        "done": {"type": "integer"},
        "refused": {"type": "integer"},
    },
    "required": ["data", "done", "refused"],
    "additionalProperties": False,
}
_NOTHING: Schema = {"type": "object", "properties": {}, "additionalProperties": False}
_FOUND: Schema = {
    "type": "object",
    "properties": {
        "data": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "records": {"type": "array"},
                    "others": {"type": "boolean"},
                    "unseen": {"type": "array", "items": {"type": "object"}},
                },
                "required": ["field", "records", "others", "unseen"],
            },
        }
    },
    "required": ["data"],
}


class EntityDescription:
    """Schemas and operations of one entity in one language."""

    def __init__(
        self, release: Release, entity: Entity, language: str, ways: Mapping[tuple[str, str], Way]
    ) -> None:
        """``ways`` by method and path."""
        self._release, self._entity, self._language, self._ways = release, entity, language, ways
        self._label = in_language(entity.label, language, entity.id)

    def schemas(self) -> Iterator[tuple[str, Schema]]:
        """The schemas of its records and of what may be sent for one."""
        entity, masked = self._entity, masked_fields(self._release.access, self._entity.id)
        values: Schema = {
            field.id: value_schema(field, self._language, masked=field.id in masked)
            for field in (*entity.common.values(), *entity.fields.values())
            if field.kind is not FieldKind.LINES
        }
        yield f"{entity.id}.values", {"type": "object", "properties": values, "additionalProperties": False}
        lines: Schema = {
            field.id: {"type": "array", "items": ref(f"{field.lines}.record")}
            for field in entity.fields.values()
            if field.lines
        }
        yield (
            f"{entity.id}.record",
            {
                "type": "object",
                "title": self._label,
                "properties": {
                    "id": ID,
                    "entity": {"const": entity.id},
                    "version": {"type": "integer", "minimum": 0},
                    "values": ref(f"{entity.id}.values"),
                    "masked": {"type": "array", "items": {"type": "string"}},
                    "approval": PENDING,
                    "titles": TITLES,
                    "due": {
                        "type": "object",
                        "additionalProperties": {"type": "string", "format": "date-time"},
                    },
                    "steps": {"type": "array", "items": NEXT},
                    **({"merged_into": ID} if entity.merge is not None else {}),
                    **(
                        {"lines": {"type": "object", "properties": lines, "additionalProperties": False}}
                        if lines
                        else {}
                    ),
                },
                "required": ["id", "entity", "version", "values", "masked"],
                "additionalProperties": False,
            },
        )
        if entity.part_of is None:
            form = default_form(entity, self._release.entities)
            yield f"{entity.id}.new", form_schema(self._release, form, self._language, creates=True)
            yield f"{entity.id}.change", {**form_schema(self._release, form, self._language), "required": []}

    def paths(self) -> dict[str, Schema]:
        """Address -> method -> operation."""
        found: dict[str, Schema] = {
            "": {
                "get": self._operation(
                    "GET",
                    "",
                    "list",
                    (200, linked_page(ref(f"{self._entity.id}.record"))),
                    extra=self._filter(),
                ),
                "post": self._operation(
                    "POST", "", "create", (201, ref("decided")), body=self._command("new")
                ),
            },
            "/search": {
                "post": self._operation(
                    "POST",
                    "/search",
                    "search",
                    (200, linked_page(ref(f"{self._entity.id}.record"))),
                    body=_SEARCH,
                )
            },
            "/duplicates": {
                "post": self._operation(
                    "POST", "/duplicates", "duplicates", (200, _FOUND), body=self._duplicates()
                )
            },
            "/export": {"post": self._export()},
            "/bulk": {"post": self._operation("POST", "/bulk", "bulk", (200, _BULK_DONE), body=_BULK)},
            "/{id}": {
                "get": self._operation("GET", "/{id}", "get", (200, ref(f"{self._entity.id}.record"))),
                "patch": self._operation(
                    "PATCH", "/{id}", "change", (200, ref("decided")), body=self._command("change")
                ),
            },
            "/{id}/messages": {
                "get": self._operation("GET", "/{id}/messages", "messages", (200, page(ref("delivery"))))
            },
            "/{id}/history": {
                "get": self._operation(
                    "GET", "/{id}/history", "history", (200, linked_page(ref("history_line")))
                )
            },
            "/{id}/merge/undo": {
                "post": self._operation(
                    "POST", "/{id}/merge/undo", "undo_merge", (200, ref("decided")), body=_NOTHING
                )
            },
            "/{id}/reveal": {
                "post": self._operation("POST", "/{id}/reveal", "reveal", (200, _REVEALED), body=_REVEAL)
            },
        }
        found.update(self._transitions())
        return {f"/api/v1/records/{self._entity.id}{path}": said for path, said in found.items()}

    def _export(self) -> Schema:
        made = self._operation("POST", "/export", "export", (200, None), body=_EXPORT)
        binary: Schema = {"schema": {"type": "string", "format": "binary"}}
        responses = made["responses"]
        if isinstance(responses, dict):
            responses["200"] = {"description": "The table.", "content": dict.fromkeys(_TABLES, binary)}
        return made

    def _transitions(self) -> dict[str, Schema]:
        workflow = self._release.workflows.get(self._entity.id)
        if workflow is None:
            return {}
        offers: Schema = {
            "type": "object",
            "properties": {"data": {"type": "array", "items": ref("offer")}},
            "required": ["data"],
        }
        found: dict[str, Schema] = {
            "/{id}/transitions": {
                "get": self._operation("GET", "/{id}/transitions", "transitions", (200, offers))
            }
        }
        for one in workflow.transitions.values():
            if any(own.transitions[one.id].duty for own in workflow.own if one.id in own.transitions):
                found[f"/{{id}}/transitions/{one.id}"] = {"post": self._transition(one)}
                found[f"/{{id}}/transitions/{one.id}/preview"] = {"post": self._preview(one)}
        return found

    def _preview(self, one: Transition) -> Schema:
        return self._operation(
            "POST",
            "/{id}/transitions/{transition}/preview",
            f"preview.{one.id}",
            (200, ref("preview")),
            body=self._input(one),
            summary=f"{self._label}: {in_language(one.label, self._language, one.id)}?",
        )

    def _transition(self, one: Transition) -> Schema:
        return self._operation(
            "POST",
            "/{id}/transitions/{transition}",
            f"transition.{one.id}",
            (200, ref("decided")),
            body=self._input(one),
            summary=f"{self._label}: {in_language(one.label, self._language, one.id)}",
        )

    def _input(self, one: Transition) -> Schema:
        forms = self._release.workflows[self._entity.id].forms(one.id)
        asked = [form_schema(self._release, self._release.forms[form], self._language) for form in forms]
        given: Schema = {"type": ["object", "null"], "maxProperties": 0}
        needed = any(form.get("required") for form in asked)
        if asked:
            # Variants of a workflow may ask for different things under one name.
            given = asked[0] if len(asked) == 1 else {"anyOf": asked}
        return {
            "type": "object",
            "properties": {"input": given, "confirmed": _CONFIRMED},
            "additionalProperties": False,
            **({"required": ["input"]} if needed else {}),
        }

    def _command(self, schema: str) -> Schema:
        name = f"{self._entity.id}.{schema}"
        return {
            "type": "object",
            "properties": {"input": ref(name), "form": {"type": ["string", "null"]}, "confirmed": _CONFIRMED},
            "required": ["input"],
            "additionalProperties": False,
        }

    def _duplicates(self) -> Schema:
        compared: Schema = {
            field.id: {"type": ["string", "null"]} for field in self._entity.fields.values() if field.dedupe
        }
        given: Schema = {"type": "object", "properties": compared, "additionalProperties": False}
        return {
            "type": "object",
            "properties": {"input": given, "id": {"type": ["string", "null"]}},
            "required": ["input"],
            "additionalProperties": False,
        }

    def _filter(self) -> tuple[Json, ...]:
        fields: Schema = {
            field.id: {"type": "string"}
            for field in (*self._entity.common.values(), *self._entity.fields.values())
            if field.kind is not FieldKind.LINES
        }
        return (
            {
                "name": "filter",
                "in": "query",
                "style": "deepObject",
                "explode": True,
                "description": "`filter[state]=open`; with an operator `filter[created_at][gte]=2026-01-01`.",
                "schema": {"type": "object", "properties": fields, "additionalProperties": False},
            },
        )

    def _operation(
        self,
        method: str,
        below: str,
        verb: str,
        answer: tuple[int, Schema | None],
        *,
        body: Schema | None = None,
        extra: tuple[Json, ...] = (),
        summary: str = "",
    ) -> Schema:
        way = self._ways[method, _RECORDS + below]
        path: dict[str, Schema] = {"id": {"type": "string"}} if "{id}" in below else {}
        id = f"{self._entity.id}.{verb}"
        return operation(
            way, id, summary or f"{self._label}: {way.doc}", answer, body=body, path=path, extra=extra
        )
