"""The set-up's steps for people: two of them, the study, the governor's undertaking."""

import click

from pod import desk
from pod.cli.behind import Answers as Asking
from pod.cli.behind import asked, counter, expect, sign_in
from pod.cli.first_two import first_second
from pod.cli.set_up_staff import together
from pod.cli.set_up_state import NONE, NOT_YET, SetUp
from pod.cli.set_up_stick import STICK, brought
from pod.cli.set_up_talk import Signed, ask, made
from pod.desk.study import InstallStudy
from pod.desk.undertaking import RecordUndertaking
from pod.desk.updating import SetUpByTwo, TwoThere
from pod.errors import Usage
from pod.seal import read_signed
from pod.study import BIGGEST, check_study, facts_of, lines_of

FIRST = 12
"""So many characters of a fingerprint are typed by whoever compared it."""


def the_supervisor(one: SetUp) -> str:
    """Make the first supervisor: two people do it, each with a code of their own."""
    number = one.answers.supervisor or ask("Supervisor's staff number")
    code = asked(f"Passphrase of {number}, 15 characters or more", twice=True)
    second = first_second(*_second_of(one))
    raw = {"number": number, "code": code, "second": second}
    wanted = made(desk.FirstSupervisor, raw, "The account")
    with counter(one.credentials) as answers:
        reply = answers(wanted)
        if not _are_there(answers, reply, wanted):
            expect(reply, desk.Done)
    one.keep(supervisor=number, second=second.number, second_role=second.role)
    return f"{number}, with {second.number} ({second.role})"


def _second_of(one: SetUp) -> tuple[str, str]:
    """Return the second person's number and role."""
    if one.answers.second:
        return one.answers.second, one.answers.second_role or "technician"
    number = ask("Staff number of the second person, who is here too")
    return number, ask("Their role, technician or supervisor", "technician")


def _are_there(answers: Asking, reply: desk.Reply, two: desk.FirstSupervisor) -> bool:
    """Tell whether both have their accounts already: a cut came before the note."""
    if isinstance(reply, desk.Done):
        return True
    other = two.second
    asked_in = desk.StaffSignIn(two.number, two.code)
    if not isinstance(answers(asked_in), desk.StaffView):
        return False
    there = answers(SetUpByTwo(desk.Second(other.number, other.code)))
    answers(desk.Lock())
    return there == TwoThere(
        first=two.number, second=other.number, second_role=other.role
    )


def the_study(one: SetUp) -> str:
    """Install the study pack, once the second person has compared its fingerprint."""
    given = one.answers.study
    what = f"The study pack: {STICK} where it is on a stick, else its path, or none"
    said = ask(what, NONE) if given is None else given
    if said in (NONE, False, ""):
        return NOT_YET
    with brought(one, str(said)) as path:
        signed = read_signed(path, BIGGEST)
    facts = facts_of(check_study(*signed))
    for line in lines_of(facts):
        click.echo(f"  {line}")
    _compare(one, facts.fingerprint)
    with counter(one.credentials) as answers:
        sign_in(answers, one.note.supervisor)
        together(answers, one.note.second)
        expect(answers(InstallStudy(*signed)), desk.Done)
    return f"{facts.study}, {facts.fingerprint}"


def _compare(one: SetUp, shown: str) -> None:
    """Let the second person type the fingerprint's beginning from their own paper.

    The core has them agree before it is installed: nobody compares with themselves.
    """
    first = shown.removeprefix("SHA256:")[:FIRST]
    what = f"{one.note.second} types the first {FIRST} characters from the letter"
    typed = one.answers.fingerprint or ask(what)
    if typed.removeprefix("SHA256:")[:FIRST] != first:
        raise Usage(
            "That is not this study's fingerprint.",
            "Install nothing. Ask the evaluators, by a number you know.",
        )


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
