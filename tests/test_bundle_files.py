"""The files inside a bundle: archives that could do harm, tables that make no sense."""

import io
import stat
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.bundle.archive import unzipped
from pod.bundle.reading import read_rows
from pod.bundle.released import Measure, Participant, Reached, Released
from pod.bundle.sheets import csv_lines
from pod.bundle.tables import KINDS, from_csv, outcome_sheets
from pod.errors import Malformed
from pod.study import allowed_bands
from tests.export.makers import POLICY, some_release

BANDS = allowed_bands(POLICY)


def tables(released):
    """Return the CSV files of what is released, unchecked, by their paths."""
    several = msgspec.structs.astuple(released)
    return {
        path: csv_lines([kind.__struct_fields__, *map(msgspec.structs.astuple, rows)])
        for (path, (kind, _)), rows in zip(KINDS.items(), several, strict=True)
    }


def archive(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def link(name):
    member = zipfile.ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    "untrusted",
    [
        b"",
        b"PK\x05\x06 not a whole one",
        archive(("../up.csv", b"")),
        archive(("/etc/passwd.csv", b"")),
        archive(("data\\up.csv", b"")),
        archive(("data/sub/deep.csv", b"")),
        archive(("data/", b"")),
        archive((link("data/link.csv"), b"/etc/passwd")),
        archive(*((f"f{n}.csv", b"") for n in range(257))),
        archive(("bomb.csv", bytes(20_000_000))),
        archive(("a.csv", b"abc")).replace(b"KLJ", b"KLK"),
    ],
)
def test_an_archive_that_could_do_harm_is_not_unpacked(untrusted):
    with pytest.raises(Malformed):
        unzipped(untrusted)


def test_an_archive_of_plain_files_is_unpacked_whoever_packed_it():
    packed = archive(("a.csv", b"1"), ("data/b.csv", bytes(900_000)))
    assert unzipped(packed) == {"a.csv": b"1", "data/b.csv": bytes(900_000)}


def test_the_same_member_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = archive(("a.csv", b"1"), ("a.csv", b"2"))
    with pytest.raises(Malformed, match="twice"):
        unzipped(twice)


WORDS = st.text(st.characters(codec="utf-8"), max_size=30)
NUMBERS = st.none() | st.floats(-1e9, 1e9).map(lambda x: round(x, 3))


@given(scoring=WORDS, value=NUMBERS)
def test_csv_keeps_quotes_newlines_and_every_script(scoring, value):
    row = msgspec.structs.replace(
        some_release().measures[0],
        scoring=scoring,
        value=value,
        missing="" if value is not None else "skipped",
    )
    columns, header = msgspec.structs.astuple(row), Measure.__struct_fields__
    assert from_csv(csv_lines([header, columns]), Measure) == (row,)


TABLES = (
    ("data/participants.csv", Participant),
    ("data/measures.csv", Measure),
    ("data/points.csv", Reached),
)


def changed_cell(column, text):
    files = tables(some_release())
    path, kind = next(
        (path, kind) for path, kind in TABLES if column in kind.__struct_fields__
    )
    lines = files[path].decode().split("\r\n")
    cells = lines[1].split(",")
    cells[kind.__struct_fields__.index(column)] = text
    lines[1] = ",".join(cells)
    return {**files, path: "\r\n".join(lines).encode()}


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("study_code", "A1234BC"),
        ("sex", "mole"),
        ("value", "nan"),
        ("value", "3.0"),
        ("value", "inf"),
        ("value", "1e99"),
        ("weeks_since_start", "-1"),
        ("weeks_since_start", "2026-03-02"),
        ("point", "sometime"),
        ("missing", "skipped and more"),
        ("kind", ""),
    ],
)
def test_an_impossible_value_is_refused(column, text):
    rows = read_rows(changed_cell(column, text), BANDS)
    assert [one.row for one in rows.refused] == [1]


@pytest.mark.parametrize("content", [b"", b"a,b\r\n", b"\xff\xfe", b'"'])
def test_a_file_that_is_no_such_table_is_refused(content):
    with pytest.raises(Malformed):
        from_csv(content, Participant)


def test_the_same_row_twice_is_refused():
    one = some_release()
    row, person = one.measures[0], one.participants[0]
    for twice in (Released(measures=(row, row)), Released(participants=(person,) * 2)):
        assert [one.why for one in read_rows(tables(twice), BANDS).refused] == ["twice"]
        with pytest.raises(Malformed, match="twice"):
            outcome_sheets(twice, BANDS)
