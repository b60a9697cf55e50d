"""A bundle is written as a stream: row by row, and the same for the same content."""

import hashlib
import io
import subprocess
from typing import Annotated, Literal
from zipfile import ZipFile

import frictionless
import msgspec
import pytest
from msgspec import Meta

from pod.bundle.archive import unzipped
from pod.bundle.sheets import BATCH, Envelope, Sheet, write_zip, writing_zip
from pod.bundle.stream import PIECE, Sealer
from pod.bundle.tables import outcome_sheets
from pod.errors import Malformed
from pod.seal import Trusted, new_identity, recipient_of, signer, unseal
from pod.study import allowed_bands
from pod.values import Value, seeded
from tests.export.makers import POD_KEY, POLICY, heading, new_keys, some_release

KEYS = new_keys()
BANDS = allowed_bands(POLICY)


class Press(Value, frozen=True, kw_only=True):
    """A row of a table that outcomes do not have."""

    study_code: Annotated[str, Meta(pattern="^[a-z0-9]{8,32}$", description="Who")]
    row: Annotated[int, Meta(ge=1, description="Which")]
    rt_ms: Annotated[
        Annotated[float, Meta(ge=0)] | None, Meta(description="How long, if pressed")
    ]
    right: Annotated[bool, Meta(description="Whether it was right")]
    side: Annotated[Literal["left", "right", ""], Meta(description="Where, if told")]


def press(row, **changed):
    usual = {"study_code": "code000001", "row": row, "rt_ms": 301.25, "right": True}
    return Press(**{**usual, "side": "left", **changed})


def envelope(**changed):
    usual = {"heading": heading(KEYS.recipients), "bands": BANDS, "key": POD_KEY}
    return Envelope(**{**usual, **changed})


def presses(rows):
    return Sheet("data/trials_go.csv", Press, ("study_code", "row"), rows)


class Pipe:
    """Where bytes go and never come back: it can neither be read nor gone back in."""

    def __init__(self):
        self.got = b""

    def write(self, content):
        self.got += content
        return len(content)


def written(rows=(), **changed):
    out = Pipe()
    sheets = [*outcome_sheets(some_release(), BANDS), presses(rows)]
    write_zip(out, envelope(level="rows", **changed), sheets)
    return out.got


def test_the_same_content_makes_the_same_bytes_wherever_they_go():
    rows = [press(1), press(2, rt_ms=None, right=False, side="")]
    extra = {"disclosure.json": b"{}"}
    assert written(rows, extra=extra) == written(iter(rows), extra=extra)
    assert written(rows) != written(rows[:1])
    with ZipFile(io.BytesIO(written(rows))) as archive:
        members = archive.infolist()
    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {one.external_attr >> 16 for one in members} == {0o100600}
    names = [one.filename for one in members]
    assert names[-2:] == ["manifest.json", "manifest.json.sig"]


def test_rows_are_asked_for_as_they_are_written_and_may_be_mere_columns():
    asked = []

    def rows():
        for number in range(1, 3 * BATCH):
            asked.append(number)
            yield msgspec.structs.astuple(press(number))

    steps = writing_zip(Pipe(), envelope(level="rows"), [presses(rows())])
    next(steps)
    assert len(asked) == BATCH
    next(steps)
    assert len(asked) == 2 * BATCH
    steps.close()


def test_every_file_is_hashed_in_the_signed_manifest():
    extra = {"disclosure.json": b'{"k": 5}', "linkage.age": bytes(100)}
    files = unzipped(written([press(1)], extra=extra, agreement="DSA 7"))
    signature = files.pop("manifest.json.sig").decode()
    manifest = files.pop("manifest.json")
    assert signer(manifest, signature, [Trusted("pod07", POD_KEY.public)]) == "pod07"
    told = msgspec.json.decode(manifest)
    hashes = {path: hashlib.sha256(files[path]).hexdigest() for path in files}
    assert told["files"] == hashes
    assert (told["level"], told["agreement"]) == ("rows", "DSA 7")
    assert told["counts"]["trials_go"] == 1
    assert set(extra) <= files.keys()


@pytest.mark.parametrize(
    "row",
    [
        press(0),
        press(1, study_code="A1234BC"),
        press(1, rt_ms=-1.0),
        press(1, side="up"),
        (*msgspec.structs.astuple(press(1)), "more"),
        ("code000001", "1", 3.0, True, "left"),
    ],
)
def test_a_row_that_others_would_refuse_stops_the_bundle(row):
    with pytest.raises(Malformed, match="may not leave"):
        written([press(5), row])


def test_unzip_and_frictionless_accept_tables_that_outcomes_do_not_have(tmp_path):
    rows = [press(1), press(2, rt_ms=None, right=False, side="")]
    extra = {"disclosure.json": b"{}", "params.json": b"{}"}
    (tmp_path / "bundle.zip").write_bytes(written(rows, extra=extra))
    words = ["unzip", "-q", "bundle.zip", "-d", "out"]
    subprocess.run(words, cwd=tmp_path, check=True)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
    assert {one.name: one.stats.get("rows") for one in report.tasks}["trials_go"] == 2


def test_a_stream_is_sealed_piece_by_piece_and_signed_as_a_whole():
    identity, content = new_identity(), seeded(1).randbytes(3 * PIECE)
    sealer, pieces = Sealer([recipient_of(identity)]), []
    for at in range(0, len(content), 10_000):
        sealer.write(content[at : at + 10_000])
        pieces += sealer.pieces()
    pieces += sealer.end()
    assert {len(one) for one in pieces[:-1]} == {PIECE}
    known, whole = sealer.known_as("a.podbundle", POD_KEY), b"".join(pieces)
    assert unseal(whole, [identity]) == content
    assert known.size == len(whole)
    assert known.sha256 == hashlib.sha256(whole).hexdigest()
    assert known.signature == POD_KEY.sign(whole)


def test_a_stream_that_is_given_up_leaves_nobody_waiting():
    sealer = Sealer([recipient_of(new_identity())])
    sealer.write(b"begun")
    sealer.abandon()
    assert not sealer._work.is_alive()
