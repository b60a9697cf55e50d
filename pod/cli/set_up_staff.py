"""More members of staff, made in the set-up by the supervisor who is there."""

import click

from pod import desk
from pod.cli.behind import Answers as Asking
from pod.cli.behind import asked, counter, expect, second, sign_in
from pod.cli.set_up_state import NONE, NOT_YET, SetUp
from pod.cli.set_up_talk import Colleague, ask, made, said_of
from pod.desk.updating import SetUpByTwo, TwoThere
from pod.errors import Trouble
from pod.storage import staff

ROLES = "facilitator, supervisor, technician or peer"


def more_staff(one: SetUp) -> str:
    """Make accounts for more members of staff; each types a code of their own."""
    there = _numbers(one)
    if one.answers.staff:
        for wanted in one.answers.staff:
            if wanted.number not in there:
                _add(one, wanted)
    else:
        _each(one)
    first = {one.note.supervisor, one.note.second}
    return ", ".join(each for each in _numbers(one) if each not in first) or NOT_YET


def _numbers(one: SetUp) -> list[str]:
    """Return who has an account."""
    with one.bench.memory() as held, held.people.begin() as db:
        return [each.number for each in staff.listed(db, one.bench.clock.utc())]


def _each(one: SetUp) -> None:
    """Ask for one after another until there is none; a refusal is said, and gone on."""
    while (number := ask("Staff number of the next, or none", NONE)) != NONE:
        try:
            wanted = _typed(number)
            _add(one, wanted)
        except Trouble as trouble:
            click.echo(said_of(trouble), err=True)
        else:
            click.echo(f"{wanted.number}: {wanted.role}, added.", err=True)


def _typed(number: str) -> Colleague:
    role = ask(f"Role: {ROLES}", "facilitator")
    raw = {"number": number, "role": role}
    if role in ("facilitator", "supervisor"):
        until = ask("Trained elsewhere, certified until YYYY-MM-DD, or none", NONE)
        raw |= {} if until == NONE else {"certified_until": until}
    return made(Colleague, raw, "The account")


def _add(one: SetUp, wanted: Colleague) -> None:
    """Add one; for another supervisor a second person agrees, as everywhere.

    The supervisor signs in when all is typed: who types slowly is not signed out.
    """
    code = asked(f"Code for {wanted.number}, typed by them", twice=True)
    request = desk.AddStaff(
        number=wanted.number,
        role=wanted.role,
        code=code,
        certified_until=wanted.certified_until,
        second=second() if wanted.role == "supervisor" else None,
    )
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        expect(answers(request), desk.Done)


def two_sign_in(one: SetUp) -> str:
    """Let a supervisor sign in, and a technician or another supervisor; say who.

    Somebody asked for the set-up at the pod: that alone opens nothing.
    """
    first = ask("Supervisor's staff number")
    other = ask("Staff number of the technician, or of another supervisor")
    with counter(one.credentials) as answers:
        sign_in(answers, first)
        two = together(answers, other)
    one.keep(supervisor=two.first, second=two.second, second_role=two.second_role)
    return f"{two.first} and {two.second}"


def together(answers: Asking, number: str) -> TwoThere:
    """Have a second person agree with whoever is signed in; return who they are."""
    other = desk.Second(number, asked(f"Code of {number}"))
    return expect(answers(SetUpByTwo(other)), TwoThere)
