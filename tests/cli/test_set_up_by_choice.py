"""What a set-up does by choice: more staff, a server, a wing, backups elsewhere."""

import json

import pytest
from click.testing import CliRunner

from pod.cli import set_up_machine, set_up_reach
from pod.cli.set_up import set_up
from pod.cli.set_up_state import NOTE
from pod.errors import Trouble, Usage
from pod.seal import SigningKey
from pod.settings import read_settings
from tests.sealed_keys import MACHINE, really

pytestmark = really
PASSPHRASE, CODE, THIRD, FOURTH = "a long walk by the sea", "483920", "592741", "604852"
TWO = (PASSPHRASE, CODE)
FIXED = """
supervisor = "2002"
second = "3003"
study = false
undertaking = false
envelopes = true
devices = []
glass = { width_px = 1920, height_px = 1080, wide_mm = 344.0 }
name = { pod = "pod07", site = "HMP Example" }
"""
STAFF = """
staff = [
  { number = "1234", certified_until = 2030-01-31 },
  { number = "4004", role = "peer" },
]
"""
HOST_KEY = SigningKey(bytes(32)).public


@pytest.fixture
def bare(tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(tmp_path / "home"))
    monkeypatch.setenv(MACHINE, str(tmp_path / "secret"))
    monkeypatch.setattr(set_up_reach, "ROOT", tmp_path / "root")
    monkeypatch.setattr(set_up_reach, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(set_up_machine, "RECOVERY_KEY", tmp_path / "recovery-key")
    return tmp_path


def typed(folder, more, *lines):
    answers = folder / "answers.toml"
    answers.write_text(FIXED + more)
    words = ["--answers", answers, "--credentials", folder / "sealed", "--json"]
    given = "".join(f"{one}\n" for one in lines)
    ended = CliRunner().invoke(set_up, [str(one) for one in words], input=given)
    if isinstance(ended.exception, Trouble):
        raise ended.exception
    assert ended.exit_code == 0, (ended.output, ended.exception)
    return ended


def done(folder):
    return json.loads((folder / "home" / NOTE).read_bytes())["done"]


def test_more_staff_are_made_once_and_whoever_was_there_after_a_cut_is_not_again(bare):
    """The cut comes after the first of them has an account."""
    with pytest.raises(Usage, match="number or code is needed"):
        typed(bare, STAFF, *TWO, THIRD, PASSPHRASE)
    assert "staff" not in done(bare)
    typed(bare, STAFF, FOURTH, PASSPHRASE)
    assert done(bare)["staff"] == "1234, 4004"
    typed(bare, STAFF)


@pytest.mark.proof
def test_another_supervisor_takes_two_people_also_here(bare):
    """A technician is no second person for that: nobody is added."""
    boss = 'staff = [{ number = "5005", role = "supervisor" }]\n'
    lines = (*TWO, "another way to walk", "3003", CODE, PASSPHRASE)
    with pytest.raises(Trouble, match="does not cover this"):
        typed(bare, boss, *lines)
    assert "staff" not in done(bare)


@pytest.mark.proof
def test_after_a_cut_before_the_note_both_are_found_and_nobody_is_made_twice(bare):
    typed(bare, "", *TWO)
    path = bare / "home" / NOTE
    note = json.loads(path.read_bytes())
    note["done"] = {one: note["done"][one] for one in ("glass", "name")}
    path.write_bytes(json.dumps(note).encode())
    typed(bare, "", *TWO)
    assert done(bare)["supervisor"] == "2002, with 3003 (technician)"


def test_a_server_is_named_let_in_and_told_this_pods_key(bare):
    server = f"""
[server]
place = "sftp://bundles@drop.example/in"
host_key = "{HOST_KEY}"
address = "192.0.2.10"
"""
    ended = typed(bare, server, *TWO, PASSPHRASE)
    assert read_settings(bare / "home").delivery.place.startswith("sftp://bundles@")
    limit = bare / "root" / set_up_reach.REACH
    assert limit.read_text().endswith("[Service]\nIPAddressAllow=192.0.2.10\n")
    assert limit.stat().st_mode & 0o777 == 0o644
    assert "ssh-ed25519 " in ended.stdout
    assert not (bare / "kept").exists()


def test_a_server_is_let_in_by_its_number_alone(bare):
    server = (
        f'[server]\nplace = "sftp://a@b/c"\nhost_key = "{HOST_KEY}"\naddress = "any"\n'
    )
    with pytest.raises(Usage, match="An address is a number"):
        typed(bare, server, *TWO)
    assert not (bare / "root").exists()


def test_a_wing_has_a_folder_that_is_there(bare):
    folder = bare / "wing"
    wing = f'wing_folder = {{ wing = "bwing", place = "7", folder = "{folder}" }}\n'
    with pytest.raises(Trouble, match="There is no folder"):
        typed(bare, wing, *TWO)
    folder.mkdir()
    typed(bare, wing)
    link = read_settings(bare / "home").link
    assert (link.wing, link.place, link.folder) == ("bwing", "7", str(folder))
    assert done(bare)["wing"] == f"bwing, {folder}"


def test_backups_go_a_second_time_to_another_disk_only(bare):
    here = f'second_place = "{bare}"\n'
    with pytest.raises(Usage, match="own disk"):
        typed(bare, here, *TWO)
    typed(bare, 'second_place = "/proc"\n')
    assert read_settings(bare / "home").second_place == "/proc"


def test_the_disks_own_key_is_shown_once_and_then_nowhere(bare):
    """An image leaves it on the disk that it opens, until somebody has copied it.

    At a bench there is none yet: the machine's own first start makes it.
    """
    kept = bare / "recovery-key"
    typed(bare, "", *TWO)
    assert done(bare)["disk"] == "none"
    kept.write_text("cbdefghi-jklnrtuv\n")
    ended = typed(bare, "")
    assert "\ncbdefghi-jklnrtuv\n" in ended.stdout
    assert not kept.exists()
    assert done(bare)["disk"] == "its recovery key is in a third envelope"
    for path in bare.rglob("*"):
        assert not path.is_file() or b"cbdefghi" not in path.read_bytes(), path
