"""What of somebody's answers could go along, by the parts they know them as."""

from collections.abc import Iterable, Mapping, Sequence

from pod.desk.travelling import Agreed, Travel, TravelAnswers


def parts_of(travel: Travel) -> Mapping[str, tuple[str, ...]]:
    """Return the activities whose answers could go, by title, in a steady order."""
    found: dict[str, list[str]] = {}
    for one in sorted(travel.could_go, key=_begun):
        found.setdefault(one.title, []).append(one.activity)
    return {title: tuple(refs) for title, refs in found.items()}


def transfer_of(travel: Travel) -> Agreed | None:
    """Return what the person agreed to for a move, if they did."""
    return next((one for one in travel.agreed if one.kind == "transfer"), None)


def shares_here(travel: Travel) -> bool:
    """Tell whether the person agreed that the other pods here know them."""
    return any(one.kind == "shared" for one in travel.agreed)


def along(travel: Travel) -> int:
    """Return of how many parts some answers go along."""
    agreed = transfer_of(travel)
    chosen = set(agreed.answers) if agreed else set()
    return sum(not chosen.isdisjoint(refs) for refs in parts_of(travel).values())


def refs_of(travel: Travel, titles: Iterable[str]) -> tuple[str, ...]:
    """Return the activities of some parts."""
    parts = parts_of(travel)
    return tuple(ref for title in titles for ref in parts[title])


def titles_of(travel: Travel) -> Sequence[str]:
    """Return the parts whose answers could go."""
    return tuple(parts_of(travel))


def _begun(one: TravelAnswers) -> tuple[object, str]:
    return one.held_on, one.title
