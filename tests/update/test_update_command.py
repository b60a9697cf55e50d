"""`pod update`, as whoever makes updates and whoever installs them types it."""

import json

import pytest
from click.testing import CliRunner

from pod.cli.update import update
from pod.errors import Trouble
from tests.update.conftest import NEW


def typed(*words):
    ended = CliRunner().invoke(update, [str(one) for one in words])
    if isinstance(ended.exception, Trouble):
        raise ended.exception
    assert ended.exit_code == 0, ended.output
    return ended.stdout


def test_from_a_folder_to_a_program_that_is_tried(makers, machine, tmp_path):
    files, out = tmp_path / "files", tmp_path / "third.podupdate"
    files.mkdir()
    for name, content in NEW.items():
        (files / name).write_bytes(content)
    wishes = ("--kind", "program", "--release", 3, "--version", "0.3")
    assert typed("make", out, files, *wishes) == "program 0.3, release 3\n"
    for who in ("ada", "ben"):
        signature = tmp_path / f"{who}.sig"
        signature.write_text(makers.sign(typed("to-sign", out).encode(), who))
        said = typed("sign", out, signature, "--signers", makers.signers)
        assert said == f"signed by {who}\n"
    told = json.loads(typed("show", out, "--signers", makers.signers, "--json"))
    assert told["what"] == "program 0.3, release 3"
    here = ("--signers", makers.signers, "--slots", machine.slots)
    said = typed("install", out, *here)
    assert said == "program 0.3, release 3: the next start tries it\n"
    told = json.loads(typed("status", "--slots", machine.slots, "--json"))
    assert (told["good"], told["trying"], told["slot_b"]) == (
        "a",
        "b",
        "program 0.3, release 3",
    )
    assert not told["gave_up"]


def test_what_is_not_signed_ends_with_4(makers, machine, tmp_path):
    out = makers.update(tmp_path / "third.podupdate", NEW, who=("ada",))
    with pytest.raises(Trouble, match="1 of the 3") as refused:
        typed("install", out, "--signers", makers.signers, "--slots", machine.slots)
    assert refused.value.exit_code == 4


def test_a_wish_that_makes_no_update_is_said(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    wishes = ("--kind", "program", "--release", 0, "--version", "1")
    with pytest.raises(Trouble, match="cannot be made"):
        typed("make", tmp_path / "x.podupdate", folder, *wishes)


def test_an_update_with_nothing_in_it_is_not_made(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    wishes = ("--kind", "program", "--release", 2, "--version", "1")
    with pytest.raises(Trouble, match="no files"):
        typed("make", tmp_path / "x.podupdate", folder, *wishes)


def test_a_machine_without_slots_tells_its_release(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path))
    told = json.loads(typed("status", "--slots", tmp_path / "none", "--json"))
    assert told == {"release": 1, "content": []}
