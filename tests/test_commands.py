"""Every command ends with its own exit code and one plain sentence."""

import json
import os
import resource
import shutil
import subprocess
import sys

import pytest

from pod.app.rehearsal import Rehearsal
from pod.journeys.cast import STAFF


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """Four people's sittings by scripts, with a bundle and a study folder."""
    out = tmp_path_factory.mktemp("road") / "out"
    return Rehearsal(out, 3, lambda _said: None).play(4, windows=False)


@pytest.fixture
def study(road, tmp_path):
    """The study folder as it was before any bundle came in."""
    folder = tmp_path / "study"
    shutil.copytree(road.out / "study", folder)
    (folder / "catalogue.duckdb").unlink()
    return folder


@pytest.fixture
def home(road, tmp_path):
    """A copy of the pod's home, to be harmed."""
    home = tmp_path / "home"
    shutil.copytree(road.out / "home", home)
    return home


def pod(*words, home=None, **more):
    """Run `pod` as its user would."""
    env = {**os.environ, "POD_HOME": str(home)} if home else dict(os.environ)
    return subprocess.run(
        [sys.executable, "-m", "pod", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=env,
        **more,
    )


def plain(done):
    """Return what was said, if it was said plainly."""
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_bundle_is_imported_once_however_often_it_comes(road, study):
    first = pod("evaluate", "import", road.bundle, "--study", study)
    again = pod("evaluate", "import", road.bundle, "--study", study)
    one = pod("evaluate", "outcomes", "--study", study, "--json")
    assert (first.returncode, again.returncode) == (0, 0)
    assert "already here" in plain(again)
    assert {line["withheld"] for line in json.loads(one.stdout)["outcomes"]} == {True}


@pytest.mark.parametrize("at", [0, 100, -1])
def test_one_flipped_byte_is_refused(road, study, tmp_path, at):
    bundle = tmp_path / road.bundle.name
    raw = bytearray(road.bundle.read_bytes())
    raw[at] ^= 1
    bundle.write_bytes(bytes(raw))
    beside = road.bundle.with_name(road.bundle.name + ".sig")
    shutil.copy(beside, bundle.with_name(beside.name))
    done = pod("evaluate", "import", bundle, "--study", study)
    assert done.returncode == 4
    assert bundle.name in plain(done)


def test_a_bundle_from_an_unknown_pod_is_refused(road, study):
    (study / "allowed_signers").write_text("")
    done = pod("evaluate", "import", road.bundle, "--study", study)
    assert done.returncode == 4
    plain(done)


def test_a_bundle_for_other_keys_cannot_be_opened(road, study):
    for key in (study / "keys").glob("*.age"):
        key.unlink()
    done = pod("evaluate", "import", road.bundle, "--study", study)
    assert done.returncode == 5
    plain(done)


def test_export_again_says_that_there_is_nothing_new(home, tmp_path):
    who = STAFF[1]
    words = ("export", "now", "--to", tmp_path, "--as", who.number)
    done = pod(*words, home=home, input=f"{who.code}\n")
    assert (done.returncode, done.stdout) == (0, "There is nothing new to export.\n")


def test_nobody_exports_without_signing_in(home, tmp_path):
    done = pod("export", "now", "--to", tmp_path, home=home, input="")
    assert (done.returncode, done.stdout) == (2, "")
    assert "needed" in plain(done)


def test_a_wrong_key_is_refused_and_changes_nothing(home, tmp_path):
    keys = home / "demo-keys.json"
    held = json.loads(keys.read_text())
    keys.write_text(json.dumps(dict.fromkeys(held, "ab" * 32)))
    before = {path: path.read_bytes() for path in home.glob("pod.db*")}
    done = pod("export", "now", "--to", tmp_path, home=home)
    assert done.returncode == 8
    assert "key" in plain(done)
    assert {path: path.read_bytes() for path in home.glob("pod.db*")} == before


def test_a_damaged_store_is_set_aside_and_the_check_says_so(home):
    store = home / "pod.db"
    raw = store.read_bytes()
    store.write_bytes(raw[:4096] + bytes(64) + raw[4160:])
    done = pod("check", "--json", home=home)
    assert done.returncode == 0
    assert json.loads(done.stdout)["notices"] == ["damaged"]
    assert list(home.glob("pod.db.damaged-*"))


def test_a_store_without_room_keeps_what_it_has(home):
    """No file of this process may grow: what a full disk does to a write."""

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    words = ("staff", "add", "3003", "--as", STAFF[1].number)
    typed = f"718293\n{STAFF[1].code}\n"
    done = pod(*words, home=home, preexec_fn=no_room, input=typed)
    assert done.returncode == 8
    plain(done)
    whole = pod("audit", "verify", home=home)
    assert whole.stdout == "The record is whole.\n"


def test_a_pod_that_was_never_set_up_says_so(tmp_path):
    done = pod("export", "now", "--to", tmp_path, home=tmp_path)
    assert done.returncode == 6
    assert "pod.toml" in plain(done)


def test_a_keyring_that_protects_nothing_is_refused(tmp_path):
    env = {
        **os.environ,
        "POD_HOME": str(tmp_path / "h"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    words = [sys.executable, "-m", "pod", "provision", "pod07", "--site", "Test"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 8
    assert "no safe place" in plain(done)


def test_scoring_names_the_row_and_the_column(tmp_path):
    rows = tmp_path / "rows.csv"
    rows.write_text("breath,in_ms,out_ms,completed\n1,4500,slow,true\n")
    done = pod("score", "slow_breathing", rows)
    assert done.returncode == 6
    assert "Row 2" in plain(done)
    assert "out_ms" in done.stderr


def test_an_unknown_activity_is_named_with_those_there_are(tmp_path):
    done = pod("score", "juggling", tmp_path / "rows.csv")
    assert done.returncode == 2
    plain(done)


def test_a_rehearsal_never_overwrites_somebody_elses_folder(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    done = pod("rehearse", "--people", "4", "--out", tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_an_evaluator_loads_neither_qt_nor_ports_nor_the_store():
    look = (
        "import sys; from pod.cli.group import pod;"
        "pod.get_command(None, 'evaluate');"
        "print([m for m in ('PySide6', 'serial', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
