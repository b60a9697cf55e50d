"""`pod export now`: one at a time, and not a word about how many people there are."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from pod.app.inside import INSTRUMENTS, open_memory
from pod.cli.export import export
from pod.clock import VirtualClock
from pod.errors import PartRefused, Storage, Trouble, TryAgain, Usage
from pod.export.lock import LOCK, one_export
from pod.journeys.cast import STAFF
from pod.settings import read_settings
from pod.storage import keeping
from pod.storage.doings_tables import ActivityRow
from pod.task import take_on, tasks
from tests.conftest import BEGINS
from tests.export.stored import rewrite
from tests.instruments import supply

FACILITATOR, SUPERVISOR = STAFF


@pytest.fixture
def pod(inside, store, home, monkeypatch):
    """The home of a closed pod from which three people's results may leave."""
    assert list(store.measured())
    inside.memory.close()
    monkeypatch.setenv("POD_HOME", str(home))
    return home


def now(to, *words, who=SUPERVISOR, trouble=None):
    """Run `pod export now`; return what it said, having ended as it should."""
    words = ["now", "--to", str(to), "--as", who.number, *words]
    said = CliRunner().invoke(export, words, input=f"{who.code}\n")
    kind = type(said.exception) if said.exception else None
    assert kind is trouble, said.exception
    return said


@pytest.mark.usefixtures("pod")
def test_the_json_names_the_file_and_tells_no_sizes(stick):
    told = json.loads(now(stick, "--json").stdout)
    name = "calm-pod01-000001.podbundle"
    assert told == {"path": str(stick / name), "say": f"{name} is written and checked."}
    told = json.loads(now(stick, "--json").stdout)
    assert told == {"path": None, "say": "There is nothing new to export."}


def test_while_one_export_is_under_way_another_does_nothing(pod, stick):
    with one_export(pod):
        said = now(stick, trouble=TryAgain)
    assert said.exception.exit_code == 75
    assert said.exception.say == "An export is under way on this pod."
    assert list(stick.iterdir()) == []
    now(stick)
    assert len(list(stick.glob("*.podbundle"))) == 1


@pytest.mark.usefixtures("pod")
def test_two_exports_at_once_release_each_row_once(tmp_path):
    sticks = [tmp_path / "one", tmp_path / "two"]
    for stick in sticks:
        stick.mkdir()
    who = ["--as", SUPERVISOR.number]
    command = [sys.executable, "-m", "pod", "export", "now", *who, "--to"]
    both = [
        subprocess.Popen(
            [*command, stick], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        for stick in sticks
    ]
    for one in both:
        one.stdin.write(f"{SUPERVISOR.code}\n".encode())
        one.stdin.close()
    codes = sorted(one.wait() for one in both)
    assert codes in ([0, 75], [0, 0])
    assert len(list(tmp_path.glob("*/*.podbundle"))) == 1


@pytest.mark.usefixtures("pod")
def test_an_export_that_failed_lets_the_next_one_begin(stick, tmp_path):
    now(tmp_path / "no stick", trouble=Storage)
    now(stick)


@pytest.mark.parametrize("inner", ["", "log", "backups/../run"])
def test_nothing_leaves_the_pod_into_its_own_home(pod, inner):
    before = sorted(pod.rglob("*"))
    said = now(pod / inner, trouble=Usage)
    assert said.exception.say == "A bundle does not stay in the pod's own home."
    assert not set(pod.rglob("*.podbundle*")) - set(before)


def test_a_link_into_the_home_is_the_home(pod, tmp_path):
    (tmp_path / "stick").symlink_to(pod / "log")
    now(tmp_path / "stick", trouble=Usage)


@pytest.mark.usefixtures("pod")
def test_a_folder_named_from_where_one_stands_is_that_folder(stick, monkeypatch):
    monkeypatch.chdir(stick.parent)
    now(stick.name)
    assert len(list(stick.glob("*.podbundle"))) == 1


@pytest.mark.usefixtures("pod")
def test_a_facilitator_exports_nothing(stick):
    said = now(stick, who=FACILITATOR, trouble=Trouble)
    assert said.exception.say == "That is not open now."
    assert list(stick.iterdir()) == []


def test_the_record_says_which_supervisor_exported(pod, stick):
    now(stick)
    memory = open_memory(pod, read_settings(pod), VirtualClock(BEGINS))
    query = "SELECT what, role, staff FROM audit WHERE what LIKE 'bundle_%'"
    with memory.doings.engine.connect() as connection:
        found = [tuple(row) for row in connection.exec_driver_sql(query)]
    memory.close()
    who = ("supervisor", SUPERVISOR.number)
    assert found == [("bundle_made", *who), ("bundle_written", *who)]


def test_a_lock_that_is_a_link_is_not_followed(pod, stick, tmp_path):
    (pod / LOCK).symlink_to(tmp_path / "elsewhere")
    said = now(stick, trouble=Storage)
    assert said.exception.say.startswith("No export can begin")
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.usefixtures("pod")
def test_a_stick_of_this_pods_earlier_life_keeps_what_it_holds(stick, tmp_path):
    old = stick / "calm-pod01-000001.podbundle"
    old.write_bytes(b"sealed before this pod was set up anew")
    said = now(stick, trouble=PartRefused)
    assert "is there already" in said.exception.say
    assert [file.name for file in stick.iterdir()] == [old.name]
    (tmp_path / "another").mkdir()
    now(tmp_path / "another")
    assert old.read_bytes() == b"sealed before this pod was set up anew"


def test_a_sites_own_instrument_is_in_the_bundle_too(pod, stick, caplog):
    """The command knows what the pod knew when somebody answered it."""
    (pod / INSTRUMENTS).mkdir()
    supply(pod / INSTRUMENTS, "who5")
    memory = open_memory(pod, read_settings(pod), VirtualClock(BEGINS))
    with memory.doings.begin() as db:
        (one, *_) = db.query(ActivityRow).where(ActivityRow.task == "ons4")
        one.task = "who5"
        count = len(keeping.raw_rows(db, one.id))
        rows = [b'{"item": "q%02d", "value": 3}' % n for n in range(1, count + 1)]
        rewrite(db, one.id, rows)
    memory.close()
    now(stick)
    assert "who5" in tasks()
    take_on(())
    assert "cannot be read" not in caplog.text
