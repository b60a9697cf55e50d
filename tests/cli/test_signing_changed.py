"""`pod keys new-signing`: a pod signs with a new key, and nothing before it is lost."""

import pytest

from pod.app.inside import open_inside
from pod.bundle.stick import StickMark, put_mark, read_mark
from pod.errors import Untrusted
from pod.export.stick_reach import Wanted
from pod.seal import Trusted
from pod.storage import anchors, outbox
from pod.storage.signing import own_keys
from pod.storage.tables import AuditRow
from pod.values import seeded
from tests.key_bench import run


@pytest.fixture(autouse=True)
def _at_home(home, monkeypatch):
    monkeypatch.setenv("POD_HOME", str(home))


def signs_with(home, clock):
    """Return the pod's signing key and all it has signed with, and what still holds."""
    inside = open_inside(home, clock, seeded(1))
    with inside.memory.doings.begin() as db:
        key, keys = outbox.signing_key(db), own_keys(db, "pod01")
    inside.close()
    return key, keys


def test_the_new_key_is_printed_and_the_older_ones_stay_known(home, clock):
    before, _ = signs_with(home, clock)
    printed = run("new-signing").stdout.strip().splitlines()[0]
    after, keys = signs_with(home, clock)
    assert printed == after.public != before.public
    assert keys == (Trusted("pod01", after.public), Trusted("pod01", before.public))
    run("new-signing")
    assert len(signs_with(home, clock)[1]) == 3
    assert acts(home, clock).count("signing_key_changed") == 2


def acts(home, clock):
    inside = open_inside(home, clock, seeded(1))
    with inside.memory.doings.begin() as db:
        found = [row.what for row in db.query(AuditRow)]
    inside.close()
    return found


def test_a_stick_that_the_pod_marked_before_is_still_its_own(home, clock, tmp_path):
    before, _ = signs_with(home, clock)
    mark = StickMark(study="calm", pod="pod01", stick="abcdefgh23456789")
    put_mark(tmp_path, mark, before)
    run("new-signing")
    after, (mine, *older) = signs_with(home, clock)
    with pytest.raises(Untrusted):
        read_mark(tmp_path, "calm", (mine,))
    wanted = Wanted(study="calm", pod=mine, sticks=(mark.stick,), before=tuple(older))
    assert read_mark(tmp_path, "calm", wanted.keys) == mark
    assert mine.key == after.public


def test_how_far_the_record_had_come_is_still_believed(home, clock):
    inside = open_inside(home, clock, seeded(1))
    anchors.anchor(inside.memory, "pod01", clock.utc())
    inside.close()
    signed = anchors.read_anchors(home / anchors.FILE).signed[0]
    run("new-signing")
    inside = open_inside(home, clock, seeded(1))
    assert anchors.holds(inside.memory, signed, "pod01")
    assert not anchors.holds(inside.memory, signed, "pod02")
    inside.close()
