"""pod staff: who works here, and how they sign in.

Whoever asks signs in, as at the pod. Codes are asked for, or come as lines of the
standard input in the order of the questions; they are never words of a command, where
others on this machine could see them.
"""

from datetime import datetime

import click
import msgspec

from pod import desk
from pod.cli.behind import Answers, asked, counter, expect, second, sign_in
from pod.cli.first_two import first_second
from pod.clock import SystemClock
from pod.desk import Account, Reply
from pod.desk.accounts import Number
from pod.desk.training import SetSuperUser
from pod.errors import Usage
from pod.settings import home, read_settings
from pod.storage.codes import tuned

SHEET = """\
Training pod {pod}                        Sealed codes, {printed_on:%d.%m.%Y}

{codes}

Each is good once and signs in as a supervisor: your staff number, then the
code. Close each in an envelope of its own and keep them in the security
office. Whoever opens one writes down who they are, when and why. The pod
tells staff until new ones are printed: `pod staff break-glass`.
"""
ROLES = ("facilitator", "supervisor", "technician", "peer")
DAY = click.DateTime(["%Y-%m-%d"])
whoever = click.option(
    "--as", "me", metavar="NUMBER", default="", help="Who asks; else it is asked for."
)


def staff_number(typed: str) -> str:
    """Return a staff number; say what one is."""
    try:
        return msgspec.convert(typed, Number)
    except msgspec.ValidationError as error:
        raise Usage("A staff number has four to eight digits.") from error


@click.group()
def staff() -> None:
    """Look after staff accounts."""


@staff.command()
@click.argument("number", type=staff_number)
@click.option("--role", type=click.Choice(ROLES), default="facilitator")
@click.option("--certified-until", type=DAY, help="YYYY-MM-DD.")
@whoever
def add(number: str, role: str, certified_until: datetime | None, me: str) -> None:
    """Make an account for NUMBER.

    A pod's first supervisor is made without signing in, without --as, by two people:
    the second is asked for, and has an account too. After that a supervisor asks, and
    for another supervisor a second person agrees.
    """
    code = asked(f"Code for {number}", twice=True)
    if role == "supervisor" and not me:
        _done(desk.FirstSupervisor(number, code, first_second()))
        click.echo("Added: this pod's first supervisor, and the second person.")
        return
    raw = {
        "type": "AddStaff",
        "number": number,
        "role": role,
        "code": code,
        "certified_until": certified_until and certified_until.date(),
        "second": second() if role == "supervisor" else None,
    }
    _signed_in(me, msgspec.convert(raw, desk.AddStaff))
    click.echo("Added.")


@staff.command()
@click.argument("number", type=staff_number)
@whoever
def revoke(number: str, me: str) -> None:
    """End the account of NUMBER."""
    _signed_in(me, desk.RevokeStaff(number))
    click.echo("Ended.")


@staff.command()
@click.argument("number", type=staff_number)
@click.option("--with-second", is_flag=True, help="A supervisor's account needs two.")
@whoever
def reset(number: str, me: str, *, with_second: bool) -> None:
    """Open NUMBER's account again and print a code for one sign-in within a day."""
    other = second() if with_second else None
    told = _signed_in(me, desk.ResetCode(number, other))
    click.echo(expect(told, desk.OneTimeCode).code)


@staff.command()
@click.argument("number", type=staff_number)
@click.option("--until", type=DAY, required=True, help="YYYY-MM-DD, that day included.")
@whoever
def certify(number: str, until: datetime, me: str) -> None:
    """Write down until when NUMBER's training lets them unlock."""
    _signed_in(me, desk.Certify(number, until.date()))
    click.echo("Written down.")


@staff.command("super-user")
@click.argument("number", type=staff_number)
@click.option("--on/--off", required=True, default=None)
@whoever
def super_user(number: str, me: str, *, on: bool) -> None:
    """Let the facilitator NUMBER watch others through the checklist, or no longer."""
    _signed_in(me, SetSuperUser(number, on))
    click.echo("Written down.")


@staff.command()
@click.argument("number", type=staff_number)
@click.option("--remove", is_flag=True, help="Their card opens nothing any more.")
@whoever
def card(number: str, me: str, *, remove: bool) -> None:
    """Let the card that is held to the reader now be NUMBER's."""
    with counter() as answers:
        sign_in(answers, me)
        if remove:
            expect(answers(desk.TakeCard(number)), desk.Done)
        else:
            click.prompt(
                f"Hold the card of {number} to the reader now, then press Enter",
                default="",
                show_default=False,
                err=True,
            )
            expect(answers(desk.GiveCard(number)), desk.Done)
    click.echo("Done.")


@staff.command()
@whoever
def code(me: str) -> None:
    """Take a new code of your own."""
    new = asked("Your new code", twice=True)
    _signed_in(me, desk.NewCode(new))
    click.echo("Changed.")


@staff.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@whoever
def list_(me: str, *, as_json: bool) -> None:
    """List every account: its role, and what needs somebody."""
    told = expect(_signed_in(me, desk.ListStaff()), desk.StaffList)
    if as_json:
        click.echo(msgspec.json.encode(told.accounts))
        return
    for one in told.accounts:
        click.echo(_said(one))


def _said(one: Account) -> str:
    """Return an account in one line."""
    until, last = one.certified_until, one.last_in_at
    words = [
        f"{one.number} {one.role}",
        f"last here {last:%Y-%m-%d}" if last else "never here",
        f"certified until {until}" if until else "not certified",
    ]
    words += [said for name, said in STATES.items() if getattr(one, name)]
    if one.to_do:
        words.append(f"training to do: {' '.join(one.to_do)}")
    return ", ".join(words)


STATES = {
    "card": "card",
    "locked": "locked",
    "unused": "unused",
    "renewing": "renewing",
    "super_user": "super-user",
}


@staff.command("break-glass")
@click.option("--count", type=click.IntRange(1, 9), default=5, show_default=True)
@whoever
def break_glass(count: int, me: str) -> None:
    """Print new sealed codes for envelopes; earlier ones end.

    Send them to a printer: `pod staff break-glass | lp`.
    """
    click.echo(sheet_of(expect(_signed_in(me, desk.NewSheet(count)), desk.Sheet)))


def sheet_of(sheet: desk.Sheet) -> str:
    """Return the sheet of sealed codes, to be cut up for envelopes."""
    codes = "\n".join(f"  {number}.  {one}" for number, one in _numbered(sheet))
    pod = read_settings(home()).pod
    return SHEET.format(pod=pod, printed_on=SystemClock().utc(), codes=codes)


@staff.command()
@whoever
def tune(me: str) -> None:
    """Measure this machine, so that looking at a code takes about half a second."""
    work = tuned()
    _signed_in(me, work)
    mib = work.memory_kib // 1024
    click.echo(f"A code is {work.passes} passes over {mib} MiB from now on.")


def _numbered(sheet: desk.Sheet) -> list[tuple[int, str]]:
    return list(enumerate(sheet.codes, start=1))


def _signed_in(me: str, request: desk.Request) -> Reply:
    """Sign in, then ask for one thing."""
    with counter() as answers:
        sign_in(answers, me)
        return _fine(answers, request)


def _done(request: desk.Request) -> None:
    with counter() as answers:
        expect(answers(request), desk.Done)


def _fine(answers: Answers, request: desk.Request) -> Reply:
    """Return the reply, unless it is trouble."""
    reply = answers(request)
    return expect(reply, desk.Done) if isinstance(reply, desk.Sorry) else reply
