"""The files inside a bundle: archives that could do harm, tables that make no sense."""

import io
import stat
import zipfile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pod.bundle.archive import unzipped
from pod.bundle.released import Measure, Participant, Released
from pod.bundle.tables import from_csv, read_tables, tables, to_csv
from pod.errors import Malformed
from pod.study import allowed_bands
from tests.export.makers import POLICY, some_release

BANDS = allowed_bands(POLICY)


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
        archive(*((f"f{n}.csv", b"") for n in range(65))),
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
    assert from_csv(to_csv([row], Measure), Measure) == (row,)


def changed_cell(column, text):
    files = tables(some_release())
    path = "data/measures.csv" if column in Measure.__struct_fields__[1:] else ""
    path = path or "data/participants.csv"
    kind = Measure if "measures" in path else Participant
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
    with pytest.raises(Malformed):
        read_tables(changed_cell(column, text), BANDS)


@pytest.mark.parametrize("content", [b"", b"a,b\r\n", b"\xff\xfe", b'"'])
def test_a_file_that_is_no_such_table_is_refused(content):
    with pytest.raises(Malformed):
        from_csv(content, Participant)


def test_the_same_row_twice_is_refused():
    one = some_release()
    row, person = one.measures[0], one.participants[0]
    for twice in (Released(measures=(row, row)), Released(participants=(person,) * 2)):
        with pytest.raises(Malformed, match="twice"):
            read_tables(tables(twice), BANDS)
