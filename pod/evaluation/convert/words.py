"""What a column is called in words, which unit it has, and what its answers mean."""

from collections.abc import Mapping

from pod.modules.questionnaire import TASKS

_UNITS: Mapping[str, str] = {
    "ms": "ms",
    "ms2": "ms squared",
    "minutes": "min",
    "weeks": "weeks",
    "days": "days",
    "count": "count",
    "sittings": "count",
    "rows": "count",
}
_SINCE = {"weeks_since_start": "weeks", "days_since_start": "days"}


def unit_of(name: str) -> str:
    """Return the unit that a column's name tells, or nothing."""
    return _SINCE.get(name) or _UNITS.get(name.rsplit("_", 1)[-1], "")


def label_of(name: str, description: str) -> str:
    """Return a column's label: what is written of it, else its name in words."""
    return description or name.replace("_", " ").capitalize()


def item_values(task: str, item: str) -> tuple[tuple[int, str], ...]:
    """Return what the answers to an item count and are called, lowest first.

    Only the answers of questionnaires that are shipped with the program are told, and
    never what is asked: a site's own licence is the site's.
    """
    for one in TASKS:
        if one.name == task:
            params = one.read_params()
            found = [told for told in params.items if told.id == item]
            options = params.options(found[0]) if found else ()
            told = {option.value: option.text.get("en", "") for option in options}
            return tuple(
                sorted((value, text or str(value)) for value, text in told.items())
            )
    return ()
