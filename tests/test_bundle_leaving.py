"""What of an activity's row may leave with research rows: never a free word."""

from dataclasses import replace
from io import BytesIO
from typing import Annotated, Literal, get_args
from zipfile import ZipFile

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from pod.bundle.leaving import PLACE, Column, columns_of, kind_of, reader_of
from pod.bundle.manifest import Manifest
from pod.bundle.research import FIXED, TRIAL_KEY, Reason
from pod.bundle.sheets import Envelope, Sheet, write_zip
from pod.diary.terms import REASONS
from pod.errors import Malformed
from pod.evaluation.columns import read_table
from pod.evaluation.shapes import Shapes
from pod.study import allowed_bands
from pod.task import tasks
from pod.values import Value, seeded
from tests.export.makers import POD_KEY, POLICY, heading, new_keys

BANDS = allowed_bands(POLICY)
WHO = ("abcd2345", "0" * 16, "1" * 16)
KEYS = new_keys()
COLUMNS = {one for task in tasks().values() for one in columns_of(task.row)}
WORDED = [
    (one, kind_of("t", [one]))
    for one in sorted(COLUMNS, key=lambda one: (one.name, one.closed))
    if one.sort == "string"
]
"""Every column of words that any activity has."""


class Chatty(Value, frozen=True, kw_only=True):
    """A row with every sort of field that must stay, and one that may leave."""

    said: str
    perhaps: str | None
    several: tuple[str, ...]
    named: dict[str, int]
    loose: Annotated[str, Meta(pattern="(yes|no)")]
    spaced: Annotated[str, Meta(pattern="^[a-z ]{0,99}$")]
    long: Annotated[str, Meta(max_length=8)]
    mixed: int | str
    numbered: Literal[1, 2]
    fine: Annotated[str, Meta(pattern="^(yes|no)$")]


def some(column, rng):
    """Return a value that this column may have."""
    if not column.required and rng.random() < 0.3:
        return None
    if column.closed:
        return rng.choice(column.closed)
    if column.sort == "boolean":
        return rng.random() < 0.5
    least = -50 if column.least is None else column.least
    most = least + 99 if column.most is None else column.most
    if column.sort == "integer":
        return rng.randint(int(least), int(most))
    return rng.uniform(least, most)


def packed(task, columns, rows):
    """Write a bundle whose only rows are these trials; return its files."""
    fixed = [Sheet(path, *told, ()) for path, told in FIXED.items()]
    trials = Sheet(f"data/trials_{task}.csv", kind_of(task, columns), TRIAL_KEY, rows)
    out = BytesIO()
    envelope = Envelope(
        heading=heading(KEYS.recipients), bands=BANDS, key=POD_KEY, level="rows"
    )
    write_zip(out, envelope, [*fixed, trials])
    with ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(files, task):
    """Read the trials back as an evaluator does."""
    (table,) = (one for one in tables_in(files) if one.task == task)
    told = read_table(table)
    assert told.refused == {}
    rows = told.rows.drop(["num"]).to_pylist()
    return [tuple(row.values()) for row in rows]


def tables_in(files):
    """Return a bundle's tables, unread."""
    manifest = msgspec.json.decode(files["manifest.json"], type=Manifest)
    return Shapes(BANDS).tables_in(manifest, files)


@pytest.mark.parametrize("name", tasks())
def test_what_leaves_of_a_row_arrives_as_it_was(name):
    rng, columns = seeded(name), columns_of(tasks()[name].row)
    rows = [
        (*WHO, number, *(some(column, rng) for column in columns))
        for number in range(1, 30)
    ]
    assert read(packed(name, columns, rows), name) == rows


@pytest.mark.parametrize("name", tasks())
def test_every_field_of_our_own_activities_may_leave(name):
    row = tasks()[name].row
    assert tuple(one.name for one in columns_of(row)) == row.__struct_fields__
    assert not set(row.__struct_fields__) & set(PLACE)


@given(words=st.text())
def test_no_free_word_leaves_with_a_row(words):
    for column, kind in WORDED:
        raw = dict(zip(PLACE, (*WHO, 1), strict=True)) | {column.name: words}
        if words not in column.closed:
            with pytest.raises(msgspec.ValidationError):
                msgspec.convert(raw, kind)


def test_a_field_that_could_hold_free_words_stays():
    assert [one.name for one in columns_of(Chatty)] == ["fine"]


def test_what_stays_is_never_read_from_a_kept_row():
    reader = reader_of("chatty", columns_of(Chatty))
    (row,) = reader.decode(b'[{"said": "my cell is B2-14", "fine": "yes"}]')
    assert msgspec.structs.astuple(row) == ("yes",)


def test_a_description_of_free_words_is_refused():
    with pytest.raises(Malformed, match="free words"):
        kind_of("chatty", [Column(name="said", sort="string")])


def test_a_table_that_is_described_as_holding_free_words_is_refused():
    row = (*WHO, 1, "yes")
    files = packed("chatty", columns_of(Chatty), [row])
    told = files["datapackage.json"].decode()
    assert '"enum"' in told
    package = msgspec.json.decode(told)
    (trials,) = (one for one in package["resources"] if "trials" in one["path"])
    trials["schema"]["fields"][-1]["constraints"].pop("enum")
    files["datapackage.json"] = msgspec.json.encode(package)
    with pytest.raises(Malformed, match="free words"):
        tables_in(files)


@pytest.mark.parametrize(
    ("cell", "text"),
    [(4, "maybe"), (3, "0"), (3, "first"), (2, "B2-14"), (0, "Sam"), (4, "")],
)
def test_a_value_that_is_not_allowed_refuses_its_row(cell, text):
    files = packed("chatty", columns_of(Chatty), [(*WHO, 1, "yes"), (*WHO, 2, "no")])
    path = "data/trials_chatty.csv"
    header, line, other, _ = files[path].decode().split("\r\n")
    cells = line.split(",")
    cells[cell] = text
    content = "\r\n".join((header, ",".join(cells), other, "")).encode()
    (table,) = (one for one in tables_in(files) if one.path == path)
    told = read_table(replace(table, content=content))
    assert told.refused == {1: "not_allowed"}
    assert told.rows["num"].to_pylist() == [2]


def test_a_table_that_is_another_than_the_one_described_is_refused():
    files = packed("chatty", columns_of(Chatty), [(*WHO, 1, "yes")])
    path = "data/trials_chatty.csv"
    files[path] = files[path].replace(b"yes", b"no")
    with pytest.raises(Malformed, match="not described"):
        tables_in(files)


def test_why_a_booking_came_to_nothing_is_told_in_the_words_of_the_diary():
    assert get_args(Reason) == REASONS
