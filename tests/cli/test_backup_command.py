"""pod backup and pod restore, as staff type them."""

import json

import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.backup import backup, restore
from pod.clock import SystemClock
from pod.errors import Storage, TryAgain, Usage
from pod.journeys.cast import STAFF
from pod.storage import identities
from pod.storage.both import Deed, Newcomer, add_person
from pod.storage.memory import DOINGS, PEOPLE
from pod.values import seeded

FACILITATOR, SUPERVISOR = STAFF


@pytest.fixture
def pod(home, monkeypatch):
    """Return how a command is typed, and what is answered when it asks."""
    monkeypatch.setenv("POD_HOME", str(home))

    def run(command, *words, answers=()):
        typed = "".join(f"{answer}\n" for answer in answers)
        runner = CliRunner()
        return runner.invoke(command, words, input=typed, standalone_mode=False)

    return run


def make(pod):
    done = pod(backup, "--as", SUPERVISOR.number, answers=[SUPERVISOR.code])
    assert done.exception is None
    assert "made and verified" in done.stdout


def listed(pod):
    return json.loads(pod(backup, "--json").stdout)


def people_in(home):
    inside = open_inside(home, SystemClock(), seeded(6))
    with inside.memory.people.begin() as db:
        known = len(identities.tiles(db))
    inside.memory.close()
    return known


def add_somebody(home):
    inside = open_inside(home, SystemClock(), seeded(6))
    who = Newcomer(number="B0001AA", first_name="Sam", cell="B1-01")
    by = Deed(role="pod", now=SystemClock().utc())
    add_person(inside.memory, who, by, seeded(7))
    inside.memory.close()


def test_a_backup_is_made_and_listed(pod):
    assert listed(pod) == []
    make(pod)
    (one,) = listed(pod)
    assert set(one) == {"name", "made_at", "bytes", "elsewhere"}
    assert one["name"].startswith("000001-")
    assert one["name"] in pod(backup, "--list").stdout


def test_a_facilitator_makes_no_backup(pod):
    done = pod(backup, "--as", FACILITATOR.number, answers=[FACILITATOR.code])
    assert "not open" in done.exception.say
    assert listed(pod) == []


def test_two_people_restore_and_what_was_there_is_backed_up_first(pod, home):
    make(pod)
    (one,) = listed(pod)
    add_somebody(home)
    answers = [SUPERVISOR.code, FACILITATOR.number, FACILITATOR.code]
    done = pod(restore, one["name"], "--as", SUPERVISOR.number, answers=answers)
    assert done.exception is None
    assert people_in(home) == 3
    assert len(listed(pod)) == 2


def test_one_person_alone_restores_nothing(pod, home):
    make(pod)
    (one,) = listed(pod)
    add_somebody(home)
    answers = [SUPERVISOR.code, SUPERVISOR.number, SUPERVISOR.code]
    done = pod(restore, one["name"], "--as", SUPERVISOR.number, answers=answers)
    assert isinstance(done.exception, Usage | TryAgain)
    assert people_in(home) == 4


def test_a_pod_that_cannot_be_opened_is_restored_closed_and_says_what_was_done(
    pod, home
):
    make(pod)
    (one,) = listed(pod)
    for name in (PEOPLE, DOINGS):
        (home / name).with_suffix(".keyid").unlink()
        (home / name).write_bytes(b"no store at all" * 1000)
    done = pod(restore, one["name"], "--as", SUPERVISOR.number)
    assert isinstance(done.exception, Storage)
    assert "--closed" in done.exception.do
    done = pod(restore, one["name"], "--closed", answers=["y"])
    assert done.exception is None
    assert "people.db: restored; what was there is set aside" in done.stdout
    assert len(list(home.glob("*.damaged-*Z"))) == 2
    assert people_in(home) == 3


def test_a_restore_that_is_not_confirmed_changes_nothing(pod, home):
    make(pod)
    before = (home / DOINGS).read_bytes()
    (one,) = listed(pod)
    done = pod(restore, one["name"], "--closed", answers=["n"])
    assert done.exception is not None
    assert (home / DOINGS).read_bytes() == before
