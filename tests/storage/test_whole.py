"""What is written whole, by whomever, is the pod's own."""

import os

import pytest

from pod.storage.whole import make_folder, write_whole

OWN = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root works for somebody else")
def test_what_an_administrator_makes_in_a_pods_home_is_the_pods_own(tmp_path):
    os.chown(tmp_path, OWN, OWN)
    make_folder(tmp_path / "backups" / "first")
    write_whole(tmp_path / "backups" / "first" / "note", b"kept")
    made = list((tmp_path / "backups").rglob("*"))
    assert [one.stat().st_uid for one in (tmp_path / "backups", *made)] == [OWN] * 3
    assert (tmp_path / "backups").stat().st_mode & 0o777 == 0o700
