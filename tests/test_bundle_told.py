"""What a known pod signs must fit together, and broken bytes end in a sentence."""

import hashlib
from contextlib import suppress

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pod.bundle.archive import unzipped
from pod.bundle.pack import Arrived, open_bundle
from pod.errors import Malformed, Untrusted
from pod.seal import seal
from tests.export.makers import (
    POD_KEY,
    build_zip,
    heading,
    new_keys,
    opener,
    some_release,
    zipped,
)

KEYS = new_keys()
WHOLE = build_zip(heading(KEYS.recipients), some_release())
END = len(WHOLE) - 22
DIRECTORY = int.from_bytes(WHOLE[END + 16 : END + 20], "little")


def sent(content):
    """Seal and sign a ZIP as a pod that is known would."""
    sealed = seal(content, KEYS.recipients)
    signature = POD_KEY.sign(sealed)
    return Arrived(name="any.podbundle", content=sealed, signature=signature)


def told(change_manifest=(), **changed_files):
    """Send files that are not those of the rows, under a manifest that names them."""
    files = {**unzipped(WHOLE), **changed_files}
    manifest = msgspec.json.decode(files["manifest.json"])
    inside = {name: what for name, what in files.items() if "manifest" not in name}
    manifest["files"] = {
        name: hashlib.sha256(what).hexdigest() for name, what in inside.items()
    }
    files["manifest.json"] = msgspec.json.encode({**manifest, **dict(change_manifest)})
    files["manifest.json.sig"] = POD_KEY.sign(files["manifest.json"]).encode()
    return sent(zipped(files))


PACKAGE = unzipped(WHOLE)["datapackage.json"]


def test_a_manifest_written_by_another_program_opens_as_well():
    assert open_bundle(told(), opener(KEYS)).released == some_release()


@pytest.mark.parametrize(
    "change",
    [
        {"counts": {"participants": 5, "measures": 48}},
        {"counts": {"participants": 6}},
        {"counts": {"participants": 6, "measures": 48, "names": 6}},
        {"content": ["ons4 2"]},
    ],
)
def test_a_manifest_that_does_not_fit_its_rows_is_refused(change):
    with pytest.raises(Malformed, match="does not fit its rows"):
        open_bundle(told(change), opener(KEYS))


@pytest.mark.parametrize(
    "package",
    [
        b"",
        b"{}",
        b'"\xff"',
        b"[" * 100_000,
        b"[" * 900 + b"]" * 900,
        PACKAGE.replace(b'"male"', b'"mole"', 1),
        PACKAGE.replace(b'"calm-pod07-000001"', b'"calm-pod07-000002"'),
        PACKAGE.replace(b"data/measures.csv", b"data/measured.csv"),
        PACKAGE.replace(b'"bytes": ', b'"bytes": 1'),
    ],
)
def test_a_description_of_other_tables_is_refused(package):
    with pytest.raises(Malformed, match="does not describe its tables"):
        open_bundle(told(**{"datapackage.json": package}), opener(KEYS))


def test_a_description_in_better_words_is_accepted():
    worded = PACKAGE.replace(b"Measure point", b"When it was measured")
    assert worded != PACKAGE
    opened = open_bundle(told(**{"datapackage.json": worded}), opener(KEYS))
    assert opened.released == some_release()


def test_a_manifest_that_is_no_text_is_refused():
    files = unzipped(WHOLE)
    files["manifest.json"] = b'{"software": "\xff"}'
    files["manifest.json.sig"] = POD_KEY.sign(files["manifest.json"]).encode()
    with pytest.raises(Malformed, match="makes no sense"):
        open_bundle(sent(zipped(files)), opener(KEYS))


def changed(at, byte):
    return WHOLE[:at] + bytes([byte]) + WHOLE[at + 1 :]


@pytest.mark.parametrize(
    "content",
    [
        changed(END + 14, 0xFF),
        changed(END + 18, 0x01),
        changed(DIRECTORY + 10, 0x63),
        changed(DIRECTORY + 8, 0x01),
        WHOLE[:DIRECTORY],
    ],
    ids=["size", "offset", "method", "encrypted", "cut"],
)
def test_a_broken_zip_from_a_known_pod_is_malformed(content):
    with pytest.raises(Malformed):
        open_bundle(sent(content), opener(KEYS))


SPOTS = st.integers(0, len(WHOLE) - 1) | st.integers(DIRECTORY, len(WHOLE) - 1)


@settings(max_examples=300, deadline=None)
@example(changes={END + 18: 0x01})
@given(changes=st.dictionaries(SPOTS, st.integers(0, 255), min_size=1, max_size=4))
def test_however_a_zip_is_broken_it_says_the_same_or_is_refused(changes):
    content = bytearray(WHOLE)
    for at, byte in changes.items():
        content[at] = byte
    with suppress(Malformed, Untrusted):
        opened = open_bundle(sent(bytes(content)), opener(KEYS))
        assert opened.released == some_release()


HEAD = {"store": "doings", "count": 3, "hash": "a" * 64}


def test_heads_of_both_records_are_read():
    both = told({"heads": [HEAD, HEAD | {"store": "people"}]})
    assert len(open_bundle(both, opener(KEYS)).manifest.heads) == 2


@pytest.mark.parametrize(
    "heads",
    [
        [HEAD | {"count": -1}],
        [HEAD | {"count": 2**53}],
        [HEAD | {"count": 2**70}],
        [HEAD | {"store": "persons"}],
        [HEAD | {"hash": "a"}],
        [HEAD, HEAD | {"count": 4}],
        [HEAD, HEAD | {"store": "people"}, HEAD],
    ],
    ids=["less", "too many", "far too many", "store", "hash", "twice", "three"],
)
def test_heads_that_no_record_has_are_refused(heads):
    with pytest.raises(Malformed):
        open_bundle(told({"heads": heads}), opener(KEYS))
