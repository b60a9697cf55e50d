"""`pod staff` and `pod clock`: accounts from the first supervisor on."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pod.cli.clock import clock as clock_group
from pod.cli.clock import may_set_clock
from pod.cli.staff import staff
from pod.errors import Trouble, TryAgain, Usage
from tests.core.staffed import FACILITATOR, SUPERVISOR

FROM = "a long way to walk"
AGREES = ("3003", "technician", "718293")


@pytest.fixture(autouse=True)
def _at_home(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))


def run(*words, typed=(), group=staff):
    told = CliRunner().invoke(group, words, input="".join(f"{one}\n" for one in typed))
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def as_supervisor(*words, typed=()):
    return run(*words, "--as", SUPERVISOR.number, typed=(*typed, SUPERVISOR.code))


def listed():
    return json.loads(as_supervisor("list", "--json").stdout)


def test_a_supervisor_adds_somebody_who_is_then_on_the_list():
    told = as_supervisor("add", "3003", "--role", "technician", typed=["718293"])
    assert told.stdout == "Added.\n"
    assert [one["number"] for one in listed()] == ["1001", "2002", "3003"]


def test_nobody_else_adds_anybody():
    with pytest.raises(Trouble, match="not open"):
        run("add", "3003", "--as", "1001", typed=["718293", FACILITATOR.code])
    with pytest.raises(TryAgain, match="Not accepted"):
        run("add", "3003", "--as", "2002", typed=["718293", "a wrong passphrase"])
    assert len(listed()) == 2


def test_a_pod_with_a_supervisor_has_its_first_one():
    with pytest.raises(Usage, match="already"):
        run("add", "6006", "--role", "supervisor", typed=[FROM, *AGREES])


def test_the_second_of_the_first_two_is_a_supervisor_or_a_technician():
    typed = [FROM, "3003", "peer", "718293"]
    with pytest.raises(Usage, match="supervisor or technician"):
        run("add", "6006", "--role", "supervisor", typed=typed)


def test_another_supervisor_needs_a_second_person():
    agreed = [FROM, FACILITATOR.number, FACILITATOR.code]
    as_supervisor("add", "6006", "--role", "supervisor", typed=agreed)
    assert "6006" in str(listed())


def test_a_certificate_shows_on_the_list():
    as_supervisor("certify", "1001", "--until", "2030-01-31")
    assert listed()[0]["certified_until"] == "2030-01-31"
    assert "certified until 2030-01-31" in as_supervisor("list").stdout


def test_a_super_user_and_what_is_to_do_show_on_the_list():
    as_supervisor("super-user", "1001", "--on")
    assert listed()[0]["super_user"] is True
    said = as_supervisor("list").stdout.splitlines()[0]
    assert "super-user" in said
    assert "training to do: 1_what_it_is 2_unlock" in said
    as_supervisor("super-user", "1001", "--off")
    assert listed()[0]["super_user"] is False


def test_an_account_is_ended():
    as_supervisor("revoke", "1001")
    assert [one["number"] for one in listed()] == ["2002"]


def test_a_one_time_code_is_printed_once_and_must_be_changed():
    once = as_supervisor("reset", "1001").stdout.strip()
    assert len(once) == 6
    told = run("code", "--as", "1001", typed=["864209", once, "753192"])
    assert told.stdout == "Changed.\n"
    run("code", "--as", "1001", typed=["918273", "864209"])


def test_a_card_needs_a_reader_that_saw_it():
    with pytest.raises(TryAgain, match="No card"):
        run("card", "1001", "--as", "2002", typed=[SUPERVISOR.code, ""])


def test_sealed_codes_are_printed_and_sign_in_once():
    sheet = as_supervisor("break-glass", "--count", "2").stdout
    codes = [
        line.split(".")[1].strip()
        for line in sheet.splitlines()
        if "  1." in line or "  2." in line
    ]
    assert len(codes) == 2
    assert "1001" in run("list", "--as", "1001", typed=[codes[0]]).stdout
    with pytest.raises(TryAgain):
        run("list", "--as", "1001", typed=[codes[0]])


def test_a_number_that_is_none_is_said_to_be():
    with pytest.raises(Usage, match="four to eight"):
        as_supervisor("revoke", "12")


def test_no_command_takes_a_code_as_a_word():
    for command in staff.commands.values():
        options = {name for one in command.params for name in one.opts}
        assert not {"--code", "--pin", "--passphrase"} & options


@pytest.mark.parametrize(
    ("capabilities", "may"),
    [
        ("0000000000000000", False),
        ("0000000002000000", True),
        ("00000000fdffffff", False),
    ],
)
def test_who_may_set_the_machines_clock_is_read_and_not_tried(capabilities, may):
    status = f"Name:\tpod\nUid:\t0\t0\t0\t0\nCapEff:\t{capabilities}\n"
    assert may_set_clock(status) is may


def test_two_people_confirm_the_clock():
    as_supervisor("add", "3003", "--role", "technician", typed=["718293"])
    agreed = ["2002", SUPERVISOR.code, "718293"]
    told = run("confirm", "--as", "3003", typed=agreed, group=clock_group)
    assert told.stdout.endswith("The clock is believed.\n")


def test_a_code_from_a_pipe_never_stands_in_the_commands_words(home):
    """Whoever lists the processes of this machine sees no code."""
    env = {**os.environ, "POD_HOME": str(home)}
    words = [sys.executable, "-m", "pod", "staff", "list", "--as", "2002"]
    done = subprocess.run(
        words,
        input=f"{SUPERVISOR.code}\n",
        capture_output=True,
        text=True,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "facilitator" in done.stdout
