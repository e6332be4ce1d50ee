"""Whom: who is meant by ``to``, ``for``, ``assign`` (E4), resolved as far as a release can."""

from dataclasses import dataclass

from engine.conditions.compiled import Computed


@dataclass(frozen=True, slots=True)
class ByField:
    """The person a path names; nobody when it is absent."""

    person: Computed


@dataclass(frozen=True, slots=True)
class ByDuty:
    """All persons whose holding permits the duty at a centre: the record's, or the one ``at`` names."""

    duty: str
    at: Computed | None = None


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


Whom = tuple[ByField | ByDuty | ByTeam | ByAddress | ByRoles, ...]
