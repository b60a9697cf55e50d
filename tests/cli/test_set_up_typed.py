"""`pod set-up` at a terminal: a technician types, is refused, and goes on."""

import json

import pytest

from pod.cli.set_up_state import NOTE
from pod.core.again import AGAIN
from tests.at_terminal import Terminal
from tests.sealed_keys import MACHINE, really

pytestmark = [really, pytest.mark.proof]
PHRASE, CODE, THIRD = "a long walk by the sea", "483920", "592741"
MACHINES = (
    ("Dots of the panel", "1920x1080"),
    ("mm", "344"),
    ("Id of the pod", "pod07"),
    ("prison", "HMP Example"),
    ("Wing", ""),
    ("Language", ""),
    ("Copy half 1", ""),
    ("Copy half 2", ""),
    ("envelope of its own?", "y"),
)
NUMBERS = (("Supervisor's", "2002"),)
SECOND = (("second person", "3003"), ("Their role", ""))


def codes(number, code, again=None):
    """Type a code twice, as whoever chooses one does."""
    return ((f"of {number}", code), ("Repeat", again or code))


TWO = (
    *NUMBERS,
    *codes("2002", PHRASE),
    *SECOND,
    ("Code for 3003", CODE),
    ("Repeat", CODE),
)
ONE_AS_TWO = (
    *NUMBERS,
    *codes("2002", PHRASE),
    *SECOND[:1],
    ("Their role", "supervisor"),
    ("Code for 3003", PHRASE),
    ("Repeat", PHRASE),
)


CODES = {"2002": PHRASE, "3003": CODE}
REFUSED = (
    ("3003", "2002", "That is not open now."),
    ("2002", "2002", "This is the same one."),
)


def both(first, other):
    """Have two sign in: who they are, and then each their code."""
    yield from (("Supervisor's", first), ("Staff number of the technician", other))
    yield from ((f"Code of {one}", CODES[one]) for one in (first, other))


@pytest.fixture
def terminal(tmp_path):
    plugged_in = tmp_path / "answers.toml"
    plugged_in.write_text("devices = []\n")

    begun = []

    def begin():
        words = ["set-up", "--credentials", str(tmp_path / "sealed")]
        words += ["--answers", str(plugged_in)]
        env = {"POD_HOME": str(tmp_path / "home"), MACHINE: str(tmp_path / "secret")}
        begun.append(Terminal(*words, **env))
        return begun[-1]

    yield begin
    for one in begun:
        one.close()


def test_a_visit_is_typed_whole_and_every_refusal_is_asked_again(terminal, tmp_path):
    one = terminal()
    one.types(*MACHINES, *ONE_AS_TWO)
    one.until("Each of the two chooses a code of their own.")
    one.types(("Enter asks again", ""), *TWO, ("study pack", "stick"))
    one.until("No stick is in.")
    one.types(("Enter asks again", ""), ("study pack", ""), ("Who signed", ""))
    one.types(("A number", "1"), ("or none", "1234"))
    one.types(("Role", "peer"), ("Code for 1234", "1234"), ("Repeat", "1234"))
    one.types(("Code of 2002", PHRASE))
    one.types(("or none", "1234"), ("Role", ""), ("certified until", "2030-01-31"))
    one.types(("Code for 1234", THIRD), ("Repeat", THIRD), ("Code of 2002", PHRASE))
    one.until("1234: facilitator, added.")
    one.types(("or none", ""))
    one.until("More members of staff: 1234")
    one.types(("A number", ""), ("none)", "screen"))
    one.types(("copied", ""))
    one.until("Technician 3003, date: ________")
    one.types(("copied", ""))
    assert one.ends() == 0, one.seen
    assert PHRASE not in one.seen
    note = json.loads((tmp_path / "home" / NOTE).read_bytes())
    assert note["done"]["supervisor"] == "2002, with 3003 (technician)"
    asked_for_again(terminal, tmp_path)


def asked_for_again(terminal, tmp_path):
    """What staff asked for at the pod opens for two of them, and only once."""
    mark = tmp_path / "home" / AGAIN
    mark.touch()
    one = terminal()
    for first, other, says in REFUSED:
        one.types(*both(first, other))
        one.until(says)
        one.types(("Enter asks again", ""))
    one.types(*both("2002", "3003"))
    one.types(("study pack", ""), ("Who signed", ""), ("A number", "8"))
    one.types(("Code of 2002", PHRASE))
    one.until("This pod serves no study yet")
    one.types(("A number", "9"), ("Code of 2002", PHRASE))
    one.types(("Copy each code", ""), ("envelope of its own", "y"))
    one.until("Sealed codes, for when nobody can sign in: 5 in envelopes")
    one.types(("A number", ""), ("none)", ""))
    assert one.ends() == 0, one.seen
    assert not mark.exists()
