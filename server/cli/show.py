"""What people read of scenarios, comparisons and publishing plans."""

from engine.diagnostics.problem import Severity
from engine.packs.diff import Difference
from engine.packs.diff import as_json as diff_json
from engine.packs.files import Files
from engine.values.plain import Json
from server.cli.talk import Talk, faults_json, reason_json
from server.due_preview import due_json
from server.json_out import dump
from server.publish import Preparation
from server.scenarios.coverage import APPROVALS, GUARDS, KINDS, LIMITS, ROWS, RULES, STATES, TRANSITIONS
from server.scenarios.outcome import ScenarioResult, SuiteResult

_KINDS = {
    STATES: ("states entered", "进入过的状态"),
    TRANSITIONS: ("transitions taken", "执行过的转换"),
    GUARDS: ("conditions seen true and false", "真假均出现的条件"),
    ROWS: ("decision rows hit", "命中的决策行"),
    RULES: ("rules fired", "触发过的规则"),
    LIMITS: ("limits reached", "达到过的上限"),
    APPROVALS: ("ways of approvals", "审批的各种走向"),
}
_MOST_UNSEEN = 8
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "renamed": ">"}


def show_suite(talk: Talk, suite: SuiteResult, *, tell: bool = False) -> None:
    """One line for each scenario, every difference of those that failed, and what they have looked at.

    ``tell``: what happened in each as well, as its steps tell it.
    """
    for one in suite.results:
        mark, style = ("ok  ", "green") if one.passed else ("FAIL", "red")
        talk.line(f"{mark} {one.id}  {talk.label(one.label)}  {one.seconds * 1000:.0f} ms", style)
        for step in one.told if tell else ():
            talk.line(f"     {step.at:%m-%d %H:%M}  {talk.label(step.label)}")
            for reason in step.reasons:
                talk.line(f"                  > {talk.label(reason)}", "yellow")
        _differences(talk, one)
    good, count = len(suite.results) - len(suite.failed), len(suite.results)
    talk.line(talk.word(f"{good} of {count} scenarios passed", f"{count} 个场景中 {good} 个通过"))
    for kind in (one for one in KINDS if suite.coverage.there[one]):
        unseen = suite.coverage.unseen(kind)
        shown = ", ".join(unseen[:_MOST_UNSEEN]) + (" …" if len(unseen) > _MOST_UNSEEN else "")
        talk.line(
            f"{suite.coverage.percent(kind):5.1f} %  {talk.word(*_KINDS[kind])}{'  - ' + shown if unseen else ''}"
        )


def _differences(talk: Talk, one: ScenarioResult) -> None:
    for cell in one.differences:
        talk.line(f"     {one.file}:{cell.line}  {cell.pointer}: {talk.label(cell.what)}")
        if cell.expected is not None or not cell.reasons:
            talk.line(f"       {talk.word('expected', '期望')}: {_told(cell.expected)}")
        talk.line(f"       {talk.word('actual  ', '实际')}: {_told(cell.actual)}")
        for reason in cell.reasons:
            talk.line(f"       {talk.label(reason)}")


def _told(value: Json) -> str:
    return dump(value).decode()


def show_difference(talk: Talk, found: Difference) -> None:
    """Every change as a sentence, the heaviest kind of version at the end."""
    for change in found.changes:
        talk.line(f"{_SIGNS.get(change.what, '~')} {talk.label(change.text)}")
    if found.weight is None:
        talk.say("No difference.", "没有差异。")
    else:
        talk.line(talk.word("Asks for: ", "版本号应升：") + talk.label(found.weight.label))


def show_preparation(talk: Talk, made: Preparation, files: Files) -> None:
    """What a publish would do, and what stands in its way: impact on records first, structure second."""
    talk.faults([one for one in made.diagnostics if one.severity is not Severity.HINT], files)
    release = made.checked.release
    if release is not None:
        was = made.live.version if made.live else talk.word("nothing", "无")
        talk.line(f"{release.pack} {was} -> {release.version}")
    for one in made.in_flight:
        goes = one.target or talk.word("must be mapped", "需要映射")
        talk.line(f"! {one.count} x {one.place} -> {goes}", "yellow")
    for due in made.due:
        name = f"{due.entity}.{due.name or '?'}"
        talk.line(f"! {due.count} x {name} {talk.word('due at once', '立即到期')}", "yellow")
    if made.difference is not None:
        show_difference(talk, made.difference)
    if made.tables is not None:
        for sentence in made.tables.describe(talk.language):
            talk.line(f"  {sentence}")
        for warning in made.tables.warnings:
            talk.line(f"! {talk.label(warning)}", "yellow")
    if made.suite is not None:
        failed, count = len(made.suite.failed), len(made.suite.results)
        talk.line(
            talk.word(
                f"{count - failed} of {count} scenarios passed", f"{count} 个场景中 {count - failed} 个通过"
            )
        )
    talk.reasons(made.reasons)


def preparation_json(made: Preparation, files: Files) -> dict[str, object]:
    """The same for a program."""
    release = made.checked.release
    return {
        "pack": release.pack if release else None,
        "version": release.version if release else None,
        "release": release.id if release else None,
        "live": {"version": made.live.version, "release": made.live.id} if made.live else None,
        "ready": made.is_ready,
        "unchanged": made.is_live,
        "diagnostics": faults_json(made.diagnostics, files),
        "difference": diff_json(made.difference) if made.difference else None,
        "scenarios": made.suite.as_json() if made.suite else None,
        "tables": {"steps": made.tables.describe("en"), "sql": made.tables.sql} if made.tables else None,
        "in_flight": [
            {
                "entity": one.entity,
                "column": one.column,
                "state": one.state,
                "count": one.count,
                "target": one.target,
            }
            for one in made.in_flight
        ],
        "due": due_json(made.due),
        "reasons": [reason_json(one) for one in made.reasons],
    }
