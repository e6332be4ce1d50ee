"""Whom: who is meant by ``to``, ``for``, ``assign`` (E4), resolved as far as a release can."""

from dataclasses import dataclass

from engine.conditions.compiled import Computed


@dataclass(frozen=True, slots=True)
class ByField:
    """The person a path names; nobody when it is absent."""

    person: Computed


@dataclass(frozen=True, slots=True)
class ByDuty:
    """All persons whose holding permits the duty at a centre: the record's, or the one ``at`` names.

    ``chosen``: gives the id of the duty, where a decision table or a choice says which (``duty`` is empty then).
    """

    duty: str
    at: Computed | None = None
    chosen: Computed | None = None


@dataclass(frozen=True, slots=True)
class ByTeam:
    """All persons of a team at the record's centre."""

    team: str


@dataclass(frozen=True, slots=True)
class ByAddress:
    """A phone number or mail address that stands in a field of the record: somebody outside."""

    address: Computed
    path: str


@dataclass(frozen=True, slots=True)
class ByRoles:
    """All persons at the record's centre, or of the whole company, in one of the roles that a parameter names."""

    roles: Computed


@dataclass(frozen=True, slots=True)
class ByDeciders:
    """Those who are waited for in a step of an approval, or (by a path of persons) somebody of each: ``manager``."""

    path: str


Whom = tuple[ByField | ByDuty | ByTeam | ByAddress | ByDeciders | ByRoles, ...]
