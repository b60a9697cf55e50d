"""Programmes are data: what they name is there, or the file is refused by name."""

import pytest

from pod.errors import Malformed
from pod.programme import (
    every_programme,
    numbers_for,
    parts_of,
    read_file,
    read_programme,
)
from pod.settings import RESOURCES
from pod.task import task_named

HEAD = """name = "sample"
version = 1
consent = 1
weeks = 8
about = "A sample."
[packs]
short = ["ons4"]
"""


def written(folder, body, name="sample.toml"):
    path = folder / name
    path.write_text(HEAD + body, "utf-8")
    return path


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('[[sittings]]\nparts = ["no_such"]', r"sittings\[0\].parts\[0\].*no_such"),
        (
            '[[sittings]]\nparts = [{pack = "long"}]',
            r"parts\[0\].pack: expected one of",
        ),
        ('[[sittings]]\nparts = [{choose = ["ons4"]}]', "expected two or three"),
        ('[[sittings]]\nparts = [{do = "ons4", pack = "short"}]', "exactly one of"),
        ('[[sittings]]\nparts = [{do = "ons4", instead = "phq8"}]', "a rule in when"),
        (
            '[[sittings]]\nparts = [{do = "ons4", when = {task = "phq8", '
            'score = "nought", at_least = 1}}]',
            "phq8 has no nought, only total",
        ),
        (
            '[[sittings]]\nparts = [{do = "ons4", when = {task = "phq8", '
            'score = "total"}}]',
            "expected at_least or at_most",
        ),
        ('[[sittings]]\nparts = ["ons4"]\nstreak = 3', "unknown field `streak`"),
        (
            '[numbers.go_nogo]\nblocks = 99\n[[sittings]]\nparts = ["ons4"]',
            "numbers.go_nogo: .*<= 8",
        ),
        (
            '[numbers.nothing]\nblocks = 1\n[[sittings]]\nparts = ["ons4"]',
            "no activity called nothing",
        ),
    ],
)
def test_a_programme_with_a_mistake_is_refused_with_file_key_and_wish(
    tmp_path, body, said
):
    with pytest.raises(Malformed, match=said) as refused:
        read_file(written(tmp_path, body))
    assert "sample.toml" in refused.value.say


def test_a_programme_under_another_name_is_refused(tmp_path):
    path = written(tmp_path, '[[sittings]]\nparts = ["ons4"]', "other.toml")
    with pytest.raises(Malformed, match=r"other.toml, name: expected other"):
        read_file(path)


def test_every_programme_that_ships_is_whole():
    names = {programme.name for programme in every_programme()}
    files = {path.stem for path in (RESOURCES / "programmes").glob("*.toml")}
    assert names == files


def minutes_of(programme, number):
    """The least and most minutes of a sitting."""
    least = most = 0
    for part in parts_of(programme, number):
        names = [name for name in (part.do, part.instead, *part.choose) if name]
        minutes = [task_named(name).minutes for name in names]
        may_be_left_out = part.when is not None and part.instead is None
        least += 0 if may_be_left_out else min(minutes)
        most += max(minutes)
    return least, most


def test_the_course_is_eight_weeks_of_two_sittings_of_20_to_30_minutes():
    course = read_programme("enhance")
    held = [one for one in course.sittings if one.point != "followup"]
    assert (course.weeks, len(held)) == (8, 16)
    for number in range(len(held)):
        least, most = minutes_of(course, number)
        assert 20 <= least <= most <= 30, (number, least, most)


def test_without_a_pulse_sensor_the_search_still_fills_its_sitting():
    course, task = read_programme("enhance"), task_named("resonance")
    steady = numbers_for(task, course.numbers["resonance"]).minutes
    for number in range(len(course.sittings)):
        if "resonance" in [part.do for part in parts_of(course, number)]:
            least, _ = minutes_of(course, number)
            assert least - task.minutes + steady >= 20


def test_every_sitting_of_the_course_begins_and_ends_with_the_person():
    course = read_programme("enhance")
    for number in range(len(course.sittings)):
        first, *_, last = parts_of(course, number)
        assert (first.do, last.do) == ("check_in", "how_was_it")


def test_the_course_measures_at_its_beginning_middle_end_and_later():
    """Every point has one full pack; every other sitting has the short one."""
    course = read_programme("enhance")
    packs = {"first": 0, "middle": 0, "last": 0, "followup": 0}
    for sitting in course.sittings:
        held = {part.pack for part in sitting.parts if not isinstance(part, str)}
        if sitting.point is None:
            assert held & {"short", "full"} == {"short"}
        else:
            packs[sitting.point] += "full" in held
    assert packs == dict.fromkeys(packs, 1)
    assert list(packs) == list(
        dict.fromkeys(s.point for s in course.sittings if s.point)
    )


def test_what_measures_is_the_same_at_every_point():
    course = read_programme("enhance")
    at = {}
    for number, sitting in enumerate(course.sittings):
        for part in parts_of(course, number):
            for name in filter(None, (part.do, part.instead)):
                if sitting.point and task_named(name).form == "assessment":
                    at.setdefault(sitting.point, []).append(name)
    assert at["first"] == at["last"] == at["followup"]
    assert set(at["middle"]) <= set(at["first"])


def test_trainings_never_stand_where_it_is_measured_first():
    """What is measured at the beginning has not been practised yet."""
    course = read_programme("enhance")
    for number, sitting in enumerate(course.sittings):
        if sitting.point == "first":
            names = [part.do for part in parts_of(course, number) if part.do]
            assert all(task_named(name).form != "training" for name in names)


def test_the_taster_is_short():
    course = read_programme("taster")
    assert all(minutes_of(course, n)[1] <= 21 for n in range(len(course.sittings)))
