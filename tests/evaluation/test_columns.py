"""Many rows at once are read as one line after another would be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.bundle.leaving import columns_of, kind_of
from pod.bundle.research import TRIAL_KEY
from pod.bundle.tables import KINDS, MEASURES
from pod.errors import Malformed
from pod.evaluation import columns
from pod.evaluation.columns import read_table
from pod.evaluation.kinds import types_of
from pod.evaluation.shapes import Table
from pod.task import task_named
from tests.evaluation.broken import FILES

KIND = kind_of("go_nogo", columns_of(task_named("go_nogo").row))
ROW = dict.fromkeys(KIND.__struct_fields__, "")
PLACE = {"study_code": "abcd2345", "sitting": "0" * 16, "activity": "1" * 16}
SPOILT = [
    *("0x10", " 1", "1 ", "-1", "1e999", "nan", "inf", "", "+1", "1.0", "1_0"),
    *("1.5", "true", "True", "maybe", '"5"', '" 5"', '"a""b"', '"', "\t1", "\x00"),
    *("9223372036854775808", "é", "\udcff", "1,2", "1\r\n2", "1\n2", "-0", ".5", "5."),
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


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(TABLES)),
    spoilt=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 14), st.sampled_from(SPOILT)),
        max_size=2,
    ),
    again=st.booleans(),
)
def test_read_at_once_is_read_as_line_by_line(name, spoilt, again):
    kind, key, rows = TABLES[name]
    rows = [list(row) for row in rows]
    for row, column, text in spoilt:
        rows[row][column] = text
    rows += rows[:1] if again else []
    lines = [",".join(row) for row in [kind.__struct_fields__, *rows]]
    content = "".join(f"{line}\r\n" for line in lines)
    content = content.encode("utf-8", "surrogateescape")
    table = Table(MEASURES, kind, key, types_of(kind, {}), content)
    assert read(table, 0) == read(table, 10**9)


@pytest.mark.parametrize("name", TABLES)
def test_a_right_table_is_read_at_once(name, monkeypatch):
    kind, key, rows = TABLES[name]
    lines = [",".join(row) for row in [kind.__struct_fields__, *rows]]
    content = "".join(f"{line}\r\n" for line in lines).encode()
    monkeypatch.setattr(columns, "SMALL", 0)
    monkeypatch.delattr(columns, "line_by_line")
    read = read_table(Table(MEASURES, kind, key, types_of(kind, {}), content))
    assert (len(read.rows), read.refused) == (len(rows), {})
