"""What may be wrong with a place of a text that tells a value: the same in every room that has such texts."""

from engine.diagnostics.catalogue import Say
from engine.diagnostics.problem import Problem


def telling_problems(say: Say) -> tuple[Problem, Problem, Problem]:
    """A room's entries for a filter that is not known, one that does not go with its value, and a bare record."""
    return (
        say("unknown_filter", 'There is no filter "{name}".', "没有过滤器“{name}”。"),
        say(
            "filter_not_for",
            'The filter "{name}" does not go with "{path}".',
            "过滤器“{name}”不适用于“{path}”。",
        ),
        say(
            "shows_id",
            '"{path}" is a record; its id says nothing to a reader.',
            "“{path}”是一条记录，其标识对读者没有意义。",
            ("Name one of its fields, such as {path}.name.", "请写它的某个字段，例如 {path}.name。"),
        ),
    )
