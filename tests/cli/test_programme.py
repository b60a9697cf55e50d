"""`pod programme`: a course can be read, and explains itself in one sentence."""

import json

import pytest
from click.testing import CliRunner

from pod.cli.group import pod
from pod.errors import Usage


def run(*words):
    done = CliRunner().invoke(pod, ["programme", *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_programmes_are_listed_with_what_they_are():
    assert "first, version" in run("list")
    assert "enhance, version" in run("list")


def test_a_programme_is_shown_part_by_part_with_its_minutes():
    parts = json.loads(run("show", "first", "--json"))
    assert parts[0]["task"] == "check_in"
    assert all(one["minutes"] >= 1 for one in parts)
    assert {one["point"] for one in parts} == {"first", "last"}


def test_what_comes_next_is_explained_in_one_sentence():
    assert run("next", "first", "--done", "1") == (
        "Sitting 1: ons4. These questions come at this point of the course.\n"
    )
    assert run("next", "first", "--finished", "2") == "The course is complete.\n"
    assert run("next", "first", "--done", "7") == "Sitting 1 is complete.\n"


@pytest.mark.parametrize("result", ["phq8.nothing=1", "phq8.total=many"])
def test_a_result_that_makes_no_sense_is_refused_in_one_sentence(result):
    words = ["programme", "next", "first", "--result", result]
    with pytest.raises(Usage):
        CliRunner().invoke(pod, words, catch_exceptions=False)
