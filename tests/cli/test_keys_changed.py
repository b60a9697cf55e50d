"""`pod keys rotate`, and what of the keys can be seen in any file."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pod.app.alone import alone_in
from pod.app.inside import open_inside
from pod.cli.device_key import device_key
from pod.cli.store import provision as provision_command
from pod.errors import KeyTrouble, TryAgain
from pod.storage import keyrings, keys, memory, recovery
from pod.storage.key_note import key_id, noted
from pod.storage.keyrings import CredentialKeyring, FileKeyring
from pod.values import seeded
from tests.key_bench import DEMO_KEYS, held, known, printed, run
from tests.sealed_keys import MACHINE, handed_over, really


@pytest.fixture(autouse=True)
def _at_home(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))


def test_every_store_gets_a_new_key_and_nothing_is_lost(home, clock):
    before = held(home)
    assert "new key" in run("rotate").stdout
    after = held(home)
    for store, name in memory.locked(home):
        assert after[name] != before[name]
        assert after[f"{name}.{key_id(before[name])}"] == before[name]
        assert noted(store) == key_id(after[name])
    assert known(home, clock) == (3, ["keys_changed"])


def test_the_paper_printed_before_brings_back_the_keys_made_since(home, clock):
    halves = printed()
    run("rotate")
    after = held(home)
    assert json.loads(run("show", "--json").stdout)["not_in_recovery"] == []
    (home / DEMO_KEYS).unlink()
    run("recover", typed=halves)
    assert held(home) == after
    assert known(home, clock)[0] == 3


def test_a_store_from_an_older_backup_opens_with_its_older_key(home, clock):
    """A backup is a store with the note of its key."""
    kept = {path.name: path.read_bytes() for path in home.glob("p*")}
    run("rotate")
    for name, content in kept.items():
        (home / name).write_bytes(content)
    assert known(home, clock)[0] == 3
    run("rotate")
    assert known(home, clock)[0] == 3


def test_a_change_that_was_cut_off_is_shown_and_ended(home, clock):
    backend = FileKeyring(home / DEMO_KEYS)
    keys.keep_key(backend, keys.next_of(keys.PEOPLE), bytes(32))
    assert "its change was cut off" in run("show").stdout
    run("rotate")
    assert keys.next_of(keys.PEOPLE) not in held(home)
    assert "cut off" not in run("show").stdout
    assert known(home, clock)[0] == 3


def test_keys_of_an_older_recovery_file_are_said_not_to_fit(home):
    halves = printed()
    older = home.parent / "older.sealed"
    shutil.copy(home / recovery.FILE, older)
    run("rotate")
    (home / DEMO_KEYS).unlink()
    with pytest.raises(KeyTrouble, match="not one of them is that of pod"):
        run("recover", "--sealed", str(older), typed=halves)
    run("recover", typed=halves)
    assert "not here" not in run("show").stdout


@pytest.mark.parametrize("word", ["print-recovery", "rotate"])
def test_while_the_pod_runs_its_keys_stay_as_they_are(home, word):
    before = held(home)
    with alone_in(home), pytest.raises(TryAgain, match="running"):
        run(word)
    assert held(home) == before


def test_a_device_key_made_later_is_sealed_at_the_next_start(home, clock):
    halves = printed()
    CliRunner().invoke(device_key, ["osdp_reader"], catch_exceptions=False)
    assert "(not in recovery)" in run("show").stdout
    open_inside(home, clock, seeded(1)).memory.close()
    assert "(not in recovery)" not in run("show").stdout
    after = held(home)
    (home / DEMO_KEYS).unlink()
    run("recover", typed=halves)
    assert held(home) == after


def readable(where, secrets):
    """Return which files show a key, as it is or in hexadecimal."""
    forms = [form for one in secrets for form in (one, one.hex().encode())]
    files = [path for path in where.rglob("*") if path.is_file()]
    return {
        path.name for path in files if any(form in path.read_bytes() for form in forms)
    }


def test_no_key_and_no_half_lies_in_any_other_file_of_the_home(home):
    halves = printed()
    run("rotate")
    run("recover", typed=halves)
    assert readable(home, held(home).values()) == {DEMO_KEYS}
    for path in (path for path in home.rglob("*") if path.is_file()):
        assert not [half for half in halves if half[:9].encode() in path.read_bytes()]


@pytest.fixture
def sealed_pod(tmp_path, monkeypatch):
    """A pod whose keys systemd seals: made, keys changed, lost and brought back."""
    home, folder = tmp_path / "real", tmp_path / "sealed"
    at = ("--credentials", str(folder))
    monkeypatch.setenv("POD_HOME", str(home))
    monkeypatch.setenv(MACHINE, str(tmp_path / "secret"))
    made = CliRunner().invoke(provision_command, ["pod09", "--site", "Test", *at])
    assert made.stdout.startswith("ssh-ed25519 ")
    sheets = run("print-recovery", *at).stdout.split("\f")
    CliRunner().invoke(device_key, ["osdp_reader", *at], catch_exceptions=False)
    run("rotate", *at)
    shutil.rmtree(folder)
    run("recover", *at, typed=[" ".join(one.splitlines()[3:7]) for one in sheets])
    handed = handed_over(folder, tmp_path / "handed")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    return home, folder, handed


@really
def test_a_pod_opens_with_what_systemd_hands_it_and_cannot_change_that(
    sealed_pod, clock
):
    home, _, handed = sealed_pod
    assert known(home, clock) == (0, ["keys_changed", "keys_recovered"])
    assert (handed / "pod_device-osdp_reader").exists()
    with pytest.raises(KeyTrouble, match="could not be kept"):
        run("rotate")
    assert known(home, clock)[0] == 0
    told = json.loads(run("show", "--json").stdout)
    assert told["keyring"] == f"{keyrings.__name__}.CredentialKeyring"
    assert told["not_in_recovery"] == []


@really
def test_outside_a_demonstration_no_file_shows_a_key(sealed_pod):
    home, folder, handed = sealed_pod
    secrets = keys.held(CredentialKeyring(handed)).values()
    assert readable(handed, secrets)
    assert not readable(home, secrets)
    assert not readable(folder, secrets)
    assert not list(home.glob(DEMO_KEYS))
