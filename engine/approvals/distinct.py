"""Whether different persons can be found for everything that must be decided by different persons."""

from collections.abc import Sequence


def unfilled(places: Sequence[Sequence[str]]) -> int | None:
    """The first place for which no person is left when each sits in one place at most; None when all can be filled.

    ``places``: who could sit there. (Augmenting paths: a person gives way when there is another place for them.)
    """
    sits: dict[str, int] = {}

    def seat(place: int, tried: set[str]) -> bool:
        for person in places[place]:
            if person in tried:
                continue
            tried.add(person)
            if person not in sits or seat(sits[person], tried):
                sits[person] = place
                return True
        return False

    return next((place for place in range(len(places)) if not seat(place, set())), None)
