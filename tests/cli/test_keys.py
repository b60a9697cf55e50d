"""`pod keys`: looked at, printed in two halves, brought back, changed."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pod.app.alone import alone_in
from pod.app.inside import open_inside, open_memory, provision
from pod.cli.device_key import device_key
from pod.cli.keys import keys as group
from pod.cli.store import provision as provision_command
from pod.errors import KeyTrouble, Malformed, Sealed, TryAgain
from pod.settings import Settings, read_settings
from pod.storage import identities, keyrings, keys, memory, recovery
from pod.storage.audit import first_break
from pod.storage.key_note import key_id, noted
from pod.storage.keyrings import FileKeyring
from pod.storage.tables import AuditRow
from pod.values import seeded
from tests.sealed_keys import handed_over, really

DEMO_KEYS = "demo-keys.json"


@pytest.fixture(autouse=True)
def _at_home(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))


def run(*words, typed=()):
    told = CliRunner().invoke(group, words, input="".join(f"{one}\n" for one in typed))
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def printed():
    """Print the halves; return what is to be typed of each sheet."""
    sheets = run("print-recovery").stdout.split("\f")
    assert len(sheets) == 2
    return [" ".join(sheet.splitlines()[3:7]) for sheet in sheets]


def held(home):
    return dict(keys.held(FileKeyring(home / DEMO_KEYS)))


def known(home, clock):
    """Open the pod; return how many people it knows and what was done to its keys."""
    opened = open_memory(home, read_settings(home), clock)
    with opened.people.begin() as people, opened.doings.begin() as db:
        count = len(identities.tiles(people))
        assert first_break(people) is None
        assert first_break(db) is None
        done = [row.what for row in db.query(AuditRow) if row.what.startswith("keys_")]
    opened.close()
    return count, done


def test_the_keys_are_shown_by_their_fingerprints_only(home):
    told = json.loads(run("show", "--json").stdout)
    assert told["keys"] == {name: key_id(key) for name, key in held(home).items()}
    assert set(told["keys"]) == set(keys.STORE_KEYS)
    assert told["keyring"].endswith("FileKeyring")
    assert told["printed_on"] == ""
    said = run("show").stdout
    assert "no halves printed yet" in said
    for key in held(home).values():
        assert key.hex() not in said + json.dumps(told)


def test_both_halves_bring_lost_keys_back(home, clock):
    halves = printed()
    before = held(home)
    (home / DEMO_KEYS).unlink()
    assert "not here" in run("show").stdout
    assert "The keys are back." in run("recover", typed=halves).stdout
    assert held(home) == before
    assert known(home, clock) == (3, ["keys_recovered"])


def test_what_is_typed_is_not_shown():
    halves = printed()
    told = run("recover", typed=halves)
    for half in halves:
        assert half.split()[4] not in told.output


def test_a_slip_is_named_and_asked_again():
    first, second = printed()
    slip = first[:20] + ("7" if first[20] != "7" else "8") + first[21:]
    told = run("recover", typed=[slip, first.lower(), second.replace("0", "o")])
    assert "Half 1 does not fit yet: look at group 5 again." in told.stderr
    assert "The keys are back." in told.stdout


def test_after_three_slips_it_ends_and_nothing_was_changed(home):
    first, _ = printed()
    before = held(home)
    with pytest.raises(Malformed, match="Half 1"):
        run("recover", typed=[first[:-1], first[:-2], first[:-3]])
    assert held(home) == before


def test_the_halves_of_another_pod_are_named(home, tmp_path, clock, monkeypatch):
    mine = printed()
    other = tmp_path / "other"
    provision(other, Settings(pod="pod02", site="T", demo=True), clock, seeded(5))
    monkeypatch.setenv("POD_HOME", str(other))
    theirs = printed()
    monkeypatch.setenv("POD_HOME", str(home))
    with pytest.raises(Sealed, match="Half 2 is from another pod"):
        run("recover", typed=[mine[0], *[theirs[1]] * 3])


def test_halves_that_were_printed_again_end_the_earlier_ones():
    earlier, later = printed(), printed()
    with pytest.raises(Sealed, match="Half 1 is from another"):
        run("recover", typed=[earlier[0]] * 3)
    assert "back" in run("recover", typed=later).stdout


def test_halves_that_could_not_be_printed_are_never_in_force(monkeypatch):
    halves = printed()

    def no_paper(_lock, _pair):
        raise BrokenPipeError

    monkeypatch.setattr("pod.cli.keys._print", no_paper)
    with pytest.raises(BrokenPipeError):
        run("print-recovery")
    assert "back" in run("recover", typed=halves).stdout


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


@pytest.mark.parametrize("word", ["print-recovery", "rotate"])
def test_while_the_pod_runs_its_keys_stay_as_they_are(home, word):
    before = held(home)
    with alone_in(home), pytest.raises(TryAgain, match="running"):
        run(word)
    assert held(home) == before


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


def test_a_copied_store_does_not_open_with_what_else_lies_in_the_home(home, clock):
    printed()
    (home / DEMO_KEYS).unlink()
    with pytest.raises(KeyTrouble, match="no key yet"):
        open_memory(home, read_settings(home), clock)


def test_no_key_and_no_half_lies_in_any_file_of_the_home(home):
    halves = printed()
    run("rotate")
    run("recover", typed=halves)
    secrets = list(held(home).values())
    files = [path for path in home.rglob("*") if path.is_file()]
    assert recovery.FILE in [path.name for path in files]
    for path in files:
        content = path.read_bytes()
        if path.name != DEMO_KEYS:
            assert not [key for key in secrets if key in content]
            assert not [key for key in secrets if key.hex().encode() in content.lower()]
        assert not [half for half in halves if half[:9].encode() in content]


@really
def test_a_pod_whose_keys_systemd_seals(tmp_path, clock, monkeypatch):
    """Provisioned, handed over, its keys changed, lost and brought back."""
    home, folder = tmp_path / "real", tmp_path / "sealed"
    monkeypatch.setenv("POD_HOME", str(home))
    at = ("--credentials", str(folder))
    made = CliRunner().invoke(
        provision_command, ["pod09", "--site", "Test", *at], catch_exceptions=False
    )
    assert made.stdout.startswith("ssh-ed25519 ")
    sheets = run("print-recovery", *at).stdout.split("\f")
    run("rotate", *at)
    shutil.rmtree(folder)
    run("recover", *at, typed=[" ".join(one.splitlines()[3:7]) for one in sheets])
    handed = handed_over(folder, tmp_path / "handed")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    assert known(home, clock) == (0, ["keys_changed", "keys_recovered"])
    with pytest.raises(KeyTrouble, match="could not be kept"):
        run("rotate")
    assert known(home, clock)[0] == 0
    assert not list(home.glob(DEMO_KEYS))
    told = json.loads(run("show", "--json").stdout)
    assert told["keyring"] == f"{keyrings.__name__}.CredentialKeyring"
    assert told["not_in_recovery"] == []
