"""The workflow files of each entity put together: the ordinary workflow with its variants (E21)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.diagnostics.problem import Diagnostic
from engine.packs.read import Loaded
from engine.workflows import problems
from engine.workflows.model import WorkflowFile
from engine.workflows.variants import disagreements, whole
from engine.workflows.workflow import Workflow


def families(loaded: Loaded, made: Mapping[str, Workflow]) -> tuple[dict[str, Workflow], list[Diagnostic]]:
    """Entity -> its workflow, as far as the files could be compiled (``made``, by their ids); and what is wrong between them."""
    found: list[Diagnostic] = []
    files: dict[str, dict[str, WorkflowFile]] = {}
    definitions = loaded.of("workflow", WorkflowFile)
    for id, definition in definitions.items():
        if id.partition(".")[0] == definition.model.entity:
            files.setdefault(definition.model.entity, {})[id] = definition.model
    for entity, several in files.items():
        told = [*_lacking(entity, several), *disagreements(several)]
        found.extend(replace(one, file=definitions[id].path) for id, one in told)
    return _joined(made), found


def _lacking(entity: str, files: Mapping[str, WorkflowFile]) -> Iterator[tuple[str, Diagnostic]]:
    if entity not in files:
        yield min(files), Diagnostic(problems.NO_ORDINARY, "", data={"entity": entity})


def _joined(made: Mapping[str, Workflow]) -> dict[str, Workflow]:
    ordinary = {one.entity: one for one in made.values() if one.variant is None}
    return {
        entity: whole(
            workflow, [one for one in made.values() if one.entity == entity and one.variant is not None]
        )
        for entity, workflow in ordinary.items()
    }
