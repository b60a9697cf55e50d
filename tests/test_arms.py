"""Arms: drawn in balance, sealed for one pod, checked against what was promised."""

import hashlib
from collections import Counter
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from pod.arms import (
    MOST_ARMS,
    Arm,
    arm_at,
    begins_on,
    check_consents,
    check_waits,
    even_steps,
    first_departure,
    open_sequence,
    permuted_blocks,
    plain,
    read_allocation,
    seal_sequence,
    weeks_left,
)
from pod.errors import Malformed, Sealed, Usage
from pod.seal import new_identity, recipient_of, seal
from pod.values import seeded
from tests.armed import IDENTITY, LATER, NOW, allocation

RECIPIENT = recipient_of(IDENTITY)


def sealed(held):
    return seal_sequence(held, RECIPIENT)


def committed(held):
    content = plain(held)
    return content, hashlib.sha256(content).hexdigest()


@given(
    arms=some.integers(2, 4),
    multiples=some.sets(some.integers(1, 4), min_size=1),
    people=some.integers(1, 120),
    seed=some.integers(),
)
def test_at_no_moment_is_an_arm_further_ahead_than_half_a_block(
    arms, multiples, people, seed
):
    sizes = sorted(arms * number for number in multiples)
    places = permuted_blocks(arms, sizes, people, seeded(seed))
    assert len(places) == people
    for so_far in range(people + 1):
        counts = Counter(places[:so_far])
        taken = [counts[arm] for arm in range(arms)]
        assert max(taken) - min(taken) <= max(multiples)


@given(people=some.integers(1, 30), seed=some.integers())
def test_with_one_size_every_block_is_balanced(people, seed):
    places = permuted_blocks(2, [4], 4 * people, seeded(seed))
    blocks = [places[at : at + 4] for at in range(0, len(places), 4)]
    assert all(sum(block) == 2 for block in blocks)


def test_every_order_of_a_block_is_as_likely_as_any_other():
    """6 orders of a block of 4 in 6000 blocks: 1000 each, standard deviation 29."""
    places = permuted_blocks(2, [4], 24_000, seeded(1))
    orders = Counter(tuple(places[at : at + 4]) for at in range(0, 24_000, 4))
    assert len(orders) == 6
    assert all(880 < count < 1120 for count in orders.values())


def test_blocks_of_both_sizes_come():
    """A run of six alike needs two blocks of six; a block of four allows four."""
    places = permuted_blocks(2, [4, 6], 20_000, seeded(1))
    text = "".join(map(str, places))
    assert "000000" in text
    assert "1111111" not in text


@given(
    arms=some.integers(2, MOST_ARMS), pods=some.integers(1, 60), seed=some.integers()
)
def test_every_step_has_as_many_pods_as_any_other_or_one_more(arms, pods, seed):
    steps = even_steps(arms, pods, seeded(seed))
    counts = Counter(dict.fromkeys(range(arms), 0) | Counter(steps))
    assert len(steps) == pods
    assert max(counts.values()) - min(counts.values()) <= 1


def test_which_arm_comes_once_more_is_drawn_too():
    more = Counter(sum(even_steps(2, 3, seeded(seed))) for seed in range(400))
    assert set(more) == {1, 2}
    assert min(more.values()) > 150


def test_a_sealed_sequence_opens_for_its_pod_alone():
    held = allocation()
    one = sealed(held)
    assert open_sequence(one, IDENTITY) == held
    with pytest.raises(Sealed):
        open_sequence(one, new_identity())


def test_the_seal_of_a_step_is_as_long_for_one_arm_as_for_another():
    """A seal does not hide how long its content is, so the content must not tell."""
    lengths = {len(plain(allocation(step))) for step in "01"}
    assert len(lengths) == 1


def test_the_same_places_have_another_commitment_under_another_nonce():
    first, second = allocation(), allocation(nonce="cd" * 32)
    assert sealed(first).commitment != sealed(second).commitment


