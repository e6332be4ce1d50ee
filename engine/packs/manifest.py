"""Checks of pack.json itself: version, engine, languages, time zone, currency, terms, parameters."""

from collections.abc import Collection
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import UnknownLocaleError
from babel.numbers import is_currency

from engine.conditions.compiled import Computed
from engine.conditions.names import Catalogue, Names
from engine.conditions.types import TIME, Kind
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.diagnostics.suggest import nearest
from engine.effects.findings import Findings
from engine.effects.labels import check_label
from engine.messages.quiet import QuietHours
from engine.packs import problems
from engine.packs.model import PackFile
from engine.packs.versions import ENGINE, runs_on, text, version
from engine.values.plain import Json


def check_manifest(
    manifest: PackFile, calendars: Collection[str] = (), approvals: Collection[str] = ()
) -> list[Diagnostic]:
    """Everything that is wrong with the manifest, apart from its parameters' values.

    ``calendars`` and ``approvals``: those of the pack.
    """
    found: list[Diagnostic] = []
    if version(manifest.version) is None:
        found.append(Diagnostic(problems.BAD_VERSION, "/version", data={"version": manifest.version[:60]}))
    fits = runs_on(manifest.engine)
    if fits is None:
        found.append(Diagnostic(problems.BAD_RANGE, "/engine", data={"range": manifest.engine[:60]}))
    elif not fits:
        data = {"range": manifest.engine[:60], "engine": text(ENGINE)}
        found.append(Diagnostic(problems.OTHER_ENGINE, "/engine", data=data))
    for index, locale in enumerate(manifest.locales):
        if not _is_locale(locale):
            found.append(
                Diagnostic(problems.BAD_LOCALE, pointer("locales", index), data={"locale": locale[:60]})
            )
    if manifest.default_locale not in manifest.locales:
        data = {"locale": manifest.default_locale[:60]}
        found.append(Diagnostic(problems.DEFAULT_LOCALE, "/default_locale", data=data))
    if not _is_zone(manifest.time_zone):
        found.append(Diagnostic(problems.BAD_ZONE, "/time_zone", data={"zone": manifest.time_zone[:60]}))
    if not is_currency(manifest.currency):
        found.append(
            Diagnostic(problems.BAD_CURRENCY, "/currency", data={"currency": manifest.currency[:60]})
        )
    for problem, at, name, known in (
        (problems.UNKNOWN_CALENDAR, "/calendar", manifest.calendar, calendars),
        (problems.UNKNOWN_REVIEW, "/review", manifest.review, approvals),
    ):
        if name is not None and name not in known:
            suggestion = nearest(name, known)
            data = {"name": name[:60], **({"suggestion": suggestion} if suggestion else {})}
            found.append(Diagnostic(problem, at, data=data))
    return [*found, *_labels(manifest)]


def check_quiet_hours(manifest: PackFile, catalogue: Catalogue) -> tuple[QuietHours | None, list[Diagnostic]]:
    """The quiet hours of a pack, typed, with what is wrong with them; None without any."""
    said = manifest.quiet_hours
    if said is None:
        return None, []
    findings = Findings()
    names = Names(catalogue, None, actor=False)
    start = _time(said.start, names, findings, "/quiet_hours/from")
    end = _time(said.end, names, findings, "/quiet_hours/to")
    return None if start is None or end is None else QuietHours(start, end), findings.diagnostics


def _time(json: Json, names: Names, findings: Findings, at: str) -> Computed | None:
    found = findings.computed(json, names, at, TIME)
    if found is not None and found.node.type.kind is not Kind.TIME:
        findings.report(problems.NOT_A_TIME_OF_DAY, at)
        return None
    return found


def _labels(manifest: PackFile) -> list[Diagnostic]:
    found = check_label(manifest.label, manifest.locales)
    for name, label in manifest.terms.items():
        found += check_label(label, manifest.locales, pointer("terms", name))
    for name, parameter in manifest.parameters.items():
        found += check_label(parameter.label, manifest.locales, pointer("parameters", name, "label"))
    return found


def _is_locale(name: str) -> bool:
    try:
        Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # an unknown name, or a path that is no zone
        return False
    return True
