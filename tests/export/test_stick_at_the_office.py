"""The study's stick over the glass and from the command line."""

import json
from typing import get_args

from click.testing import CliRunner
from msgspec.structs import replace

from pod import desk
from pod.app.provisioning import write_settings
from pod.cli.export import export
from pod.cli.stick import KINDS
from pod.cli.study import study
from pod.desk.stick import (
    SAID,
    StickIs,
    WriteStick,
    Writing,
)
from pod.export.stick_said import EJECT
from pod.settings import Sticks, read_settings
from tests.core.staffed import FACILITATOR, SUPERVISOR, enter
from tests.export.at_the_stick import FIRST


def test_over_the_glass_a_supervisor_exchanges_and_nobody_else(inside, known, stick):
    """A page names no folder: where the stick is, the machine says."""
    ask = inside.core.answer
    assert known
    for who, state in ((FACILITATOR, None), (SUPERVISOR, "fine")):
        enter(inside, who.number, who.code)
        reply = ask(WriteStick())
        while isinstance(reply, Writing):
            reply = ask(WriteStick())
        assert getattr(reply, "state", None) == state
        ask(desk.Lock())
    assert (stick / FIRST).exists()


def test_at_the_office_a_stick_is_registered_listed_and_forgotten(
    inside, home, stick, monkeypatch
):
    inside.memory.close()
    monkeypatch.setenv("POD_HOME", str(home))
    assert "of the study calm now" in command("register", str(stick)).stdout
    (told,) = json.loads(command("list", "--json").stdout)
    assert told["bundles"] == []
    assert "here" in command("list").stdout
    assert "counts no more" in command("forget", told["stick"]).stdout
    assert command("forget", told["stick"], code=2).exception.say
    (stick / "trial-pod01.podstick").touch()
    assert command("register", str(stick), code=4).exception.do


def command(*words, code=0):
    """Run `pod study stick ...` as a supervisor; return what it said."""
    words = ["stick", *words, "--as", SUPERVISOR.number]
    said = CliRunner().invoke(study, words, input=f"{SUPERVISOR.code}\n")
    assert getattr(said.exception, "exit_code", 0) == code, said.exception
    return said


def test_every_state_of_a_stick_has_its_sentence_and_its_exit_code():
    states = set(get_args(StickIs))
    assert SAID.keys() == states
    assert KINDS.keys() == states - {"fine"}
    assert len({said.say for said in SAID.values()}) == len(states)


def test_pod_export_to_usb_exchanges_and_says_so(inside, home, stick, monkeypatch):
    """The pod is closed: the command opens it, and needs no page."""
    inside.memory.close()
    monkeypatch.setenv("POD_HOME", str(home))
    settings = read_settings(home)
    where = Sticks(folders=(str(stick),))
    write_settings(home, replace(settings, stick=where))
    assert "No stick is in." in usb(code=75).exception.say
    command("register", str(stick))
    assert usb().stdout == f"{FIRST} is written and checked.\n{EJECT}\n"
    told = json.loads(usb("--json").stdout)
    assert (told["state"], told["bundles"]) == ("fine", [FIRST])
    assert "with bundles 1" in command("list").stdout


def usb(*words, code=0):
    """Run `pod export now --to usb` as a supervisor; return what it said."""
    words = ["now", "--to", "usb", "--as", SUPERVISOR.number, *words]
    said = CliRunner().invoke(export, words, input=f"{SUPERVISOR.code}\n")
    assert getattr(said.exception, "exit_code", 0) == code, said.exception
    return said