@pytest.mark.parametrize("at", [0, 60, -1])
def test_one_flipped_byte_of_the_seal_is_refused(at):
    one = sealed(allocation())
    raw = bytearray(one.sealed)
    raw[at] ^= 1
    with pytest.raises(Sealed):
        open_sequence(msgspec.structs.replace(one, sealed=bytes(raw)), IDENTITY)


def test_another_sequence_under_the_old_commitment_is_refused():
    promised, other = sealed(allocation("0110")), sealed(allocation("1111"))
    swapped = msgspec.structs.replace(promised, sealed=other.sealed)
    with pytest.raises(Malformed, match="promised"):
        open_sequence(swapped, IDENTITY)
    relabelled = msgspec.structs.replace(promised, commitment=other.commitment)
    with pytest.raises(Malformed, match="promised"):
        open_sequence(relabelled, IDENTITY)


NONSENSE = [b"", b"\xff", b"{}", plain(allocation("012"))]


@pytest.mark.parametrize("content", NONSENSE)
def test_a_committed_allocation_that_makes_no_sense_is_malformed(content):
    digest = hashlib.sha256(content).hexdigest()
    with pytest.raises(Malformed) as caught:
        read_allocation(content, digest)
    assert caught.value.__cause__ is None


def test_a_place_beyond_the_last_says_that_nothing_is_lost():
    held = allocation("01")
    assert [arm_at(held, place) for place in (0, 1)] == [NOW, LATER]
    with pytest.raises(Usage, match="is taken") as caught:
        arm_at(held, 2)
    assert "Nothing is lost" in caught.value.do


@pytest.mark.parametrize(
    ("drawn", "departure"),
    [
        ([], None),
        (["now"], None),
        (["now", "later", "later", "now"], None),
        (["later"], 0),
        (["now", "later", "now"], 2),
        (["now", "later", "later", "now", "now"], 4),
        (["now", "nosuch"], 1),
    ],
)
def test_an_evaluator_sees_where_a_pod_left_its_sequence(drawn, departure):
    content, commitment = committed(allocation("0110"))
    assert first_departure(content, commitment, drawn) == departure


def test_an_evaluator_cannot_check_against_another_sequence_than_promised():
    _, commitment = committed(allocation("0110"))
    content, _ = committed(allocation("1111"))
    with pytest.raises(Malformed, match="promised"):
        first_departure(content, commitment, ["later"])


def test_the_wait_is_counted_in_whole_weeks_and_begun_weeks_are_left():
    begins = begins_on(LATER, date(2026, 1, 5))
    assert begins == date(2026, 3, 2)
    assert begins_on(NOW, date(2026, 1, 5)) == date(2026, 1, 5)
    days = [date(2026, 1, 5), date(2026, 1, 6), date(2026, 2, 23), date(2026, 2, 24)]
    assert [weeks_left(begins, day) for day in days] == [8, 8, 1, 1]
    assert [weeks_left(begins, day) for day in (begins, date(2027, 1, 1))] == [0, 0]


@pytest.mark.parametrize("changed", [{"wait_weeks": -1}, {"name": "No"}])
def test_an_arm_that_makes_no_sense_is_no_arm(changed):
    words = {"name": "now", "programme": "first", **changed}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(words, Arm)


def test_programmes_that_ask_for_other_consents_cannot_be_arms(monkeypatch):
    class Asks:
        def __init__(self, name):
            self.consent = 2 if name == "other" else 1

    monkeypatch.setattr("pod.arms.read_programme", Asks)
    check_consents(("first", "first", "third"))
    with pytest.raises(Usage, match="same consent"):
        check_consents(("first", "other"))


def test_a_seal_over_anything_else_is_not_believed():
    one = sealed(allocation())
    forged = msgspec.structs.replace(one, sealed=seal(b"0110", (RECIPIENT,)))
    with pytest.raises(Malformed):
        open_sequence(forged, IDENTITY)


def test_an_arm_that_waits_needs_a_programme_in_which_somebody_waits():
    check_waits((Arm(name="now", programme="taster"),))
    check_waits((Arm(name="later", programme="enhance", wait_weeks=8),))
    with pytest.raises(Usage, match="later would not wait: taster has no sitting"):
        check_waits((Arm(name="later", programme="taster", wait_weeks=8),))
