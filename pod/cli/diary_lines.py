"""A day's bookings, and what came of a list, as lines for people."""

from collections.abc import Iterator, Mapping

from pod.desk.diary import ImportedList, TodayRow, TodayView
from pod.diary.day import Clash


def in_lines(view: TodayView) -> Iterator[str]:
    """Say a day in lines: bookings by time, then who waits."""
    left = view.lock_up_minutes
    lock_up = f", lock-up at {view.lock_up} in {left} min" if left is not None else ""
    yield f"{view.on:%A %d/%m/%Y}{lock_up}"
    clashes: dict[str, list[Clash]] = {}
    for one in view.clashes:
        clashes.setdefault(one.booking, []).append(one)
    people = {row.booking: row.first_name for row in view.rows}
    for row in view.rows:
        yield "  ".join(_booked(row, clashes, people))
    if not view.rows:
        yield "Nobody is booked."
    if view.next is not None:
        enough = "enough time" if view.next.enough else "not enough time"
        until = f": {enough} until {view.next.lock_up}" if view.next.lock_up else ""
        yield f"Next at {view.pod}: {view.next.first_name}{until}"
    for tile in view.waiting:
        asked = tile.requested_by.replace("_", " ")
        who = f"{tile.first_name}, {tile.cell}"
        yield f"Waits since {tile.asked_on}: {who}, {tile.status}, asked by {asked}"


def _booked(
    row: TodayRow, clashes: Mapping[str, list[Clash]], people: Mapping[str, str]
) -> Iterator[str]:
    yield f"{row.starts} {row.slot.upper()}"
    yield f"{row.minutes} min"
    yield f"{row.first_name}, {row.cell}"
    yield row.pod
    yield row.state.replace("_", " ")
    for alert in row.alerts:
        yield f"[{alert.replace('_', ' ')}]"
    for one in clashes.get(row.booking, ()):
        yield f"clash: {one.what or people.get(one.other, 'booked twice')}"
    yield f"({row.booking})"


def imported(done: ImportedList) -> Iterator[str]:
    """Say what came of a list: what was taken in counts, all else by its line."""
    yield f"Booked: {done.booked}. Elsewhere: {done.elsewhere}. Known: {done.known}."
    if done.clashes:
        yield f"Clashes: {done.clashes}. `pod diary show` names them."
    for one in sorted((*done.refused, *done.unknown), key=lambda said: said.line):
        yield f"Line {one.line}, not taken: {one.say}"
    for one in sorted((*done.cells, *done.left_out), key=lambda said: said.line):
        yield f"Line {one.line}: {one.say}"
    if done.columns:
        yield f"Columns that are not read: {', '.join(done.columns)}."
