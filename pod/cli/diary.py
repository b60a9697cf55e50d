"""pod diary: the day's bookings, and the unlock list they come from.

A booking is named by its reference, as `show` prints it, or by the prison number of
whoever has just one open booking on that day.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from pod import desk
from pod.cli.behind import Answers, counter, expect, sign_in
from pod.cli.diary_lines import imported, in_lines
from pod.cli.to_paper import out, prints, to_paper
from pod.desk import diary as asking
from pod.desk.diary import Booked, DiaryAsked, ImportedList, TodayView
from pod.desk.rights import FindPerson, FoundPerson
from pod.diary.day import Clash
from pod.diary.terms import ALERTS, NUMBER, REASONS, REQUESTED_BY, WAITING
from pod.diary.unlock_list import MOST_BYTES
from pod.errors import PartRefused, Usage
from pod.ui.printing.day_sheet import day_sheet

whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Your staff number."
)
DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])
day = click.option("--on", "day", type=DAY, help="Another day than today.")
OPEN = ("booked", "next", "late")


@click.group()
def diary() -> None:
    """Look after the day's bookings."""


@diary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@day
@whoever
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def import_(file: Path, day: datetime | None, me: str, *, as_json: bool) -> None:
    """Take the unlock list FILE in: CSV with number, cell, time and appointment.

    Rows of "Training appointment" become bookings, all others tell of clashes. Each row
    that is not taken is said with its line; nobody is made who is not on this pod.
    """
    if file.stat().st_size > MOST_BYTES:
        raise Usage("This list is too long to be one day's.", "Give it in parts.")
    with counter() as answers:
        sign_in(answers, me)
        given = asking.ImportList(file.read_bytes(), _date(day))
        done = expect(answers(given), ImportedList)
    click.echo(msgspec.json.encode(done) if as_json else "\n".join(imported(done)))
    if done.refused or done.unknown:
        left = len(done.refused) + len(done.unknown)
        raise PartRefused(f"Lines not taken: {left}.", "Mend them and import again.")


@diary.command()
@day
@whoever
@out
@prints
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def show(
    day: datetime | None, me: str, out: Path | None, *, on_paper: bool, as_json: bool
) -> None:
    """Show a day: who comes when, who is next, who waits, and what clashes.

    On paper stand the bookings alone.
    """
    with counter() as answers:
        sign_in(answers, me)
        view = expect(answers(asking.LookToday(_date(day))), TodayView)
    click.echo(msgspec.json.encode(view) if as_json else "\n".join(in_lines(view)))
    if out is not None or on_paper:
        to_paper(lambda text: day_sheet(text, view), out)


@diary.command()
@click.argument("number")
@click.option("--at", "starts", required=True, metavar="HH:MM")
@click.option("--minutes", type=int, default=20)
@click.option("--pod", default="", metavar="ID", help="Another pod than this one.")
@day
@whoever
def book(number: str, day: datetime | None, me: str, **said: object) -> None:
    """Book NUMBER for a time, today and at this pod if nothing else is said."""
    with _signed_in(me) as answers:
        person = _person(answers, number)
        raw = {"type": "Book", "person": person, "on": _date(day), **said}
        done = expect(answers(asked(raw)), Booked)
    click.echo(f"Booked: {done.booking}.")
    _warn(done.clashes)


@diary.command()
@click.argument("which")
@click.option("--at", "starts", metavar="HH:MM")
@click.option("--to", type=DAY, help="The day to move it to.")
@click.option("--minutes", type=int)
@click.option("--pod", default="", metavar="ID")
@day
@whoever
def move(
    which: str, day: datetime | None, to: datetime | None, me: str, **said: object
) -> None:
    """Move a booking to another time, day or pod."""
    with _signed_in(me) as answers:
        booking = a_booking(answers, which, day)
        raw = {"type": "MoveBooking", "booking": booking, "on": _date(to), **said}
        done = expect(answers(asked(raw)), Booked)
    click.echo("Moved.")
    _warn(done.clashes)


@diary.command()
@click.argument("which")
@click.argument("reason", type=click.Choice(REASONS))
@day
@whoever
def skip(which: str, reason: str, day: datetime | None, me: str) -> None:
    """Note what became of a booking; it stays on the list with that REASON."""
    with _signed_in(me) as answers:
        booking = a_booking(answers, which, day)
        raw = {"type": "NoteAttendance", "booking": booking, "reason": reason}
        expect(answers(asked(raw)), desk.Done)
    click.echo("Noted.")


@diary.command()
@click.argument("which")
@click.argument("other")
@day
@whoever
def swap(which: str, other: str, day: datetime | None, me: str) -> None:
    """Let two people come in each other's place."""
    with _signed_in(me) as answers:
        both = [a_booking(answers, one, day) for one in (which, other)]
        expect(answers(asking.SwapBookings(*both)), desk.Done)
    click.echo("Swapped.")


@diary.command()
@click.argument("number")
@click.option("--by", type=click.Choice(REQUESTED_BY), help="Who asked for a place.")
@click.option("--status", type=click.Choice(WAITING), help="How the request stands.")
@whoever
def waiting(number: str, by: str | None, status: str | None, me: str) -> None:
    """Put NUMBER on the waiting list, or say how their request stands."""
    if (by is None) == (status is None):
        raise click.UsageError("Give --by to ask for a place, or --status to answer.")
    with _signed_in(me) as answers:
        person = _person(answers, number)
        kind = "PutOnList" if by else "SetWaiting"
        said = {"requested_by": by} if by else {"status": status}
        expect(answers(asked({"type": kind, "person": person, **said})), desk.Done)
    click.echo("Noted.")


@diary.command()
@click.argument("number")
@click.option("--alert", "alerts", multiple=True, type=click.Choice(ALERTS))
@whoever
def alerts(number: str, alerts: tuple[str, ...], me: str) -> None:
    """Note what staff must know before they unlock NUMBER: all of it, or none."""
    with _signed_in(me) as answers:
        raw = {"type": "SetAlerts", "person": _person(answers, number)}
        expect(answers(asked(raw | {"alerts": alerts})), desk.Done)
    click.echo("Noted.")


def _date(given: datetime | None) -> date | None:
    return given.date() if given else None


@contextmanager
def _signed_in(me: str) -> Iterator[Answers]:
    with counter() as answers:
        sign_in(answers, me)
        yield answers


def asked(raw: Mapping[str, object]) -> DiaryAsked:
    """Return a request with these words in it; Usage where one is no such word."""
    try:
        request: DiaryAsked = msgspec.convert(raw, DiaryAsked)
    except msgspec.ValidationError as error:
        do = "A time looks like 09:15, a pod like pod01; minutes are 5 to 240."
        raise Usage("That cannot be booked as it stands.", do) from error
    return request


def _person(answers: Answers, number: str) -> str:
    return expect(answers(FindPerson(number)), FoundPerson).person


def a_booking(answers: Answers, which: str, day: datetime | None) -> str:
    """Return a booking by its reference, or that of somebody who has just one open."""
    if not NUMBER.fullmatch(which.upper()):
        return which
    person = _person(answers, which)
    rows = expect(answers(asking.LookToday(_date(day))), TodayView).rows
    theirs = [one for one in rows if one.person == person and one.state in OPEN]
    if len(theirs) != 1:
        how = "no open booking" if not theirs else "more than one open booking"
        do = "`pod diary show` names each booking by its reference."
        raise Usage(f"They have {how} on that day.", do)
    return theirs[0].booking


def _warn(clashes: tuple[Clash, ...]) -> None:
    for one in clashes:
        click.echo(f"It clashes: {one.what}.", err=True)
