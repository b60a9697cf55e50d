"""Writing what travels: whole or not at all, on real file systems."""

import errno

import pytest

from pod.bundle.carry import take_back, write_bundle
from pod.bundle.receipt import Receipt, read_receipt, write_receipt
from pod.errors import (
    Full,
    Malformed,
    PartRefused,
    Storage,
    Trouble,
    Untrusted,
)
from pod.seal import sig_beside
from tests.export.makers import OTHER_KEY, POD_KEY, new_keys, sealed_bundle
from tests.room import room_for

SEALED = sealed_bundle(new_keys())


def test_a_bundle_is_written_whole_with_its_signature(tmp_path):
    path = write_bundle(tmp_path, SEALED)
    assert path.read_bytes() == SEALED.content
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        SEALED.name,
        f"{SEALED.name}.sig",
    ]


@pytest.mark.parametrize("most", [10, 400, 2000])
def test_no_room_leaves_nothing_that_looks_like_a_bundle(tmp_path, most):
    with room_for(most), pytest.raises(Full, match="no room"):
        write_bundle(tmp_path, SEALED)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_or_not_ours_is_told(tmp_path):
    with pytest.raises(Storage, match="could not be written"):
        write_bundle(tmp_path / "stick", SEALED)
    (tmp_path / f"{SEALED.name}.sig.part").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Storage, match="could not be written") as told:
        write_bundle(tmp_path, SEALED)
    assert told.value.__cause__.errno == errno.ELOOP
    assert not (tmp_path / "elsewhere").exists()


def test_another_bundle_of_the_same_name_is_left_as_it_is(tmp_path):
    other = sealed_bundle(new_keys(), bundle=f"{8:032x}")
    path = write_bundle(tmp_path, other)
    with pytest.raises(PartRefused, match="is there already; both are kept"):
        write_bundle(tmp_path, SEALED)
    assert path.read_bytes() == other.content
    assert sig_beside(path).read_text() == other.signature
    assert len(list(tmp_path.iterdir())) == 2


def test_the_same_bundle_once_more_is_no_change_and_needs_no_room(tmp_path):
    path = write_bundle(tmp_path, SEALED)
    sig_beside(path).unlink()
    with room_for(len(SEALED.signature)):
        assert write_bundle(tmp_path, SEALED) == path
    assert path.read_bytes() == SEALED.content
    assert sig_beside(path).read_text() == SEALED.signature


def test_only_this_very_bundle_is_taken_back(tmp_path):
    write_bundle(tmp_path, SEALED)
    take_back(tmp_path, sealed_bundle(new_keys()))
    assert len(list(tmp_path.iterdir())) == 2
    take_back(tmp_path, SEALED)
    take_back(tmp_path, SEALED)
    assert list(tmp_path.iterdir()) == []


RECEIPT = Receipt(
    study="calm",
    pod="pod07",
    sequence=1,
    bundle=f"{7:032x}",
    sha256=SEALED.sha256,
    accepted=54,
    refused=0,
    software="0",
)


def test_a_receipt_counts_only_from_a_receipt_key(tmp_path):
    path = write_receipt(tmp_path, RECEIPT, POD_KEY)
    assert path.name == "calm-pod07-000001.podreceipt"
    assert read_receipt(path, (POD_KEY.public,)) == RECEIPT
    with pytest.raises(Untrusted):
        read_receipt(path, (OTHER_KEY.public,))
    path.write_bytes(path.read_bytes().replace(b"54", b"55"))
    with pytest.raises(Trouble, match="signature"):
        read_receipt(path, (POD_KEY.public,))


def test_a_signed_receipt_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "calm-pod07-000001.podreceipt"
    path.write_bytes(b'{"study": "\xff"}')
    sig_beside(path).write_text(POD_KEY.sign(path.read_bytes()), "ascii")
    with pytest.raises(Malformed, match="not a receipt"):
        read_receipt(path, (POD_KEY.public,))
