"""Which measure feeds which area: published, with sources, and true of the files."""

import re
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from pod.change.figures import Instrument
from pod.desk.need import NeedAsked, NeedTold
from pod.need.areas import AREAS, component_named, read_areas
from pod.need.kept import Known
from pod.settings import LANGUAGES
from pod.storage.doings_tables import DoingsBase
from pod.study import BANDS
from pod.task import task_named, tasks

EVERY = [one for area in read_areas().areas for one in area.components]
NEVER = re.compile("offen[cs]e|crime|convict|ethnic|race|religio|national|oasys|risk")


def test_the_three_areas_are_there_and_each_is_led_by_own_answers():
    areas = read_areas()
    assert tuple(one.id for one in areas.areas) == AREAS
    assert all(areas.leading(name).kind == "answers" for name in AREAS)


@pytest.mark.parametrize("component", EVERY, ids=lambda one: one.id)
def test_each_measure_has_a_source_and_words_in_both_languages(component):
    assert component.source
    assert component.why
    assert component.label.keys() == set(LANGUAGES)


@pytest.mark.parametrize("component", EVERY, ids=lambda one: one.id)
def test_each_measure_is_a_score_that_an_activity_has_and_turned_as_it_is(component):
    for found in component.found:
        if found.task not in tasks():
            assert found.task == "swemwbs"
            continue
        task = task_named(found.task)
        assert found.score in task.score([])
        assert (task.form == "measure") == (component.kind == "answers")
        if isinstance(params := task.read_params(), Instrument):
            scale = next(one for one in params.scales if one.name == found.score)
            assert scale.higher_is == component.higher_is


def test_no_measure_feeds_two_areas_and_each_has_its_own_name():
    names = [one.id for one in EVERY]
    places = [found for one in EVERY for found in one.found]
    assert len(set(names)) == len(names)
    assert len(set(places)) == len(places)


def test_an_unknown_measure_is_named_with_those_there_are():
    with pytest.raises(Exception, match=r"There is no measure luck\. There are: bscs"):
        component_named("luck")


def test_a_measure_of_a_site_without_the_licence_is_not_there():
    assert "swemwbs" not in [one.id for one in read_areas().components()]


def fields_of(kind, seen):
    """Give the name of every field of a value, and of the values in it."""
    info = msgspec.inspect.type_info(kind)
    for field in getattr(info, "fields", ()):
        yield field.name
        yield from inside(field.type, seen)


def inside(info, seen):
    for part in ("cls", "item_type", "value_type"):
        found = getattr(info, part, None)
        if isinstance(found, type) and found not in seen:
            seen.add(found)
            yield from fields_of(found, seen)
        elif found is not None and not isinstance(found, type):
            yield from inside(found, seen)
    for one in (*getattr(info, "types", ()), *getattr(info, "item_types", ())):
        yield from inside(one, seen)


def test_offence_and_ethnicity_are_nowhere_in_what_need_knows_or_shows():
    """No such field exists: not in a value, a table, a band or the published file."""
    kinds = [Known, *get_args(NeedAsked), *get_args(NeedTold)]
    seen = set()
    names = {name for kind in kinds for name in fields_of(kind, seen)}
    assert {"score", "bands", "first_name", "placed"} <= names
    columns = {
        f"{table.name}.{column.name}"
        for table in DoingsBase.metadata.tables.values()
        for column in table.columns
    }
    assert not [name for name in names | set(BANDS) if NEVER.search(name)]
    assert not [name for name in columns if NEVER.search(name)]
    assert not [one for one in EVERY if NEVER.search(f"{one.id} {one.label['en']}")]


def test_the_need_code_reads_no_band_but_for_the_equality_view():
    """Nothing that says who is next, or what to stress, knows a band."""
    folder = Path(__file__).parents[2] / "pod" / "need"
    said = {
        path.stem for path in folder.glob("*.py") if ".bands" in path.read_text("utf-8")
    }
    assert said == {"equality", "group_change"}
