"""Many rows, and many bundles, at once are read as one line after another would be."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.leaving import columns_of, kind_of
from pod.bundle.research import TRIAL_KEY
from pod.bundle.tables import KINDS, MEASURES
from pod.errors import Malformed
from pod.evaluation import columns, several
from pod.evaluation.columns import read_table
from pod.evaluation.kinds import types_of
from pod.evaluation.several import read_several
from pod.evaluation.shapes import Table
from pod.task import task_named
from tests.evaluation.broken import FILES

KIND = kind_of("go_nogo", columns_of(task_named("go_nogo").row))
ROW = dict.fromkeys(KIND.__struct_fields__, "")
PLACE = {"study_code": "abcd2345", "sitting": "0" * 16, "activity": "1" * 16}
SPOILT = [
    *("0x10", " 1", "1 ", "-1", "1e999", "nan", "inf", "", "+1", "1.0", "1_0"),
    *("1.5", "true", "True", "maybe", '"5"', '" 5"', '"a""b"', '"', "\t1", "\x00"),
    *('"1\r\n2"', '"1\n2', '2"', "1\r2", '"1,2"'),
    *("9223372036854775808", "é", "\udcff", "1,2", "1\r\n2", "1\n2", "-0", ".5", "5."),
    *("007", "-007", "00.5", "-00", "000", "00e1", "0e0", "1e2", "5,", "- 1", "01"),
    *("0X1f", "-.5", "1..5", "..", "next", "0next"),
]


def trials():
    """Return a table of trials in which every column has a value that it may have."""
    usual = {"integer": "1", "number": "1.5", "boolean": "True"}
    told = {
        one.name: one.closed[0] if one.closed else usual[one.sort]
        for one in columns_of(task_named("go_nogo").row)
    }
    return [
        list({**ROW, **told, **PLACE, "row": str(number)}.values())
        for number in range(1, 6)
    ]


TABLES = {
    "trials": (KIND, TRIAL_KEY, trials()),
    "measures": (
        *KINDS[MEASURES],
        [line.split(",") for line in FILES[MEASURES].decode().split("\r\n")[1:7]],
    ),
}


def read(table, small):
    """Read a table, from a size on at once; return what is right and wrong."""
    before, columns.SMALL = columns.SMALL, small
    try:
        told = read_table(table)
    except Malformed as trouble:
        return trouble.say.split(":")[0]
    finally:
        columns.SMALL = before
    return told.rows.to_pylist(), told.refused


def made(name, spoilt, again=False, end="\r\n"):
    """Return a table some of whose cells are spoilt, one row perhaps told twice."""
    kind, key, rows = TABLES[name]
    rows = [list(row) for row in rows]
    for row, column, text in spoilt:
        rows[row][column] = text
    rows += rows[:1] if again else []
    lines = [",".join(row) for row in [kind.__struct_fields__, *rows]]
    content = ("\r\n".join(lines) + end).encode("utf-8", "surrogateescape")
    return Table(MEASURES, kind, key, types_of(kind, {}), content)


def spoiling(most):
    """Return cells to spoil: their rows, their columns, their words."""
    cell = st.tuples(st.integers(0, 4), st.integers(0, 14), st.sampled_from(SPOILT))
    return st.lists(cell, max_size=most)


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(TABLES)), spoilt=spoiling(2), again=st.booleans())
def test_read_at_once_is_read_as_line_by_line(name, spoilt, again):
    table = made(name, spoilt, again)
    assert read(table, 0) == read(table, 10**9)


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(sorted(TABLES)),
    each=st.lists(
        st.tuples(
            spoiling(1), st.booleans(), st.sampled_from(["\r\n", "", "\n", "\r"])
        ),
        min_size=2,
        max_size=4,
    ),
)
def test_many_bundles_are_read_as_each_by_itself(name, each):
    tables = {place: made(name, *how) for place, how in enumerate(each)}
    types = next(iter(tables.values())).types
    tables = {n: replace(one, types=types) for n, one in tables.items()}
    found, broken = read_several("measure", tables)
    for place, table in tables.items():
        others = [other for other in tables if other != place]
        mine = [one.beside(others) for one in found]
        rows = [row for one in mine for row in one.rows.drop(["ord"]).to_pylist()]
        refused = {r["row"]: r["why"] for one in mine for r in one.refused.to_pylist()}
        told = (rows, refused)
        if place in broken:
            told = broken[place].say.split(":")[0]
        assert told == read(table, 10**9)


def test_bundles_are_read_in_one_go_where_nothing_is_odd(monkeypatch):
    monkeypatch.delattr(several, "read_table")
    tables = dict.fromkeys(range(5, 9), made("trials", [(1, 5, "-1"), (4, 9, '"5"')]))
    (read,), broken = read_several("trials_go_nogo", tables)
    assert (len(read.rows), broken) == (4 * 4, {})
    assert read.refused["ord"].to_pylist() == [5, 6, 7, 8]


def test_a_key_that_another_bundle_has_is_told_once_in_each():
    first, second = made("measures", []), made("measures", [], again=True)
    (read,), _ = read_several("measure", {0: first, 3: second})
    assert len(read.rows) == 2 * 6
    assert read.refused.to_pylist() == [{"ord": 3, "row": 7, "why": "twice"}]


@pytest.mark.parametrize("name", TABLES)
def test_a_right_table_is_read_at_once(name, monkeypatch):
    kind, key, rows = TABLES[name]
    lines = [",".join(row) for row in [kind.__struct_fields__, *rows]]
    content = "".join(f"{line}\r\n" for line in lines).encode()
    monkeypatch.setattr(columns, "SMALL", 0)
    monkeypatch.delattr(columns, "line_by_line")
    read = read_table(Table(MEASURES, kind, key, types_of(kind, {}), content))
    assert (len(read.rows), read.refused) == (len(rows), {})
