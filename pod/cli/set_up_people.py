"""The set-up's steps for people: two of them, the study, the governor's undertaking."""

from pathlib import Path

import click

from pod import desk
from pod.cli.behind import asked, counter, expect, sign_in
from pod.cli.set_up_state import NONE, NOT_YET, SetUp
from pod.cli.set_up_talk import Signed, ask, made
from pod.desk.study import InstallStudy
from pod.desk.undertaking import RecordUndertaking
from pod.errors import Usage
from pod.seal import read_signed
from pod.study import BIGGEST, check_study, facts_of, lines_of

FIRST = 12
"""So many characters of a fingerprint are typed by whoever compared it."""


def the_supervisor(one: SetUp) -> str:
    """Make the first supervisor, who makes all others."""
    number = one.answers.supervisor or ask("Supervisor's staff number")
    code = asked(f"Passphrase of {number}, 15 characters or more", twice=True)
    with counter(one.credentials) as answers:
        expect(answers(_account(desk.FirstSupervisor, number, code)), desk.Done)
    one.keep(supervisor=number)
    return number


def the_second(one: SetUp) -> str:
    """Make the technician, who is the second person of this set-up."""
    number = one.answers.second or ask("Technician's staff number")
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        code = asked(f"Code for {number}, typed by them", twice=True)
        wanted = _account(desk.AddStaff, number, code, role="technician")
        expect(answers(wanted), desk.Done)
    one.keep(second=number)
    return number


def _account(
    kind: type[desk.FirstSupervisor | desk.AddStaff],
    number: str,
    code: str,
    **more: str,
) -> desk.Request:
    raw = {"type": kind.__name__, "number": number, "code": code, **more}
    return made(kind, raw, "The account")


def the_study(one: SetUp) -> str:
    """Install the study pack, once the second person has compared its fingerprint."""
    given = one.answers.study
    path = ask("Path of the study pack, or none", NONE) if given is None else given
    if path in (NONE, False, ""):
        return NOT_YET
    signed = read_signed(Path(str(path)), BIGGEST)
    facts = facts_of(check_study(*signed))
    for line in lines_of(facts):
        click.echo(f"  {line}")
    _compare(one, facts.fingerprint)
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        expect(answers(InstallStudy(*signed)), desk.Done)
    return f"{facts.study}, {facts.fingerprint}"


def _compare(one: SetUp, shown: str) -> None:
    """Let the second person type the fingerprint's beginning from their own paper.

    They sign in for it: nobody compares with themselves.
    """
    first = shown.removeprefix("SHA256:")[:FIRST]
    what = f"{one.note.second} types the first {FIRST} characters from the letter"
    typed = one.answers.fingerprint or ask(what)
    if typed.removeprefix("SHA256:")[:FIRST] != first:
        raise Usage(
            "That is not this study's fingerprint.",
            "Install nothing. Ask the evaluators, by a number you know.",
        )
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.second)


def the_undertaking(one: SetUp) -> str:
    """Record that the governor signed that taking part changes nothing else."""
    given = one.answers.undertaking
    if given is None:
        who = ask("Who signed the undertaking on privileges, or none", NONE)
        given = who != NONE and Signed(
            signed_by=who, on=ask("On which day, YYYY-MM-DD")
        )
    if not isinstance(given, Signed):
        return NOT_YET
    raw = {"type": "RecordUndertaking", "signed_by": given.signed_by}
    wanted = made(RecordUndertaking, {**raw, "signed_on": given.on}, "The undertaking")
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        expect(answers(wanted), desk.Done)
    return f"{given.signed_by}, {given.on}"
