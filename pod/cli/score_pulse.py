"""`pod score pulse`: a column of intervals between heartbeats in, measures out.

The column is called `rr_ms`, or it is the only one and has no name. A column `person`
gives one line of measures per person. Intervals are ms, in the order of the beats.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, chain
from typing import Annotated, TypeAlias, cast

from msgspec import Meta

from pod.cli.columns import check_width, read_cell
from pod.cli.rows import PERSON, Line, read_lines
from pod.cli.score_table import as_csv, as_json_text
from pod.errors import Malformed
from pod.pulse.measures import NAMES, measures

PULSE, COLUMN = "pulse", "rr_ms"
Milliseconds: TypeAlias = Annotated[float, Meta(ge=10, le=600_000)]
"""No interval of a heart, with whatever gap: less than 10 would be seconds."""
SCORING = (
    "measures of heart-rate variability; artefacts put right after Lipponen & "
    "Tarvainen 2019, in time and frequency after the Task Force 1996, Welch"
)
LISTED = f"""\
{PULSE}, no activity: {SCORING}
  scores: {", ".join(NAMES)}
  {COLUMN}: a number from 10 to 600000. The interval before each heartbeat, ms.
  A file with one column needs no name for it.
"""


def pulse_scored(untrusted: bytes, *, as_json: bool) -> str:
    """Return the measures of a file's intervals, for each person in it.

    Raises Malformed, naming row and column, for anything that is no interval.
    """
    scores = {
        person: measures(list(accumulate(intervals, initial=0.0)))
        for person, intervals in read_intervals(untrusted).items()
    }
    if as_json:
        return as_json_text({"task": PULSE, "scoring": SCORING}, scores)
    return as_csv(NAMES, scores)


def read_intervals(untrusted: bytes) -> dict[str, list[float]]:
    """Return each person's intervals, ms; without a column `person` all are of ""."""
    header, lines = read_lines(untrusted)
    names, lines = _named(header, lines)
    people: dict[str, list[float]] = {} if PERSON in names else {"": []}
    for row, cells in lines:
        check_width(row, cells, names)
        of = dict(zip(names, cells, strict=True))
        person = of.get(PERSON)
        if person == "":
            raise Malformed(f"Row {row}, column {PERSON}: the cell is empty.")
        where = f"Row {row}, column {COLUMN}"
        people.setdefault(person or "", []).append(_interval_ms(of[COLUMN], where))
    return people


def _interval_ms(cell: str, where: str) -> float:
    """Return an interval; who gives seconds is told that they are milliseconds."""
    try:
        return cast("float", read_cell(cell.strip(), Milliseconds, where))
    except Malformed as error:
        raise Malformed(f"{error.say} Intervals are milliseconds.") from error


def _named(header: Line, lines: Iterator[Line]) -> tuple[Sequence[str], Iterator[Line]]:
    """Return the names of the columns, and the lines that hold intervals."""
    row, names = header
    if len(names) == 1 and _is_number(names[0]):
        return (COLUMN,), chain([header], lines)
    for name in names:
        if name not in (PERSON, COLUMN):
            say = f"there is no column {name!r}, only {COLUMN} and {PERSON}."
            raise Malformed(f"Row {row}: {say}")
        if names.count(name) > 1:
            raise Malformed(f"Row {row}: the column {name} is there more than once.")
    if COLUMN not in names:
        raise Malformed(f"Row {row}: the column {COLUMN} is missing.")
    return names, lines


def _is_number(cell: str) -> bool:
    """Tell whether a cell is meant to be a number, be it a possible one or not."""
    with suppress(ValueError):
        float(cell)
        return True
    return False
