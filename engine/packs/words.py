"""What the things of a release are called, for sentences made from conditions."""

from engine.conditions.names import of_parameter
from engine.packs.release import Release
from engine.records.entity import Field
from engine.values.plain import in_language

_RESERVED = {
    "actor": {"en": "you", "zh-CN": "您"},
    "now": {"en": "now", "zh-CN": "现在"},
    "id": {"en": "this record", "zh-CN": "本记录"},
}
_BEFORE = {"en": "{path} before", "zh-CN": "原{path}"}
_AS_OF = {"en": "{label} as of {day}", "zh-CN": "{day}当日的{label}"}
_OF = {"en": "{path} of {link}", "zh-CN": "{link}的{path}"}


class ReleaseWords:
    """The labels of a release, seen from one entity and, for ``input``, from one form."""

    def __init__(self, release: Release, entity: str | None, form: str | None = None) -> None:
        """``form`` is the form whose items stand behind ``input.``."""
        self._release = release
        self._entity = entity
        self._form = release.forms.get(form) if form else None

    def path(self, path: str, language: str) -> str:
        """``customer.phone`` is "Phone of Customer", 客户的手机; an unknown path is itself."""
        head, _, rest = path.partition(".")
        if path in _RESERVED:
            return in_language(_RESERVED[path], language)
        if head == "before" and rest:
            return in_language(_BEFORE, language).format(path=self.path(rest, language))
        if head == "parameter" and rest:
            return self.parameter(rest, language)
        if head == "record" and rest:
            return self.path(rest, language)
        if head == "input" and rest:
            return self._input(rest, language)
        return self._along(
            self._entity if head != "actor" else "person", rest if head == "actor" else path, language
        )

    def option(self, path: str, id: str, language: str) -> str:
        """The label of an option, or of a state."""
        field, entity = self._field(path)
        workflow = self._release.workflows.get(entity) if entity is not None else None
        name = path.rsplit(".", maxsplit=1)[-1]
        if workflow is not None and (name == "state" or name in workflow.tracks):
            state = workflow.tracks.get(name, workflow).states.get(id)
            return in_language(state.label, language, id) if state else id
        option = field.options.get(id) if field else None
        return in_language(option.label, language, id) if option else id

    def parameter(self, name: str, language: str) -> str:
        """The label of a parameter, and the day it is taken of."""
        id, day = of_parameter(name)
        parameter = self._release.parameters.get(id)
        label = in_language(parameter.label, language, id) if parameter else id
        if day is None:
            return label
        return in_language(_AS_OF, language).format(label=label, day=self.path(day, language))

    def entity(self, entity: str, language: str) -> str:
        """The label of an entity."""
        found = self._release.entities.get(entity)
        return in_language(found.label, language, entity) if found else entity

    def _input(self, path: str, language: str) -> str:
        item = self._form.items.get(path) if self._form else None
        if item is not None:
            return in_language(item.label, language, path)
        for step in self._form.steps if self._form else ():
            name, _, rest = path.partition(".")
            found = self._release.forms[step].items.get(rest) if name == step else None
            if found is not None:
                return in_language(found.label, language, path)
        return self._along(self._entity, path, language)

    def _along(self, entity: str | None, path: str, language: str) -> str:
        head, _, rest = path.partition(".")
        found = self._release.entities.get(entity) if entity else None
        field = found.field(head) if found else None
        if field is None:
            return path
        label = in_language(field.label, language, head)
        if not rest or len(field.to) != 1:
            return label
        return in_language(_OF, language).format(path=self._along(field.to[0], rest, language), link=label)

    def _field(self, path: str) -> tuple[Field | None, str | None]:
        """The field at the end of a path, and the entity it belongs to."""
        names = path.split(".")
        entity = self._entity
        if names[0] == "input" and self._form and path.removeprefix("input.") in self._form.items:
            return self._form.items[path.removeprefix("input.")].field, self._form.entity
        if names[0] in {"before", "record", "input"}:
            names = names[1:]
        elif names[0] == "actor":
            names, entity = names[1:], "person"
        field = None
        for place, name in enumerate(names):
            found = self._release.entities.get(entity) if entity else None
            field = found.field(name) if found else None
            if field is None:
                return None, entity
            if place + 1 < len(names):
                entity = field.to[0] if len(field.to) == 1 else None
        return field, entity
