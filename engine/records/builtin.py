"""The entities that every pack has: persons and centres, to which a pack may add fields."""

from collections.abc import Mapping

from engine.records.model import EntityFile
from engine.values.plain import Label

PERSON = "person"
CENTRE = "centre"


def _label(english: str, chinese: str) -> dict[str, str]:
    return {"en": english, "zh-CN": chinese}


def _builtin(time_zone: str, calendars: Mapping[str, Label]) -> dict[str, EntityFile]:
    person = {
        "kind": "entity",
        "label": _label("Person", "人员"),
        "title": "name",
        "fields": {
            "name": {"type": "text", "required": True, "max_length": 100, "label": _label("Name", "姓名")},
            "phone": {
                "type": "phone",
                "class": "personal",
                "mask": "phone",
                "label": _label("Phone", "手机"),
            },
            "email": {
                "type": "email",
                "class": "personal",
                "mask": "email",
                "label": _label("E-mail", "邮箱"),
            },
            "manager": {"type": "person", "label": _label("Manager", "上级")},
            "team": {"type": "text", "max_length": 100, "label": _label("Team", "团队")},
            "department": {"type": "text", "max_length": 100, "label": _label("Department", "部门")},
            "active": {"type": "boolean", "default": True, "label": _label("Active", "在职")},
            **({"calendar": _calendar(calendars)} if calendars else {}),
        },
    }
    centre = {
        "kind": "entity",
        "label": _label("Centre", "中心"),
        "title": "name",
        "fields": {
            "name": {"type": "text", "required": True, "max_length": 100, "label": _label("Name", "名称")},
            "city": {"type": "text", "max_length": 100, "label": _label("City", "城市")},
            "region": {"type": "text", "max_length": 100, "label": _label("Region", "地区")},
            "company": {"type": "text", "max_length": 100, "label": _label("Company", "公司")},
            "time_zone": {
                "type": "text",
                "max_length": 64,
                "default": time_zone,
                "label": _label("Time zone", "时区"),
            },
            **({"calendar": _calendar(calendars)} if calendars else {}),
        },
    }
    return {PERSON: EntityFile.model_validate(person), CENTRE: EntityFile.model_validate(centre)}


def _calendar(calendars: Mapping[str, Label]) -> dict[str, object]:
    """The choice among the calendars of the pack; a pack without any has nothing to choose."""
    options = {id: {"label": {**label} or _label(id, id)} for id, label in sorted(calendars.items())}
    return {"type": "enum", "options": options, "label": _label("Working hours", "工作日历")}


BUILTIN = frozenset({PERSON, CENTRE})
# The types of the built-in fields; a pack that defines one again must keep its type.
BUILTIN_TYPES: Mapping[str, Mapping[str, str]] = {
    name: {field: said.type for field, said in file.fields.items()}
    for name, file in _builtin("UTC", {}).items()
}


def with_builtin(
    files: Mapping[str, EntityFile], time_zone: str, calendars: Mapping[str, Label] | None = None
) -> dict[str, EntityFile]:
    """A pack's entities together with the built-in ones.

    Takes the files by id and the pack's time zone (IANA name), the default of a centre's, and
    its calendars with their labels, among which a centre may choose. What a pack says about
    ``person`` or ``centre`` is added: new fields behind the built-in ones; its label, its title and what it says about
    a built-in field stand in place of theirs (``check`` holds such a field to its type).
    """
    merged = {
        name: _add(file, files.get(name)) for name, file in _builtin(time_zone, calendars or {}).items()
    }
    return merged | {name: file for name, file in files.items() if name not in merged}


def _add(builtin: EntityFile, added: EntityFile | None) -> EntityFile:
    if added is None:
        return builtin
    return added.model_copy(
        update={
            "label": added.label or builtin.label,
            "title": added.title or builtin.title,
            "named_by": added.named_by,
            "fields": {**builtin.fields, **added.fields},
        }
    )
