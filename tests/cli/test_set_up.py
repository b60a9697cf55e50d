"""`pod set-up`: from nothing to a pod that may go live, with the machine's own seal."""

import json
from pathlib import Path
from random import SystemRandom

import pytest
from click.testing import CliRunner

from pod.app.glass import Glass, glasses
from pod.cli.set_up import set_up
from pod.cli.set_up_state import NOTE
from pod.cli.set_up_talk import read_answers
from pod.errors import Trouble
from pod.evaluation.begin import begin_study
from pod.evaluation.plan import Wishes
from pod.seal import fingerprint
from pod.settings import read_settings
from tests.sealed_keys import MACHINE, really

pytestmark = really
PASSPHRASE, CODE = "a long walk by the sea", "483920"
GLASS = "width_px = 1920\nheight_px = 1080\nwide_mm = 344.0\n"


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine on which nothing was set up, and a study pack that was brought."""
    monkeypatch.setenv("POD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(MACHINE, str(tmp_path / "secret"))
    begun = begin_study(tmp_path / "study", Wishes(name="calm"), None, SystemRandom())
    return tmp_path, begun


def answers(folder, begun, **instead):
    told = {
        "study": f'study = "{begun.path}"',
        "fingerprint": f'fingerprint = "{fingerprint(begun.pack.signed_by)}"',
        "envelopes": "envelopes = true",
        "people": 'supervisor = "2002"\nsecond = "3003"',
        "devices": 'devices = [{ driver = "cedrus_xid" }]',
        "undertaking": '[undertaking]\nsigned_by = "governor"\non = "2026-11-02"',
        "glass": f"[glass]\n{GLASS}",
        "name": '[name]\npod = "pod07"\nsite = "HMP Example"\n',
    } | instead
    path = folder / "answers.toml"
    path.write_text("\n".join(told.values()))
    return path


TYPED = (PASSPHRASE, CODE, PASSPHRASE, CODE, PASSPHRASE)
"""Each makes an account; both install the study; one records the undertaking."""


def typed(*words, lines=TYPED, trouble=None):
    given = "".join(f"{one}\n" for one in lines)
    ended = CliRunner().invoke(set_up, [str(one) for one in words], input=given)
    if trouble is None:
        assert ended.exit_code == 0, (ended.output, ended.exception)
    else:
        assert isinstance(ended.exception, trouble), (ended.output, ended.exception)
    return ended


def test_one_file_and_five_codes_make_a_pod_that_may_go_live(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    ended = typed("--answers", answers(folder, begun), *at, "--json")
    told = json.loads(ended.stdout.splitlines()[-1])
    assert told["study"].startswith("calm, SHA256:")
    assert told["undertaking"] == "governor, 2026-11-02"
    assert told["test"]["undertaking"] == "signed"
    assert told["test"]["store"] == "sound"
    settings = read_settings(folder / "home")
    assert settings.panel.px_per_mm == pytest.approx(1920 / 344, abs=1e-3)
    assert [one.driver for one in settings.ports] == ["cedrus_xid"]
    assert (folder / "page.pdf").read_bytes().startswith(b"%PDF")
    no_code_is_written_down(folder, ended)


def no_code_is_written_down(folder, ended):
    assert PASSPHRASE not in ended.output
    for path in folder.rglob("*"):
        if path.is_file():
            assert PASSPHRASE.encode() not in path.read_bytes(), path


def test_after_a_cut_it_goes_on_where_it_was(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    file = answers(folder, begun)
    typed("--answers", file, *at, lines=TYPED[:1], trouble=Trouble)
    note = json.loads((folder / "home" / NOTE).read_bytes())
    keys = note["done"]["keys"]
    assert "supervisor" not in note["done"]
    ended = typed("--answers", file, *at)
    assert json.loads((folder / "home" / NOTE).read_bytes())["done"]["keys"] == keys
    assert "5 of 9" not in ended.stderr


def test_what_is_not_there_yet_is_asked_again_the_next_time(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    nothing = {"study": "study = false", "undertaking": "undertaking = false"}
    ended = typed(
        "--answers", answers(folder, begun, **nothing), *at, "--json", lines=TYPED[:2]
    )
    told = json.loads(ended.stdout.splitlines()[-1])
    assert (told["study"], told["undertaking"]) == ("not yet", "not yet")
    again = typed("--answers", answers(folder, begun), *at, lines=TYPED[2:])
    assert "8 of 9" in again.stderr
    assert "1 of 9" not in again.stderr


def test_a_study_whose_fingerprint_is_another_is_not_installed(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    other = {"fingerprint": 'fingerprint = "SHA256:AAAAAAAAAAAAAAAA"'}
    with_other = answers(folder, begun, **other)
    ended = typed("--answers", with_other, *at, trouble=Trouble)
    assert ended.exception.say == "That is not this study's fingerprint."
    note = json.loads((folder / "home" / NOTE).read_bytes())
    assert "study" not in note["done"]


def test_a_study_is_compared_by_the_second_person_who_signs_in_for_it(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    alone = (PASSPHRASE, CODE, PASSPHRASE)
    typed("--answers", answers(folder, begun), *at, lines=alone, trouble=Trouble)
    assert "study" not in json.loads((folder / "home" / NOTE).read_bytes())["done"]


def test_a_driver_that_there_is_not_is_named(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    wrong = {"devices": 'devices = [{ driver = "toaster" }]'}
    ended = typed("--answers", answers(folder, begun, **wrong), *at, trouble=Trouble)
    assert "no driver toaster" in ended.exception.say


def test_what_is_typed_is_asked_again_where_it_cannot_be(bare):
    folder, begun = bare
    at = ("--credentials", folder / "sealed", "--out", folder / "page.pdf")
    file = answers(folder, begun, name="", glass="")
    panel = ("1920 by 1080", "344", "1920x1080", "344")
    name = ("Pod 7!", "HMP Example", "", "", "pod07", "HMP Example", "B Wing", "cy")
    ended = typed("--answers", file, *at, lines=(*panel, *name, *TYPED))
    assert "name: pod07, HMP Example, B Wing" in ended.stderr
    assert read_settings(folder / "home").language == "cy"


def test_a_panel_says_its_dots_and_its_width(tmp_path):
    connector = tmp_path / "card0-HDMI-A-1"
    connector.mkdir()
    (connector / "status").write_text("connected\n")
    (connector / "modes").write_text("1920x1080\n1280x720\n")
    edid = bytearray(128)
    edid[54 + 12], edid[54 + 14] = 344 & 0xFF, (344 >> 8) << 4
    (connector / "edid").write_bytes(edid)
    (tmp_path / "card0-DP-1").mkdir()
    (tmp_path / "card0-DP-1/status").write_text("disconnected\n")
    assert glasses(tmp_path) == (Glass(1920, 1080, 344),)
    (connector / "edid").unlink()
    assert glasses(tmp_path) == (Glass(1920, 1080, 0),)


def test_the_file_of_answers_in_the_guide_can_be_read():
    told = read_answers(Path(__file__).parents[2] / "docs/set-up.toml")
    assert told.name is not None
    assert told.undertaking is False
