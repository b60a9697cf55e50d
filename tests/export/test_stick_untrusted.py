"""What else lies on a stick: only what is exactly of our form is read, and not far."""

import errno
import os
import socket
import subprocess

import pytest

from pod.bundle.medium import Disk, NotPlainError
from pod.bundle.stick import incoming
from pod.seal import sig_beside
from tests.disks import fill, read_only, tiny_disk
from tests.export.faulty import RECORDS, Hooked, exchange, marked, memory
from tests.export.makers import POD_KEY

MOST = 100_000


def lay(folder, name, content=b"{}"):
    path = folder / name
    path.write_bytes(content)
    sig_beside(path).write_text(POD_KEY.sign(content))
    return path


def names(folder):
    return [one.name for one in incoming(folder, "calm", "pod07")]


def test_only_names_of_our_form_are_read(tmp_path):
    ours = ["calm-pod07-000003.podreceipt", "other.podstudy", "pod.podupdate"]
    not_ours = [
        "calm-pod08-000003.podreceipt",
        "trial-pod07-000003.podreceipt",
        "calm-pod07-3.podreceipt",
        "calm-pod07-000003.podreceipt.part",
        "CALM-pod07-000003.podreceipt",
        "x.podstudy",
        ".hidden.podstudy",
        "calm-pod07-000003.podreceipt\n",
        "autorun.inf",
        "holiday.jpg",
    ]
    for name in ours + not_ours:
        lay(tmp_path, name)
    assert sorted(names(tmp_path)) == sorted(ours)


def test_links_folders_and_pipes_of_our_name_are_passed_over(tmp_path):
    (tmp_path / "secret").write_bytes(b"{}")
    link = tmp_path / "calm-pod07-000001.podreceipt"
    link.symlink_to(tmp_path / "secret")
    sig_beside(link).write_text("x")
    (tmp_path / "calm-pod07-000002.podreceipt").mkdir()
    os.mkfifo(tmp_path / "calm-pod07-000003.podreceipt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "calm.podstudy"))
        assert names(tmp_path) == []
    path = lay(tmp_path, "calm-pod07-000004.podreceipt")
    sig_beside(path).unlink()
    sig_beside(path).symlink_to(tmp_path / "secret")
    assert names(tmp_path) == []


def test_a_file_that_may_not_be_read_stops_nothing_else(tmp_path):
    class Shut(Disk):
        def read(self, path, most):
            if path.name == "calm-pod07-000002.podreceipt":
                raise PermissionError(errno.EACCES, "not yours")
            return super().read(path, most)

    for number in (1, 2, 3):
        lay(tmp_path, f"calm-pod07-00000{number}.podreceipt")
    came = [one.name[11:17] for one in incoming(tmp_path, "calm", "pod07", Shut())]
    assert came == ["000003", "000001"]


def test_a_file_of_four_gigabytes_is_never_read(tmp_path):
    path = lay(tmp_path, "calm-pod07-000001.podreceipt")
    with path.open("r+b") as file:
        file.truncate(4 << 30)
    read = []

    class Counted(Disk):
        def read(self, path, most):
            found = super().read(path, most)
            read.append(len(found))
            return found

    assert list(incoming(tmp_path, "calm", "pod07", Counted())) == []
    assert max(read) == MOST + 1


def test_a_stick_full_of_receipts_is_read_only_so_far(tmp_path):
    for number in range(200):
        lay(tmp_path, f"calm-pod07-{number:06d}.podreceipt", b" " * MOST)
    found = names(tmp_path)
    assert len(found) == 160
    assert found[0] == "calm-pod07-000199.podreceipt"


def test_the_medium_reads_no_further_than_it_is_told(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(bytes(range(256)) * 1000)
    assert Disk().read(path, 70_000) == path.read_bytes()[:70_001]
    assert Disk().read(path, 1 << 20) == path.read_bytes()
    with pytest.raises(NotPlainError):
        Disk().read(tmp_path, 10)


@pytest.mark.parametrize("what", ["file", "link", "folder", "huge"])
def test_a_file_that_has_our_bundles_name_is_left_as_it_is(tmp_path, what):
    folder = marked(tmp_path / "stick")
    path = folder / RECORDS[0].sealed.name
    (tmp_path / "elsewhere").write_bytes(b"a letter")
    if what == "folder":
        path.mkdir()
    elif what == "link":
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.write_bytes(b"not a bundle")
        os.truncate(path, 4 << 30 if what == "huge" else 12)
    before = path.lstat().st_mtime_ns, path.lstat().st_size
    store = memory()
    done = exchange(store, folder, Disk())
    assert (done.state, done.bundles) == ("in_the_way", ())
    assert (path.lstat().st_mtime_ns, path.lstat().st_size) == before
    assert (tmp_path / "elsewhere").read_bytes() == b"a letter"
    assert not store.written


def test_a_stick_that_is_really_full_says_so_and_takes_them_once_there_is_room(
    tmp_path,
):
    with tiny_disk(tmp_path / "stick", 1 << 20) as folder:
        store = memory()
        marked(folder)
        fill(folder)
        done = exchange(store, folder, Disk())
        assert (done.state, done.bundles) == ("full", ())
        assert not list(folder.glob("*.podbundle*"))
        (folder / "filler").unlink()
        assert exchange(store, folder, Disk()).bundles == tuple(
            one.sealed.name for one in RECORDS
        )


def test_a_stick_that_is_really_read_only_says_so_but_gives_what_came(tmp_path):
    folder = marked(tmp_path / "stick")
    lay(folder, "calm-pod07-000001.podreceipt")
    with read_only(folder):
        store = memory()
        done = exchange(store, folder, Disk())
    assert (done.state, done.bundles) == ("read_only", ())
    assert [one.name for one in done.came] == ["calm-pod07-000001.podreceipt"]
    assert not store.written


@pytest.mark.parametrize("amid", [RECORDS[0].sealed.name, RECORDS[1].sealed.name])
@pytest.mark.parametrize("beside", ["", ".sig"])
def test_a_stick_that_is_really_gone_leaves_nothing_on_the_pods_own_disk(
    tmp_path, amid, beside
):
    """Another disk lies under its mount point, as the pod's own does."""
    with tiny_disk(tmp_path / "stick", 1 << 20) as folder:
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=True)
        marked(folder)
        pull = ["umount", "-l", folder]
        pulled = Hooked(amid + beside, lambda: subprocess.run(pull, check=True))
        store = memory()
        done = exchange(store, folder, pulled)
        assert done.state == "pulled_out"
        assert list(folder.iterdir()) == []
        assert len(store.written) == [one.sealed.name for one in RECORDS].index(amid)
        assert len(store.offered()) == len(RECORDS)
