"""Two halves on paper: together the key, alone nothing, and a slip is found."""

import os
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pod.errors import Malformed, Sealed
from pod.seal import recipient_of, seal, unseal
from pod.storage.halves import ALPHABET, LENGTH, identity_of, join, read, split, written
from pod.values import seeded

secrets = st.binary(min_size=32, max_size=32)
numbers = st.sampled_from((1, 2))


def signs(half):
    return "".join(written(half).split())


def mistaken(number, text):
    with pytest.raises(Malformed) as caught:
        read(text, number)
    return caught.value.say


@given(secrets, st.integers())
def test_both_halves_typed_again_give_the_secret(secret, seed):
    first, second = split(secret, seeded(seed).randbytes)
    assert join(read(written(first), 1), read(written(second), 2)) == secret


@settings(max_examples=40)
@given(secrets, numbers, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_one_wrong_sign_is_found_and_its_group_is_named(secret, number, at, other):
    half = split(secret, seeded(at).randbytes)[number - 1]
    text = signs(half)
    if text[at] != other:
        typed = text[:at] + other + text[at + 1 :]
        assert f"group {at // 4 + 1} again" in mistaken(number, typed)


@settings(max_examples=12)
@given(secrets, st.data())
def test_up_to_four_wrong_signs_are_found(secret, data):
    half = split(secret, seeded(1).randbytes)[0]
    text = list(signs(half))
    places = data.draw(st.sets(st.integers(0, LENGTH - 1), min_size=1, max_size=4))
    for at in places:
        text[at] = data.draw(st.sampled_from(ALPHABET.replace(text[at], "")))
    assert "Half 1" in mistaken(1, "".join(text))


@settings(max_examples=12)
@given(secrets, st.integers(0, LENGTH - 2))
def test_two_signs_the_wrong_way_round_are_found(secret, at):
    half = split(secret, seeded(2).randbytes)[1]
    text = signs(half)
    turned = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if turned != text:
        assert "Half 2" in mistaken(2, turned)


def test_how_it_is_typed_does_not_matter():
    first, second = split(bytes(32), seeded(3).randbytes)
    for half in (first, second):
        text = signs(half).lower().replace("0", "o").replace("1", "l")
        typed = "-".join(text[at : at + 5] for at in range(0, LENGTH, 5))
        assert read(f"  {typed}\n", half.number) == half
        assert read(typed.replace("l", "I"), half.number) == half


def test_too_few_signs_are_counted():
    half = split(bytes(32), seeded(4).randbytes)[0]
    assert "64 letters and figures; 63 arrived" in mistaken(1, signs(half)[1:])


def test_a_sign_that_is_never_printed_is_found():
    half = split(bytes(32), seeded(5).randbytes)[0]
    text = signs(half)
    assert "group 4 again" in mistaken(1, text[:13] + "U" + text[14:])
    assert "all of it" in mistaken(1, "!" * LENGTH)


def test_the_other_half_of_the_pair_is_not_taken_for_this_one():
    first, second = split(bytes(32), seeded(6).randbytes)
    with pytest.raises(Sealed, match="another sheet than half 1"):
        read(written(second), 1)
    with pytest.raises(Sealed, match="do not belong together"):
        join(second, first)


def test_halves_of_two_pairs_do_not_join():
    rng = seeded(7)
    first, second = (
        split(bytes(32), rng.randbytes)[0],
        split(bytes(32), rng.randbytes)[1],
    )
    with pytest.raises(Sealed):
        join(first, second)


@given(secrets, secrets, st.integers())
def test_either_half_alone_could_be_of_any_secret(secret, other, seed):
    """For each half there is a partner that makes it a half of any other secret.

    And each is a one-to-one image of the random bytes: uniform, whatever the secret.
    """
    for half in split(secret, seeded(seed).randbytes):
        partner = bytes(a ^ b for a, b in zip(half.part, other, strict=True))
        drawn = iter((b"mark", half.part if half.number == 1 else partner))
        again = split(other, lambda _size, drawn=drawn: next(drawn))
        assert again[half.number - 1].part == half.part


@given(secrets)
def test_any_32_bytes_are_an_age_key(secret):
    identity = identity_of(secret)
    assert unseal(seal(b"x", [recipient_of(identity)]), [identity]) == b"x"


@pytest.mark.skipif(shutil.which("age-keygen") is None, reason="age is not installed")
def test_age_itself_knows_the_key():
    identity = identity_of(os.urandom(32))
    told = subprocess.run(
        ["age-keygen", "-y"], input=identity, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == recipient_of(identity)
