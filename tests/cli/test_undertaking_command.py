"""`pod undertaking` and `pod check`: a pod without the signed paper is not live."""

import json

import pytest
from click.testing import CliRunner

from pod.app.inside import open_memory
from pod.cli.check import check
from pod.cli.undertaking import undertaking
from pod.clock import VirtualClock
from pod.errors import Trouble, Usage
from pod.settings import read_settings
from pod.storage.tables import SettingRow
from pod.storage.undertaking import SETTING
from tests.conftest import BEGINS
from tests.lived import OFFICER, SUPERVISOR


@pytest.fixture(autouse=True)
def unsigned(home, monkeypatch):
    """A pod as an older program left it."""
    monkeypatch.setenv("POD_HOME", str(home))
    held = open_memory(home, read_settings(home), VirtualClock(BEGINS))
    with held.doings.begin() as db:
        db.delete(db.get(SettingRow, SETTING))
    held.close()


def run(command, *words, who=SUPERVISOR, more=""):
    told = CliRunner().invoke(command, list(words), input=f"{who.code}\n{more}")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def signed(day, who=SUPERVISOR):
    words = ("--signed-by", "governor", "--on", day, "--as", who.number)
    return run(undertaking, *words, who=who)


def withdrawn():
    second = f"{OFFICER.number}\n{OFFICER.code}\n"
    return run(undertaking, "withdraw", "--as", SUPERVISOR.number, more=second)


def state():
    return json.loads(run(check, "--json").stdout)["undertaking"]


def test_check_names_it_until_a_supervisor_has_recorded_it():
    assert "not live" in state()
    assert "parole, category or privileges" in signed("2026-01-02").stdout
    assert state() == "signed"


def test_only_a_supervisor_and_only_a_day_that_has_come():
    with pytest.raises(Trouble, match="not open"):
        signed("2026-01-02", who=OFFICER)
    with pytest.raises(Usage, match="not come yet"):
        signed("2099-01-02")
    assert "not live" in state()


def test_who_signs_is_an_office_and_no_name():
    words = ("--signed-by", "Jane Smith", "--on", "2026-01-02", "--as", "2002")
    assert run(undertaking, *words).exit_code == 2


def test_it_is_withdrawn_by_two_people_and_check_says_so():
    signed("2026-01-02")
    assert "nobody is let in" in withdrawn().stdout
    assert state().startswith("withdrawn: this pod is not live")


def test_what_was_never_signed_cannot_be_withdrawn():
    with pytest.raises(Usage, match="No undertaking stands"):
        withdrawn()


def test_without_what_stands_on_the_paper_nothing_is_recorded():
    assert run(undertaking, "--as", SUPERVISOR.number).exit_code == 2
    assert "not live" in state()
