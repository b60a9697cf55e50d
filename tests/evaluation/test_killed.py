"""Killed by the clock, or by one worker: an import loses nothing and goes on."""

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

from pod.clock import SystemClock
from pod.evaluation import intake, workers
from pod.evaluation.catalogue import Catalogue
from pod.evaluation.folder import StudyFolder
from pod.values import seeded
from tests.evaluation.synthetic_made import run

ROOT = Path(__file__).parents[2]
SIZE = ("--pods", 8, "--people", 160, "--sites", 2, "--weeks", 10, "--k", 3)
TABLES = ("participant", "reached", "measure", "withdrawn", "refused_row", "params")
PATIENCE_S = 120.0


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study of which an import was not cut off: what is there then, and how soon."""
    out = tmp_path_factory.mktemp("killed") / "out"
    run("synthesise", *SIZE, "--out", out)
    assert len(list(out.glob("bundles/*.podbundle"))) > workers.FEW
    study = shutil.copytree(out / "study", out / "whole")
    began = time.monotonic()
    importing(out, study).communicate(timeout=PATIENCE_S)
    return SimpleNamespace(out=out, took_s=time.monotonic() - began, told=told(study))


def importing(out, study):
    """Begin `pod evaluate import` as a process of its own, with its workers."""
    words = [sys.executable, "-m", "pod", "evaluate", "import", str(out / "bundles")]
    return subprocess.Popen(
        [*words, "--study", str(study)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def told(study):
    """Return every row, and of every bundle what the ledger says but for the moment."""
    with duckdb.connect(study / "catalogue.duckdb", read_only=True) as db:
        rows = {one: sorted(db.execute(f"FROM {one}").fetchall()) for one in TABLES}
        asked = "SELECT * EXCLUDE (received_at) FROM bundle ORDER BY id"
        return {**rows, "bundle": db.execute(asked).fetchall()}


def kill_after(seconds, out, study):
    """Kill an import some seconds after it began; wait until its workers are gone too.

    They hold its standard error open, which therefore ends no sooner than they do.
    """
    process = importing(out, study)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate(timeout=PATIENCE_S)


def killed_and_gone_on(whole, study, seconds):
    """Kill an import, then let another go on; return what is there in the end."""
    shutil.copytree(whole.out / "study", study)
    kill_after(seconds, whole.out, study)
    said = importing(whole.out, study).communicate(timeout=PATIENCE_S)[1].decode()
    assert "Traceback" not in said
    return told(study)


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_an_import_that_the_clock_killed_goes_on(whole, tmp_path, share):
    end = killed_and_gone_on(whole, tmp_path / "study", share * whole.took_s)
    assert end == whole.told


@pytest.mark.proof
@pytest.mark.parametrize("turn", range(30))
def test_an_import_that_was_killed_whenever_goes_on(whole, tmp_path, turn):
    share = seeded(f"killed {turn}").uniform(0.05, 1.0)
    end = killed_and_gone_on(whole, tmp_path / "study", share * whole.took_s)
    assert end == whole.told


def test_what_a_killed_worker_had_to_open_comes_in_all_the_same(
    whole, tmp_path, monkeypatch
):
    monkeypatch.setattr(workers, "AT_ONCE", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(intake, "AT_ONCE", 3)
    shutil.copytree(whole.out / "study", tmp_path / "study")
    study = StudyFolder(tmp_path / "study")
    catalogue = Catalogue(study.catalogue_path)
    paths = intake.bundles_in([whole.out / "bundles"])
    coming = intake.take_in(paths, study.opener(), catalogue, SystemClock())
    taken = [next(coming)]
    mine = multiprocessing.active_children()
    assert len(mine) == 2
    os.kill(mine[0].pid, signal.SIGKILL)
    taken += coming
    catalogue.close()
    assert [one.name for one in taken] == [path.name for path in paths]
    assert {one.state for one in taken} == {"loaded"}
    assert told(study.path) == whole.told
    assert multiprocessing.active_children() == []
