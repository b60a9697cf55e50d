"""What the world may do to a pod's memory: each has its sentence, nothing is lost."""

import shutil
from contextlib import closing, suppress

import msgspec
import pytest
from click.testing import CliRunner

from pod import desk
from pod.app.alone import alone_in
from pod.app.inside import cast_in, open_inside
from pod.app.provisioning import provision
from pod.cli.group import main
from pod.clock import VirtualClock
from pod.desk import Glance, StaffSignIn, Unlock
from pod.errors import Storage, TryAgain
from pod.journeys.cast import PICTURES, STAFF, participants
from pod.people import Nobody
from pod.rehearse import rehearse
from pod.settings import Settings
from pod.storage import identities, keeping, keys, reserve, vault
from pod.storage.keys import FileKeyring
from pod.storage.memory import DOINGS, DOINGS_KEY, PEOPLE, PERSONS
from pod.storage.vault import Vault, bare, check_library
from pod.task import task_named
from pod.values import seeded
from tests.conftest import BEGINS
from tests.disks import fill, read_only, tiny_disk

ROOM = 3 * 1024 * 1024


def files(home):
    """Return everything in a home but its locks, by name."""
    return {
        path.name: path.read_bytes()
        for path in home.iterdir()
        if path.is_file() and path.name != "lock"
    }


def refused(home, clock):
    with pytest.raises(Storage) as caught:
        open_inside(home, clock, seeded(5))
    assert caught.value.exit_code == 8
    return caught.value.say


def tiles(inside):
    with inside.memory.people.begin() as db:
        return identities.tiles(db)


def begin_sitting(inside):
    ask = inside.core.answer
    ask(StaffSignIn(STAFF[0].number, STAFF[0].code))
    ask(Unlock(tiles(inside)[0].person))
    ask(desk.PicturesChosen(PICTURES))
    ask(desk.ConsentGiven(take_part=True, evaluation=True, contact=False))
    return ask(desk.Begin())


def answers_to(begun):
    task = task_named(begun.task)
    played = rehearse(
        task.script(task.read_params(), task.read_words("en"), seeded(1)), Nobody()
    )
    row, entry = msgspec.json.encode(played.rows[0]), played.entries[0]
    return [
        desk.KeepRow(begun.activity, number, row, entry) for number in range(1, 2000)
    ]


def test_on_a_disk_that_fills_up_the_sitting_is_finished_and_none_begins(
    home, clock, tmp_path, monkeypatch
):
    monkeypatch.setattr(reserve, "ROOM_FOR_A_SITTING", ROOM)
    monkeypatch.setattr(reserve, "RESERVE", ROOM)
    with tiny_disk(tmp_path / "disk", 4 * ROOM) as disk:
        tiny = shutil.copytree(home, disk / "home")
        inside = open_inside(tiny, clock, seeded(5))
        inside.core.keeping.tick()
        begun = begin_sitting(inside)
        keeps = answers_to(begun)
        assert isinstance(inside.core.answer(keeps[0]), desk.Kept)
        fill(disk)
        replies = [inside.core.answer(keep) for keep in keeps[1:40]]
        assert all(isinstance(reply, desk.Kept) for reply in replies)
        assert not (tiny / reserve.FILE).exists()
        assert isinstance(inside.core.answer(desk.StopToday()), desk.Done)
        with inside.memory.doings.begin() as db:
            assert len(keeping.raw_rows(db, begun.activity)) == 40
        inside.core.answer(StaffSignIn(STAFF[0].number, STAFF[0].code))
        assert inside.core.answer(Unlock(tiles(inside)[0].person)).code == "full"
        inside.memory.close()


def test_a_full_disk_at_the_start_changes_nothing(home, clock, tmp_path):
    with tiny_disk(tmp_path / "disk", 4 * ROOM) as disk:
        tiny = shutil.copytree(home, disk / "home")
        fill(disk)
        with suppress(Storage):
            open_inside(tiny, clock, seeded(5)).memory.close()
        (disk / "filler").unlink()
        inside = open_inside(tiny, clock, seeded(5))
        assert len(tiles(inside)) == 3
        assert not set(inside.core.answer(Glance()).notices) - {"full"}
        inside.memory.close()


