"""One cell of a list at a time: read strictly, or refused with one sentence (pure)."""

import re
from collections.abc import Mapping
from datetime import date

from pod.diary.terms import NUMBER, USUAL_MINUTES, Alert, Slot, minute_of, slot_of
from pod.errors import Malformed

LONGEST = 60
FORMULA = ("=", "+", "-", "@")
NOTHING = frozenset({"", "-", "--", "n/a"})
TIME = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")
DAYS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII),
    re.compile(r"(?P<day>\d\d?)[./](?P<month>\d\d?)[./](?P<year>\d{4})", re.ASCII),
)
LEAST_MINUTES, MOST_MINUTES, DAY_ENDS = 5, 240, 24 * 60
SLOT_NAMES: Mapping[str, Slot] = {
    "am": "am",
    "morning": "am",
    "pm": "pm",
    "afternoon": "pm",
    "ed": "ed",
    "evening": "ed",
}
ALERT_NAMES: Mapping[str, Alert] = {
    "acct": "acct",
    "controlled unlock": "controlled_unlock",
    "escape list": "escape_list",
    "e-list": "escape_list",
    "peep": "peep",
    "category a": "category_a",
    "cat a": "category_a",
}


class Unread(Malformed):
    """A cell is not what it should be; `say` is one plain sentence."""


def words_of(cell: str, what: str, *, needed: bool = False) -> str:
    """Return the words of a cell; a formula, a control sign or a novel is refused."""
    words = cell.strip()
    if words.casefold() in NOTHING:
        words = ""
    if needed and not words:
        raise Unread(f"The {what} is missing.")
    if words.startswith(FORMULA):
        raise Unread(f"The {what} begins like a formula; write it in words.")
    if not words.isprintable() or len(words) > LONGEST:
        raise Unread(f"The {what} is not a few plain words.")
    return words


def number_of(cell: str) -> str:
    """Return a prison number in capitals."""
    number = cell.strip().upper()
    if not NUMBER.fullmatch(number):
        raise Unread("A prison number looks like A1234BC.")
    return number


def time_of(cell: str) -> str:
    """Return a time of day as 09:15; 9:15, 09.15 and 0915 are read too."""
    found = TIME.fullmatch(cell.strip())
    if found is None or not cell.strip().isascii():
        raise Unread("A time looks like 09:15.")
    return f"{int(found[1]):02}:{found[2]}"


def day_of(cell: str, today: date) -> date:
    """Return a day written as 2026-11-22 or 22/11/2026; nothing is today."""
    said = words_of(cell, "date")
    if not said:
        return today
    found = next((one for form in DAYS if (one := form.fullmatch(said))), None)
    try:
        named = found.groupdict() if found else {}
        return date(**{name: int(digits) for name, digits in named.items()})
    except (TypeError, ValueError):
        raise Unread("A date looks like 22/11/2026.") from None


def slot_named(cell: str, starts: str) -> Slot:
    """Return the part of the day; without a word for it the time says it."""
    said = words_of(cell, "slot").casefold()
    if not said:
        return slot_of(starts)
    if said not in SLOT_NAMES:
        raise Unread("A slot is AM, PM or ED.")
    return SLOT_NAMES[said]


def minutes_of(cell: str, starts: str) -> int:
    """Return how many minutes it takes; nothing is the usual. It ends on its day."""
    said = words_of(cell, "number of minutes")
    if said and not (said.isascii() and said.isdigit() and len(said) <= len("240")):
        raise Unread("Minutes are a whole number, such as 20.")
    minutes = int(said) if said else USUAL_MINUTES
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise Unread(f"Minutes are {LEAST_MINUTES} to {MOST_MINUTES}.")
    if minute_of(starts) + minutes > DAY_ENDS:
        raise Unread("It ends after midnight.")
    return minutes


def alerts_in(cell: str) -> tuple[tuple[Alert, ...], tuple[str, ...]]:
    """Return the alerts of a cell that are kept here, and the words of the others."""
    said = [one.strip() for one in re.split("[,;/|]", words_of(cell, "alert"))]
    known = {
        ALERT_NAMES[one.casefold()] for one in said if one.casefold() in ALERT_NAMES
    }
    others = [one for one in said if one and one.casefold() not in ALERT_NAMES]
    return tuple(sorted(known)), tuple(others)
