"""`pod need`: words with doubt, a reason each time, and nothing of few people."""

import json
import re
import shutil
from datetime import date

import msgspec
import pytest
from click.testing import CliRunner

from pod.app.inside import open_inside
from pod.cli.need import need
from pod.cli.people import people
from pod.clock import VirtualClock
from pod.desk.need import NeedGroup, NeedList, NeedView
from pod.errors import Usage
from pod.journeys.cast import STAFF
from pod.values import seeded
from tests.conftest import BEGINS
from tests.core.needed import fill, sat

OFFICER, SUPERVISOR = STAFF


@pytest.fixture(scope="module")
def laid(new_home, tmp_path_factory):
    """A pod on which thirteen people were measured, made once."""
    home = tmp_path_factory.mktemp("need") / "home"
    shutil.copytree(new_home, home)
    inside = open_inside(home, VirtualClock(BEGINS), seeded(2))
    many = fill(inside)
    with inside.memory.doings.begin() as db:
        for place, ref in enumerate(many[:11]):
            sat(db, ref, "last", {"bscs": 0.7 + 0.01 * place})
    inside.close()
    return home, many


@pytest.fixture
def many(laid, tmp_path, monkeypatch):
    home = tmp_path / "home"
    shutil.copytree(laid[0], home)
    monkeypatch.setenv("POD_HOME", str(home))
    return laid[1]


def asks(*words, who=OFFICER):
    called = [*map(str, words), "--as", who.number]
    told = CliRunner().invoke(need, called, input=f"{who.code}\n")
    if told.exception and not isinstance(told.exception, SystemExit):
        raise told.exception
    return told


def test_one_person_is_shown_with_doubt_reason_and_no_single_figure(many):
    said = asks("show", many[-1], "--reason", "planning").stdout
    assert "Opened for: planning what comes next. " in said
    assert re.search(r"Self-control, own answers: \d+ \(95 % CI \d+", said)
    assert "Lower than most here." in said
    assert "Suggested: Self-control first. " in said
    assert "By rule 1." in said
    assert "Slips at squares, task: not measured yet" in said
    assert "It does not show what caused the change." in said
    assert not re.search("need score|percentile|rank", said, re.IGNORECASE)


@pytest.mark.usefixtures("many")
def test_a_prison_number_is_looked_up():
    assert "Opened for" in asks("show", "A1016BC", "--reason", "planning").stdout


@pytest.mark.usefixtures("many")
def test_without_a_reason_of_the_list_nothing_is_asked():
    told = asks("list")
    assert told.exit_code == 2
    assert "--reason" in told.stderr
    assert asks("list", "--reason", "curious").exit_code == 2


def test_the_list_is_in_words_and_in_the_published_order(many):
    said = asks("list", "--reason", "planning").stdout.splitlines()
    assert said[0].startswith("First who shows more need than most here")
    assert said[1].startswith(many[-1])
    assert "More need than most here." in said[1]
    assert not any(re.search(r"\d\.\d", line) for line in said[1:])


def test_a_choice_against_the_rule_is_kept_and_shown_with_its_reason(many):
    asked = ("choose", many[2], "first", "--because", "leaving_soon")
    assert "The person can see it" in asks(*asked).stdout
    said = asks("list", "--reason", "planning").stdout.splitlines()
    assert said[1].startswith(many[2])
    assert said[2] == "  Early in the list: They leave soon"


@pytest.mark.usefixtures("many")
def test_the_group_has_its_interval_and_every_warning():
    said = asks("group").stdout
    assert re.search(
        r"Self-control, own answers, everybody: [+-]\d+\.\d\d, between .*11 people",
        said,
    )
    assert "Nobody else was compared with: this shows no effect." in said
    assert "Who begins far out comes back by chance alone." in said
    assert "Who was not measured again may differ." in said
    assert "Time to stop, task, everybody: Too few people to show." in said
    assert "It cannot show a group that is too small." in said
    by_band = asks("group", "--band", "age_band").stdout
    assert "age band 21-29: Too few" in by_band or "Too few people" in by_band


def test_json_is_the_value_that_the_core_answered(many):
    told = asks("show", many[0], "--reason", "support", "--json").stdout
    view = msgspec.json.decode(told, type=NeedView)
    assert view.person == many[0]
    assert json.loads(told)["reason"] == "support"
    listed = asks("list", "--reason", "planning", "--json").stdout
    assert len(msgspec.json.decode(listed, type=NeedList).people) == len(many)
    group = msgspec.json.decode(asks("group", "--json").stdout, type=NeedGroup)
    assert group.least == 10
    assert date.fromisoformat(json.loads(listed)["people"][0]["since"])


@pytest.mark.usefixtures("many")
def test_nobody_of_that_name_is_a_plain_sentence():
    with pytest.raises(Usage, match="That person is not on this pod"):
        asks("show", "nobody23", "--reason", "planning")


def test_the_sheet_for_the_person_names_each_look_and_each_choice(many):
    asks("show", many[-1], "--reason", "key_work")
    asks("choose", many[-1], "agency", "--because", "person_wishes")
    called = ["see", "A1016BC", "--as", SUPERVISOR.number]
    said = CliRunner().invoke(people, called, input=f"{SUPERVISOR.code}\n").stdout
    assert re.search(r"Staff looked at it on \d{4}-\d\d-\d\d, for: key work", said)
    assert re.search(r"Staff chose on .*: agency, because: person wishes", said)
