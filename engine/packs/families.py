"""The workflow files of each entity put together: the ordinary workflow, its variants (E21) and its tracks (E20)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.packs.read import Loaded
from engine.workflows import problems
from engine.workflows.model import WorkflowFile
from engine.workflows.variants import disagreements, whole, with_tracks
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
        main = {id: file for id, file in several.items() if file.track is None}
        tracks = {id: file for id, file in several.items() if file.track is not None}
        told = [*_lacking(entity, several), *disagreements(main), *_idle(main, tracks), *_twice(main, tracks)]
        found.extend(replace(one, file=definitions[id].path) for id, one in told)
    return _joined(made), found


def _lacking(entity: str, files: Mapping[str, WorkflowFile]) -> Iterator[tuple[str, Diagnostic]]:
    if entity not in files:
        yield min(files), Diagnostic(problems.NO_ORDINARY, "", data={"entity": entity})


def _idle(
    main: Mapping[str, WorkflowFile], tracks: Mapping[str, WorkflowFile]
) -> Iterator[tuple[str, Diagnostic]]:
    """Tracks that no state names."""
    named = {track for file in main.values() for state in file.states.values() for track in state.tracks}
    for id, file in tracks.items():
        if file.track not in named:
            yield (
                id,
                Diagnostic(problems.NEVER_MOVES, "/track", data={"entity": file.entity, "name": file.track}),
            )


def _twice(
    main: Mapping[str, WorkflowFile], tracks: Mapping[str, WorkflowFile]
) -> Iterator[tuple[str, Diagnostic]]:
    """Transitions of a track that are called like another: a reference names one (A53)."""
    seen = {name: id for id, file in main.items() for name in file.transitions}
    for id, file in sorted(tracks.items()):
        for name in file.transitions:
            if name in seen:
                data = {"name": name, "other": seen[name], "entity": file.entity}
                yield id, Diagnostic(problems.SAME_TRANSITION, pointer("transitions", name), data=data)
        seen |= dict.fromkeys(file.transitions, id)


def _joined(made: Mapping[str, Workflow]) -> dict[str, Workflow]:
    ordinary = [one for one in made.values() if one.variant is None and one.track is None]
    return {
        one.entity: _family(one, [other for other in made.values() if other.entity == one.entity])
        for one in ordinary
    }


def _family(ordinary: Workflow, several: list[Workflow]) -> Workflow:
    tracks = {one.track: one for one in several if one.track is not None}
    variants = [with_tracks(one, tracks) for one in several if one.variant is not None]
    return whole(with_tracks(ordinary, tracks), variants)
