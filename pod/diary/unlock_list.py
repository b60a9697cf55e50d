"""An unlock list as CSV: each line is read, or refused with one plain sentence (pure).

One line is one row: a quotation mark that nobody closed spoils its own line and no
other. Cells are words, never formulas: one that begins like a formula is refused, so
that nothing is carried on into somebody's spreadsheet.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from pod.diary.cells import (
    Unread,
    alerts_in,
    day_of,
    minutes_of,
    number_of,
    slot_named,
    time_of,
    words_of,
)
from pod.diary.terms import Alert, Minutes, Slot, Time
from pod.errors import Malformed
from pod.values import Value

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 1 << 18, 1000, 64
LINES = re.compile("\r\n|\r|\n")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("number", "prison number", "prisoner number"),
    "cell": ("cell", "cell location"),
    "time": ("time", "start", "start time"),
    "appointment": ("appointment", "activity"),
    "date": ("date",),
    "slot": ("slot", "session", "period"),
    "minutes": ("minutes", "length"),
    "location": ("location", "destination"),
    "alerts": ("alerts",),
    "pod": ("pod",),
}
"""Each column with the headings that it is known by; the first four must be there."""
NEEDED = ("number", "cell", "time", "appointment")
TITLE = "Training appointment"
OURS = frozenset({TITLE.casefold(), "training"})
"""What an appointment at a pod is called; every other one is elsewhere."""
POD = re.compile(r"[a-z0-9]{3,16}")


class ListRow(Value, frozen=True, kw_only=True):
    """One line of an unlock list: somebody, and where they are to be when."""

    line: int
    number: str
    cell: str
    on: date
    slot: Slot
    starts: Time
    minutes: Minutes
    appointment: str
    location: str = ""
    alerts: tuple[Alert, ...] = ()
    pod: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether it is an appointment at a pod."""
        return bool(self.pod) or self.appointment.casefold() in OURS


class LineSaid(Value, frozen=True):
    """What is said about one line of a list: its number, and one plain sentence."""

    line: int
    say: str


class ListRead(Value, frozen=True, kw_only=True):
    """A list that was read: its rows, the lines refused, and what was left out.

    `columns` are those that are not read; `left_out` says what of a row is not kept.
    """

    rows: tuple[ListRow, ...]
    refused: tuple[LineSaid, ...] = ()
    left_out: tuple[LineSaid, ...] = ()
    columns: tuple[str, ...] = ()


class _Line(NamedTuple):
    number: int
    words: str


@dataclass(frozen=True)
class _Heads:
    """What stands between cells, what each column is to us, and those not read."""

    mark: str
    names: Sequence[str]
    unread: tuple[str, ...]


def read_list(untrusted: bytes, today: date) -> ListRead:
    """Read an unlock list; a row without a date is of `today`.

    Malformed: it is too long, is no text in UTF-8, or lacks a column that is needed.
    """
    lines = list(_lines(_text(untrusted)))
    if not lines:
        raise Malformed("The list is empty.")
    if len(lines) > MOST_ROWS + 1:
        raise Malformed(f"A list has {MOST_ROWS} rows at most.", "Give it in parts.")
    return _sorted(lines[1:], _heads(lines[0].words), today)


def _sorted(lines: Sequence[_Line], heads: _Heads, today: date) -> ListRead:
    """Return each line as a row, or as one that is refused."""
    rows: list[ListRow] = []
    refused: list[LineSaid] = []
    left_out: list[LineSaid] = []
    for line in lines:
        try:
            given = _given(line.words, heads)
            rows.append(_row(line.number, given, today))
        except Unread as why:
            refused.append(LineSaid(line.number, why.say))
        else:
            left_out.extend(_left_out(line.number, given))
    return ListRead(
        rows=tuple(rows),
        refused=tuple(refused),
        left_out=tuple(left_out),
        columns=heads.unread,
    )


def _text(untrusted: bytes) -> str:
    if len(untrusted) > MOST_BYTES:
        raise Malformed("This list is too long to be one day's.", "Give it in parts.")
    try:
        return untrusted.decode("utf-8-sig")
    except UnicodeDecodeError:
        do = "Save it as CSV UTF-8 and give it again."
        raise Malformed("This list is not text in UTF-8.", do) from None


def _lines(text: str) -> Iterator[_Line]:
    """Give each line that holds anything, with its number in the file."""
    for number, words in enumerate(LINES.split(text), 1):
        if words.strip(' \t,;"'):
            yield _Line(number, words)


def _heads(line: str) -> _Heads:
    """Return what the first line says of the columns."""
    mark = max(",;\t", key=line.count)
    ours = {name: column for column, names in COLUMNS.items() for name in names}
    try:
        said = [_heading(one) for one in _cells(line, mark)]
    except Unread as why:
        raise Malformed("The first line cannot be read.", why.say) from None
    if len(said) > MOST_COLUMNS:
        raise Malformed("The first line does not name the columns of a list.")
    names = [ours.get(one.casefold(), "") for one in said]
    _check(names)
    unread = [one for one, name in zip(said, names, strict=True) if one and not name]
    return _Heads(mark, names, tuple(unread))


def _heading(cell: str) -> str:
    """Return a heading as words; signs that are no letters could steer a terminal."""
    words = " ".join(cell.replace("_", " ").split())
    return "".join(filter(str.isprintable, words))


def _check(names: Sequence[str]) -> None:
    """Refuse a list without a column that is needed, or with one twice."""
    do = f"Its first line names the columns: {', '.join(COLUMNS)}."
    if missing := [one for one in NEEDED if one not in names]:
        raise Malformed(f"The list has no column {', '.join(missing)}.", do)
    if twice := sorted({one for one in names if one and names.count(one) > 1}):
        raise Malformed(f"The list has a column twice: {', '.join(twice)}.", do)


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark, strict=True), [])
    except csv.Error:
        raise Unread("A quotation mark is not closed.") from None


def _given(line: str, heads: _Heads) -> Mapping[str, str]:
    """Return the cells of a line by column; those that are empty may be left away."""
    cells = _cells(line, heads.mark)
    if any(cells[len(heads.names) :]):
        raise Unread("It has more cells than the first line.")
    padded = [*cells, *[""] * len(heads.names)]
    given = dict(zip(heads.names, padded, strict=False))
    return dict.fromkeys(COLUMNS, "") | given


def _row(line: int, given: Mapping[str, str], today: date) -> ListRow:
    starts = time_of(given["time"])
    return ListRow(
        line=line,
        number=number_of(given["number"]),
        cell=words_of(given["cell"], "cell", needed=True),
        on=day_of(given["date"], today),
        slot=slot_named(given["slot"], starts),
        starts=starts,
        minutes=minutes_of(given["minutes"], starts),
        appointment=words_of(given["appointment"], "appointment", needed=True),
        location=words_of(given["location"], "location"),
        alerts=alerts_in(given["alerts"])[0],
        pod=_pod(given["pod"]),
    )


def _pod(cell: str) -> str:
    """Return the id of a pod: "Pod 3" is pod3."""
    name = words_of(cell, "pod").casefold().replace(" ", "")
    if name and not POD.fullmatch(name):
        raise Unread("A pod is named by its id, such as pod01.")
    return name


def _left_out(line: int, given: Mapping[str, str]) -> Iterator[LineSaid]:
    """Say which alerts are not kept: they tell an offence, or are unknown here."""
    if others := alerts_in(given["alerts"])[1]:
        yield LineSaid(line, f"Not kept here, alerts: {', '.join(others)}.")
