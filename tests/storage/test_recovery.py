"""What the two sheets open, and what they do not."""

from datetime import date

import msgspec
import pytest

from pod.errors import Malformed, Sealed
from pod.seal import seal
from pod.storage import recovery
from pod.storage.halves import join
from pod.storage.recovery import (
    fits,
    new_halves,
    open_keys,
    read_label,
    seal_keys,
)
from pod.values import seeded

ON = date(2026, 1, 5)
KEYS = {"people-key": bytes(range(32)), "device-osdp_reader": bytes(range(16))}


@pytest.fixture
def sealed(tmp_path):
    """A home with its keys sealed, the lock and the two halves."""
    lock, pair = new_halves("pod01", ON, seeded(1).randbytes)
    seal_keys(tmp_path, lock, KEYS)
    return tmp_path / recovery.FILE, lock, pair


def test_both_halves_open_every_key(sealed):
    path, _, pair = sealed
    assert open_keys(path, *pair) == KEYS


def test_the_pod_can_seal_a_new_key_without_the_paper(sealed):
    path, lock, pair = sealed
    later = {**KEYS, "people-key.next": bytes(32)}
    seal_keys(path.parent, lock, later)
    assert open_keys(path, *pair) == later


def test_what_the_pod_keeps_does_not_open_it(sealed):
    path, lock, pair = sealed
    kept = msgspec.json.encode(lock) + path.read_bytes()
    secret = join(*pair)
    for hidden in (secret, pair[0].part, pair[1].part, *KEYS.values()):
        assert hidden not in kept
        assert hidden.hex().encode() not in kept


def test_anybody_may_know_whose_it_is_and_which_keys_it_holds(sealed):
    path, lock, _ = sealed
    label = read_label(path)
    assert (label.pod, label.mark, label.printed_on) == ("pod01", lock.mark, ON)
    assert set(label.ids) == set(KEYS)


def test_a_half_of_another_pod_is_named(sealed):
    path, _, _ = sealed
    _, (_, second) = new_halves("pod02", ON, seeded(2).randbytes)
    with pytest.raises(Sealed, match=r"Half 2 is from another pod.*05\.01\.2026"):
        fits(read_label(path), second)


def test_the_halves_in_force_are_not_named(sealed):
    path, _, pair = sealed
    for half in pair:
        fits(read_label(path), half)


def test_earlier_halves_no_longer_open_it(sealed):
    path, _, pair = sealed
    lock, _ = new_halves("pod01", ON, seeded(3).randbytes)
    seal_keys(path.parent, lock, KEYS)
    with pytest.raises(Sealed, match="do not open"):
        open_keys(path, *pair)


def test_keys_that_somebody_else_sealed_are_not_taken(sealed):
    """The public half is enough to seal, but not to prove that the pod did."""
    path, lock, pair = sealed
    forged = msgspec.structs.replace(lock, proof=bytes(32))
    seal_keys(path.parent, forged, {"people-key": bytes(32)})
    with pytest.raises(Sealed, match="not sealed by this pod"):
        open_keys(path, *pair)


def test_a_label_that_was_changed_is_found(sealed):
    path, _, pair = sealed
    path.write_bytes(path.read_bytes().replace(b"pod01", b"pod02"))
    with pytest.raises(Sealed, match="not sealed by this pod"):
        open_keys(path, *pair)


@pytest.mark.parametrize("cut", [1, 40, 300])
def test_a_file_that_was_cut_short_opens_nothing(sealed, cut):
    path, _, pair = sealed
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(Sealed):
        open_keys(path, *pair)


def test_an_age_file_of_something_else_opens_nothing(sealed):
    path, lock, pair = sealed
    line = path.read_bytes().partition(b"\n")[0]
    path.write_bytes(line + b"\n" + seal(b"something else", [lock.recipient]))
    with pytest.raises(Sealed):
        open_keys(path, *pair)


def test_no_file_and_no_label_are_said_so(tmp_path):
    path = tmp_path / recovery.FILE
    with pytest.raises(Malformed, match="no sealed recovery file"):
        read_label(path)
    path.write_bytes(b"\x00" * 100)
    with pytest.raises(Malformed, match="cannot be read"):
        read_label(path)