def test_a_disk_that_cannot_be_written_to_is_said_to_be_so(home, clock):
    before = files(home)
    with read_only(home):
        assert refused(home, clock) == "This pod's disk cannot be written to."
        assert files(home) == before
    open_inside(home, clock, seeded(5)).memory.close()


@pytest.fixture
def another(tmp_path):
    """Another pod's home, whose keys are the same because its seed is."""
    home = tmp_path / "another"
    clock, rng = VirtualClock(BEGINS), seeded(1)
    provision(home, Settings(pod="pod02", site="Test", demo=True), clock, rng)
    inside = open_inside(home, clock, rng)
    cast_in(inside.memory, participants(3), clock, rng)
    inside.memory.close()
    return home


@pytest.mark.parametrize("name", [PEOPLE, DOINGS, PERSONS])
def test_a_store_of_another_pod_is_refused_and_nothing_is_changed(
    home, another, clock, name
):
    keyring = "demo-keys.json"
    assert (home / keyring).read_bytes() == (another / keyring).read_bytes()
    shutil.copy2(another / name, home / name)
    before = files(home)
    assert refused(home, clock) == "These stores are not all this pod's own."
    assert {name: files(home)[name] for name in before} == before


def test_a_store_of_another_pod_under_another_key_is_set_aside_not_overwritten(
    home, clock
):
    with closing(bare(home / "foreign", bytes(range(32)))) as foreign:
        foreign.execute("CREATE TABLE t (x)")
    theirs = (home / "foreign").read_bytes()
    (home / "foreign").replace(home / DOINGS)
    open_inside(home, clock, seeded(5)).memory.close()
    (aside,) = home.glob(f"{DOINGS}.damaged-*Z")
    assert aside.read_bytes() == theirs


@pytest.mark.parametrize("name", [PEOPLE, DOINGS, PERSONS])
def test_a_store_of_a_newer_program_is_refused_and_nothing_is_changed(
    home, clock, name
):
    entry = {PEOPLE: keys.PEOPLE, DOINGS: DOINGS_KEY, PERSONS: keys.PERSONS}[name]
    key = keys.read_key(FileKeyring(home / "demo-keys.json"), entry)
    with closing(bare(home / name, key)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = files(home)
    said = refused(home, clock)
    assert said == "This pod's memory was written by a newer program."
    assert files(home) == before


def test_two_programs_at_one_memory_are_one_too_many(home, run_pod):
    with alone_in(home):
        for command in (("check",), ("study", "key"), ("export", "now", "--to", ".")):
            code, said = run_pod(*command)
            assert code == TryAgain.exit_code, command
            assert "running already" in said


@pytest.fixture
def run_pod(home, monkeypatch):
    """Run the program in this process; return what it said and how it ended."""
    monkeypatch.setenv("POD_HOME", str(home))

    def run(*command):
        monkeypatch.setattr("sys.argv", ["pod", *command])
        with CliRunner().isolation() as (_, stderr, _):
            with pytest.raises(SystemExit) as ended:
                main()
            return ended.value.code, stderr.getvalue().decode()

    return run


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 52, 0)])
def test_a_database_library_that_spoils_stores_is_refused(version):
    with pytest.raises(Storage, match="not one to be trusted"):
        check_library(version)


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 1), (3, 53, 4)])
def test_later_libraries_are_trusted(version):
    check_library(version)


def test_a_disk_that_keeps_no_log_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(vault, "PRAGMAS", ("PRAGMA journal_mode=DELETE",))
    opened = Vault(tmp_path / "x.db", bytes(32), vault.DoingsDb)
    with pytest.raises(Storage, match="cannot keep"), opened.begin() as db:
        db.connection()
