"""What the stores take, when they were last copied, and what has left them."""

import pytest
from msgspec.structs import replace

from pod.storage import outbox
from pod.storage.backup import back_up, mirror
from pod.storage.outbox import Left
from pod.storage.shelf import places_of
from pod.storage.stock import stock

SHA = "a" * 64


@pytest.fixture
def left(inside):
    """Three bundles: one was made alone, one written out, one confirmed as well."""
    names = ("1" * 32, "2" * 32, "3" * 32)
    with inside.memory.doings.begin() as db:
        for number, name in enumerate(names, start=1):
            one = Left(sequence=number, bundle=name, sha256=SHA, record=b"{}")
            outbox.remember_bundle(db, one)
        for name in names[:2]:
            outbox.mark_written(db, name)
    return names


def test_a_bundle_has_left_once_it_was_written_out_and_counts_again_once_confirmed(
    inside, left, clock
):
    found = stock(inside.memory, inside.settings)
    assert (found.left, found.received) == (2, 0)
    with inside.memory.doings.begin() as db:
        outbox.mark_received(db, left[0], SHA, clock.utc())
    found = stock(inside.memory, inside.settings)
    assert (found.left, found.received) == (2, 1)


def test_a_pod_without_a_study_or_a_backup_says_so(inside):
    found = stock(inside.memory, inside.settings)
    assert (found.study, found.backup_at, found.elsewhere) == ("", None, None)


def test_a_backup_is_elsewhere_once_it_was_carried_there(inside, clock, tmp_path):
    second = tmp_path / "second"
    second.mkdir()
    settings = replace(inside.settings, second_place=str(second))
    places = places_of(inside.memory.doings.path.parent, str(second), settings.pod)
    back_up(inside.memory, places, settings.pod, clock.utc())
    assert stock(inside.memory, settings).elsewhere is False
    mirror(places.first, places.second)
    found = stock(inside.memory, settings)
    assert (found.elsewhere, found.backup_at) == (True, clock.utc())


def test_a_disk_without_room_for_a_sitting_is_told_of(inside, monkeypatch):
    monkeypatch.setattr("pod.storage.reserve.ROOM_FOR_A_SITTING", 1 << 62)
    assert not stock(inside.memory, inside.settings).has_room
