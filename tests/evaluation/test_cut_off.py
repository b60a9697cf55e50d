"""Killed at any moment, an import goes on; many at once come out as one by one."""

import shutil
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from pod.bundle.released import Withdrawal
from pod.seal import Trusted
from pod.study import policy_hash
from pod.values import seeded
from tests.evaluation.rows_made import KEYS, key_of, rows_for, sent, shelf, taken
from tests.evaluation.rows_people import participant
from tests.export.makers import POLICY, opener

PODS = ("pod01", "pod02", "pod03")
ROOT = Path(__file__).parents[2]
POINTS = 230
"""About so many things an import of these bundles asks."""
TABLES = (
    *("participant", "exact_point", "measure", "sitting", "activity", "attendance"),
    *("withdrawn", "trials_ons4", "bundle", "refused_row", "params", "quarantine"),
)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """Bundles that tell anew, otherwise, of strangers, and of who withdraws."""
    folder = tmp_path_factory.mktemp("cut") / "inbox"
    folder.mkdir()
    everybody = [participant(number) for number in range(8)]
    for place, pod in enumerate(PODS):
        people = everybody[2 * place : 2 * place + 3]
        first, last = rows_for(people, ("first",)), rows_for(people, ("last",))
        last["data/participants.csv"].clear()
        sent(folder, first, pod, bundle=f"{place:032x}")
        if place:
            gone = Withdrawal(study_code=people[2].study_code)
            last["data/withdrawals.csv"].append(gone)
        sent(folder, last, pod, bundle=f"1{place:031x}", sequence=2)
    strange = rows_for([everybody[7]], ("last",))
    strange["data/participants.csv"].clear()
    sent(folder, strange, "pod01", bundle="2" * 32, sequence=3)
    sent(folder, strange, "pod02", bundle="3" * 32, sequence=9)
    return folder


@pytest.fixture(scope="module")
def whole(inbox, tmp_path_factory):
    """What is here where each bundle was imported by itself, and none was cut off."""
    folder = tmp_path_factory.mktemp("whole")
    catalogue = shelf(folder)
    for path in sorted(inbox.glob("*.podbundle")):
        taken([path], catalogue, PODS)
    found = told(catalogue)
    catalogue.close()
    return found


def told(catalogue):
    """Return every row of every table, in order."""
    return {name: sorted(map(str, catalogue.ask(f"FROM {name}"))) for name in TABLES}


def cut_off(inbox, folder, number):
    """Import in another process, which is killed at the n-th thing that it asks."""
    shutil.copytree(inbox, folder / "inbox")
    pods = tuple(Trusted(pod, key_of(pod).public) for pod in PODS)
    given = opener(KEYS, pods=pods, policy_hash=policy_hash(POLICY))
    (folder / "opener").write_bytes(msgspec.json.encode(given))
    words = [sys.executable, "-m", "tests.evaluation.cut_off", folder]
    done = subprocess.run(
        [*words, folder / "opener", str(number)], cwd=ROOT, check=False
    )
    assert done.returncode in (0, -9)
    return done.returncode


def gone_on(inbox, folder):
    """Import again what was cut off; return what is here then."""
    catalogue = shelf(folder)
    taken(sorted(inbox.glob("*.podbundle")), catalogue, PODS)
    found = told(catalogue)
    parts = {path for (path,) in catalogue.ask("SELECT path FROM part")}
    catalogue.close()
    assert {f"ons4/{p.name}" for p in folder.glob("trials/*/*")} == parts
    return found


def test_many_at_once_come_out_as_one_after_another(inbox, whole, tmp_path):
    assert gone_on(inbox, tmp_path) == whole
    assert len(whole["refused_row"]) > 8
    assert len(whole["withdrawn"]) == 2
    assert len(whole["quarantine"]) == 1


@pytest.mark.parametrize("number", [90])
def test_an_import_that_was_killed_goes_on(inbox, whole, tmp_path, number):
    assert cut_off(inbox, tmp_path, number) == -9
    assert gone_on(inbox, tmp_path) == whole


@pytest.mark.proof
@pytest.mark.parametrize("number", seeded("cut").sample(range(1, POINTS), 100))
def test_an_import_that_was_killed_at_any_moment_goes_on(
    inbox, whole, tmp_path, number
):
    cut_off(inbox, tmp_path, number)
    assert gone_on(inbox, tmp_path) == whole


def test_a_moved_study_folder_finds_its_trials_and_small_parts_are_made_one(
    inbox, whole, tmp_path, monkeypatch
):
    monkeypatch.setattr("pod.evaluation.parts.MANY", 2)
    (tmp_path / "before").mkdir()
    gone_on(inbox, tmp_path / "before")
    (tmp_path / "before").rename(tmp_path / "after")
    catalogue = shelf(tmp_path / "after")
    assert told(catalogue) == whole
    assert catalogue.ask("SELECT count(*) FROM part") == [(1,)]
    catalogue.close()


def test_trials_of_an_older_catalogue_are_carried_over(inbox, whole, tmp_path):
    gone_on(inbox, tmp_path)
    catalogue = shelf(tmp_path)
    catalogue.ask("CREATE TABLE old AS FROM trials_ons4")
    for name in ("part", "trial_column", "part_folder", "laid_by"):
        catalogue.ask(f"DROP TABLE {name}")
    catalogue.ask("DROP VIEW trials_ons4")
    catalogue.ask("ALTER TABLE old RENAME TO trials_ons4")
    catalogue.close()
    catalogue = shelf(tmp_path)
    assert told(catalogue) == whole
    catalogue.close()
