"""Which codes are taken, and how much work each is."""

import pytest
from argon2 import extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from pod.desk import HashCost
from pod.errors import Usage
from pod.storage import attempts, codes
from pod.storage.codes import MEMORIES_KIB, check_code, one_time, tuned

OBVIOUS = (
    "000000",
    "777777",
    "123456",
    "654321",
    "234567",
    "890123",
    "121212",
    "123123",
    "198512",
    "311985",
    "202612",
    "112233",
    "111222",
    "848848",
    "585558",
    "100199",
)


@pytest.mark.parametrize("pin", OBVIOUS)
def test_a_pin_that_anybody_would_try_first_is_refused(pin):
    with pytest.raises(Usage, match="easily guessed"):
        check_code("facilitator", "1001", pin)


@pytest.mark.parametrize("pin", ["246810", "864209", "975310", "718293"])
def test_other_pins_are_taken(pin):
    assert check_code("facilitator", "1001", pin) == "pin"


@pytest.mark.parametrize(
    "code",
    ["12345", "1234567", "abcdef", "short phrase", "x" * 65, "naïve café at noon"],
)
def test_neither_six_digits_nor_a_passphrase_is_refused(code):
    with pytest.raises(Usage, match="A code is"):
        check_code("facilitator", "1001", code)


@pytest.mark.parametrize(
    "phrase",
    [
        "aaaaaaaaaaaaaaa",
        "ababababababababab",
        "number 20022002 it is",
        "password password",
        "abc def ghi jkl mno",
        "123456789012345",
        "qwertyuiopasdfgh",
    ],
)
def test_a_passphrase_of_a_few_signs_or_with_ones_own_number_is_refused(phrase):
    with pytest.raises(Usage, match="easily guessed"):
        check_code("supervisor", "20022002", phrase)


def test_no_passphrase_is_taken_for_a_sealed_code():
    with pytest.raises(Usage, match="begins with a letter"):
        check_code("supervisor", "2002", "77 green trees and gates")
    assert check_code("supervisor", "2002", "seven green trees an gates") == "phrase"


def test_a_number_that_nobody_has_takes_no_longer_the_first_time(monkeypatch):
    """What is compared with is drawn; working it out would double the time."""
    work = HashCost(passes=3)

    def worked_out(*_):
        raise AssertionError

    with monkeypatch.context() as only:
        only.setattr(codes, "hashed", worked_out)
        assert not codes.matches(None, "864209", work)
    drawn = extract_parameters(codes._nobodys(work))
    assert drawn == extract_parameters(codes.hashed("864209", work))


def test_a_passphrase_is_the_same_in_capitals_and_with_wider_gaps():
    kept = codes.hashed("slow rivers run deep")
    assert codes.matches(kept, " Slow  Rivers run DEEP ")
    assert not codes.matches(kept, "slowrivers run deep")


@pytest.mark.parametrize("role", ["facilitator", "supervisor"])
def test_a_one_time_code_is_one_that_would_be_taken(role):
    made = {one_time(role, "1001") for _ in range(50)}
    assert len(made) == 50
    kinds = {check_code(role, "1001", code) for code in made}
    assert kinds == {"phrase" if role == "supervisor" else "pin"}


def on_a_machine(mib_per_s):
    """Return what measures a hash on a machine of this speed."""
    return lambda work: work.passes * work.memory_kib / 1024 / mib_per_s


@pytest.mark.parametrize("mib_per_s", [100, 150, 200, 300, 600, 900])
def test_a_code_is_tuned_to_take_about_half_a_second(mib_per_s):
    measure = on_a_machine(mib_per_s)
    assert 0.3 <= measure(tuned(measure)) <= 0.7


@given(mib_per_s=st.floats(1, 1e6))
def test_no_machine_goes_below_the_least_or_above_64_mib(mib_per_s):
    work = tuned(on_a_machine(mib_per_s))
    assert work.passes >= 2
    assert min(MEMORIES_KIB) <= work.memory_kib <= max(MEMORIES_KIB) == 64 * 1024


def test_what_is_kept_says_how_much_work_it_was():
    kept = extract_parameters(codes.hashed("864209", HashCost(memory_kib=24 * 1024)))
    assert (kept.time_cost, kept.memory_cost, kept.parallelism) == (2, 24 * 1024, 1)
    least = extract_parameters(codes.hashed("864209"))
    assert (least.time_cost, least.memory_cost) == (2, 19 * 1024)


@given(
    wrong=st.integers(0, 30),
    at_ms=st.floats(0, 1e12),
    now_ms=st.floats(0, 1e12),
)
def test_a_wait_is_never_longer_than_its_step_and_ends(wrong, at_ms, now_ms):
    def step(_wrong):
        return 300

    left = attempts.left_s(wrong, at_ms, now_ms, step)
    assert 0 <= left <= 300
    assert attempts.left_s(wrong, at_ms, max(at_ms, 0) + 300_000, step) == 0
    if now_ms >= at_ms + 300_000:
        assert left == 0
