"""The second of the two people who make a pod's first supervisor."""

import msgspec

from pod import desk
from pod.cli.behind import asked, asked_openly
from pod.errors import Usage

SECOND = "The second has a number of four to eight digits: supervisor or technician."


def first_second(number: str = "", role: str = "") -> desk.FirstSecond:
    """Ask the second of the two who make a pod's first supervisor who they are."""
    number = number or asked_openly("Second person's staff number")
    role = role or asked_openly("Their role, supervisor or technician")
    code = asked(f"Code for {number}, typed by them", twice=True)
    raw = {"number": number, "role": role, "code": code}
    try:
        return msgspec.convert(raw, desk.FirstSecond)
    except msgspec.ValidationError as error:
        raise Usage(SECOND) from error
