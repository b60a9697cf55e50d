"""`pod check` says how the wing stands: its folder, who was heard, whose clock errs."""

import json
from datetime import UTC, datetime

from click.testing import CliRunner
from msgspec.structs import replace

from pod.cli.check import check
from pod.cli.wing_told import said_of_wing
from pod.desk.wing import MemberHeard
from pod.settings import Link
from tests.core.winged import settled

AT = datetime(2026, 1, 5, 10, 43, tzinfo=UTC)
POD = MemberHeard(id="pod02", what="pod", place="2", heard_at=AT, clock="late")
CONSOLE = MemberHeard(id="desk01", what="console", place="C")


def said(folder, *heard, away=False):
    link = Link(wing="bwing", folder=str(folder), place="7")
    return said_of_wing(link, heard, away=away)


def test_who_was_heard_when_and_whose_clock_is_wrong(tmp_path):
    assert said(tmp_path, POD, CONSOLE) == (
        "bwing, its folder can be used; pod 2 (pod02) heard 2026-01-05 10:43:00 UTC, "
        "its clock is behind; console C (desk01) not heard yet"
    )


def test_who_runs_another_version_is_told_and_what_to_do(tmp_path):
    told = said(tmp_path, replace(CONSOLE, unread=True))
    assert told.endswith("cannot be read here: run the same version on both")


def test_a_folder_that_is_gone_or_shut(tmp_path):
    assert "cannot be used" in said(tmp_path / "none")
    assert said("") == "bwing, no folder is set; nobody yet"


def test_a_folder_on_a_server_is_as_the_pod_found_it():
    server = "sftp://pod@server/wing"
    assert "is on a server" in said(server)
    assert "on a server is away" in said(server, away=True)


def test_a_pod_without_a_wing_says_so():
    assert said_of_wing(Link(), (), away=False).startswith("none")


def test_check_has_a_line_on_the_wing(home, tmp_path, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))
    settled(home, "pod01", Link(wing="bwing", folder=str(tmp_path), place="7"))
    told = CliRunner().invoke(check, ["--json"], catch_exceptions=False)
    wing = json.loads(told.stdout)["wing"]
    assert wing == "bwing, its folder can be used; nobody yet"
