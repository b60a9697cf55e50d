"""`pod check` finds what is amiss with a site's own files before anybody sits down."""

import json

import msgspec
import pytest
from click.testing import CliRunner

from pod.app.inside import INSTRUMENTS
from pod.cli.check import check
from pod.hardware.driver import Health
from pod.hardware.reader import Report
from pod.hardware.station import REPORTS
from pod.settings import run_folder
from pod.task import take_on, tasks
from tests.app.processes import office_of, pod
from tests.instruments import supply


@pytest.fixture
def folder(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    (home / INSTRUMENTS).mkdir()
    yield home / INSTRUMENTS
    take_on(())


def told():
    said = CliRunner().invoke(check, ["--json"], catch_exceptions=False)
    return json.loads(said.stdout)


def test_a_sites_own_instrument_that_fits_is_found(folder):
    supply(folder, "who5")
    assert told()["activities"] == "whole"
    assert "who5" in tasks()


def test_one_without_a_permission_is_named_and_the_rest_is_still_told(folder):
    path = supply(folder, "who5")
    text = path.read_text("utf-8")
    path.write_text(text.replace("LIC-2026-0001", ""), "utf-8")
    said = told()
    assert "who5.toml" in said["activities"]
    assert "permission" in said["activities"]
    assert said["store"] == "sound"


@pytest.mark.usefixtures("folder")
def test_a_pod_that_runs_says_what_anybody_may_know_and_keeps_its_stores(home):
    with pod("core", home=home):
        office_of(home).close()
        found = told()
    assert (found["pod"], found["notices"]) == ("running", [])
    assert found["activities"] == "whole"
    assert found["devices"] == "the reader does not run"
    assert int(found["room"].removesuffix(" bytes free")) > 0
    assert "pod" not in told()


@pytest.mark.usefixtures("folder")
def test_a_pod_that_runs_says_how_its_reader_finds_each_device(home):
    health = Health(state="silent")
    lost = Report(
        driver="cedrus_xid", kind="buttons", title="box", path="", health=health
    )
    note = run_folder(home) / REPORTS
    with pod("core", home=home):
        office_of(home).close()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_bytes(msgspec.json.encode([lost]))
        (line,) = told()["devices"]
    assert line.startswith("cedrus_xid at no port: ")


@pytest.mark.usefixtures("folder")
def test_versions_room_and_backups_are_told():
    said = told()
    assert said["version"][0].isdigit()
    assert len(said["configuration"]) == 16
    assert (said["backup"], said["study"]) == ("none yet", "none yet")
    assert said["bundles"] == "0 made, 0 confirmed"
    assert said["leaving"] == "by stick; nothing waits"
    assert "free" in said["room"]
