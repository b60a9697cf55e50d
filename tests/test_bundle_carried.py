"""Writing what travels: whole or not at all, on real file systems."""

import errno

import pytest

from pod.bundle.carry import write_bundle
from pod.bundle.receipt import Receipt, read_receipt, write_receipt
from pod.errors import Full, Storage, Trouble, Untrusted
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
