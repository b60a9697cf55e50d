"""What leaves of a course: bands and terms from closed lists, and nothing else."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import astuple

from pod.bundle.bands import (
    BECAUSE,
    MINUTES,
    MISSED,
    MODES,
    SITTINGS,
    commonest,
    minutes_band,
    missed_band,
    mode_of,
    sittings_band,
)
from pod.bundle.description import Described, data_package
from pod.bundle.reading import read_rows
from pod.bundle.sheets import csv_lines
from pod.bundle.tables import KINDS
from pod.diary.terms import REASONS
from pod.study import NOT_RELEASED, allowed_bands
from tests.export.makers import POLICY, heading, some_release

BANDS = allowed_bands(POLICY)
WHOLE = some_release()
HEADING, POINTS = heading(()), KINDS["data/points.csv"]
TABLES = dict(
    zip(
        KINDS,
        (WHOLE.participants, WHOLE.points, WHOLE.measures, WHOLE.withdrawals),
        strict=True,
    )
)
FILES = {
    path: csv_lines([KINDS[path][0].__struct_fields__, *map(astuple, rows)])
    for path, rows in TABLES.items()
}


def bounds(band):
    """Return the least and the most that the words of a band stand for."""
    if band == "none":
        return 0, 0
    if band.startswith("under "):
        return 0, int(band.removeprefix("under ")) - 1
    if band.endswith(" or more"):
        return int(band.removesuffix(" or more")), 10**9
    first, _, last = band.partition("-")
    return int(first), int(last or first)


@given(count=st.integers(1, 10_000))
def test_a_count_is_in_the_band_that_its_words_say(count):
    for band in (sittings_band(count), minutes_band(count), missed_band({"x": count})):
        first, last = bounds(band)
        assert first <= count <= last


def test_nothing_missed_and_no_minute_have_a_band_too():
    assert (minutes_band(0), missed_band({})) == ("under 30", "none")
    assert (commonest({}), commonest({"sick": 0})) == ("none missed", "none missed")


@pytest.mark.parametrize("values", [SITTINGS, MINUTES, MISSED, BECAUSE, MODES])
def test_every_list_can_say_that_it_is_not_released(values):
    assert values[-1] == NOT_RELEASED
    assert len(set(values)) == len(values)


@pytest.mark.parametrize("reason", [one for one in REASONS if one != "attended"])
def test_every_reason_that_staff_can_give_can_be_told(reason):
    assert commonest({"clash": 1, "sick": 1, reason: 2}) == reason


def test_no_reason_is_told_where_none_leads_and_an_unknown_one_is_other():
    assert commonest({"sick": 1, "clash": 1}) == "several"
    assert commonest({"flood": 3, "clash": 1}) == "other"


@pytest.mark.parametrize(
    ("stamps", "mode"),
    [
        ((), "not timed"),
        (("device", "arrival"), "box"),
        (("touch",), "touch"),
        (("touch", "keyboard"), "mixed"),
        (("rehearsal",), "rehearsal"),
    ],
)
def test_it_is_told_by_what_somebody_answered(stamps, mode):
    assert mode_of(stamps) == mode


def test_the_dictionary_repeats_each_list_in_its_own_order():
    lists = {"sittings": SITTINGS, "minutes": MINUTES, "missed": MISSED}
    lists |= {"missed_because": BECAUSE, "mode": MODES}
    told = data_package(HEADING, [Described("data/points.csv", *POINTS, 0, "")], BANDS)
    (table,) = json.loads(told)["resources"]
    found = {one["name"]: one for one in table["schema"]["fields"]}
    for name, values in lists.items():
        assert found[name]["constraints"]["enum"] == list(values)
        assert found[name]["categories"] == list(values)


@pytest.mark.parametrize("column", ["sittings", "minutes", "missed", "mode"])
def test_a_value_outside_a_list_is_refused(column):
    assert refused("data/points.csv", 1, column, NOT_RELEASED) == []
    assert refused("data/points.csv", 1, column, "7 prisoners") == [("points.csv", 1)]


def changed(path, row, column, text):
    """Return the tables with one cell changed."""
    lines = list(csv.reader(io.StringIO(FILES[path].decode(), newline="")))
    lines[row][lines[0].index(column)] = text
    return {**FILES, path: csv_lines(lines)}


def refused(path, row, column, text):
    told = read_rows(changed(path, row, column, text), BANDS).refused
    return [(one.file, one.row) for one in told]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
CELLS = st.sampled_from(
    [
        (path, row, column)
        for path, rows in TABLES.items()
        for row in range(1, len(rows) + 1)
        for column in KINDS[path][0].__struct_fields__
    ]
)


@given(cell=CELLS, text=TEXTS | st.sampled_from(["", "first", "last", "code000001"]))
def test_one_wrong_cell_never_costs_another_row(cell, text):
    path, row, column = cell
    told = read_rows(changed(path, row, column, text), BANDS)
    assert sum(told.counts().values()) == sum(map(len, TABLES.values()))
    assert len(told.refused) <= 1
    whole = read_rows(FILES, BANDS)
    for one, numbers in whole.at.items():
        lost = set(numbers) - set(told.at[one])
        assert lost == {each.row for each in told.refused if one.endswith(each.file)}
