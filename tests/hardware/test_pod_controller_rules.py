"""The simulated controller's rules, in bytes: lock, lease, watchdog, proofs, latch."""

import pytest

from pod.hardware.harp.registers import RESET_DEV
from pod.hardware.mimic import Switched
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import clear_tamper, lock, prove, release_cabinet
from pod.hardware.pod_controller.registers import LockState, PodInputs, Watchdog
from pod.hardware.pod_controller.simulator import KEY
from tests.hardware.controlled import Host


@pytest.fixture
def host():
    return Host()


# --- the proof ---


def test_the_published_proof_is_made():
    key, nonce = bytes(range(32)), bytes(range(0xA0, 0xB0))
    proven = prove(key, nonce, lock())
    assert proven.command == bytes.fromhex("28 01 01" + "00" * 9)
    assert proven.proof == bytes.fromhex("F1771037BFFB8F11FD4CA940D55C1EDE")


def test_commands_name_register_length_and_value():
    assert release_cabinet(3000) == bytes.fromhex("2C 02 B8 0B" + "00" * 8)
    assert clear_tamper(["CabinetClosed", "TamperLoopOk"]) == bytes.fromhex(
        "48 02 0C 00" + "00" * 8
    )


def test_a_cause_without_a_name_cannot_be_cleared():
    with pytest.raises(KeyError):
        clear_tamper(["Weather"])


# --- proofs ---


def test_a_proven_lock_with_a_lease_locks(host):
    host.obeys(at.LOCK_LEASE, 5000)
    assert host.proven(lock())
    assert host.locked


@pytest.mark.parametrize("key", [bytes(32), bytes(reversed(range(32)))])
def test_a_wrong_key_locks_nothing(host, key):
    host.obeys(at.LOCK_LEASE, 5000)
    assert not host.proven(lock(), key=key)
    assert not host.locked


def test_a_nonce_is_spent_by_its_first_use_right_or_wrong(host):
    host.obeys(at.LOCK_LEASE, 5000)
    nonce = host.nonce()
    assert not host.proven(lock(), key=bytes(32), nonce=nonce)
    assert not host.proven(lock(), nonce=nonce)
    fresh = host.nonce()
    assert host.proven(lock(), nonce=fresh)
    assert not host.proven(lock(), nonce=fresh)


def test_a_nonce_is_worth_nothing_once_another_was_given(host):
    host.obeys(at.LOCK_LEASE, 5000)
    first = host.nonce()
    assert host.nonce() != first
    assert not host.proven(lock(), nonce=first)


def test_a_changed_command_is_refused(host):
    host.obeys(at.LOCK_LEASE, 5000)
    order = prove(KEY, host.nonce(), release_cabinet(1))
    assert not host.obeys(at.AUTH_COMMAND, *lock(), *order.proof)


@pytest.mark.parametrize(
    ("register", "numbers"),
    [
        (at.LOCK_COMMAND, (LockState.Locked,)),
        (at.LOCK_COMMAND, (LockState.Fault,)),
        (at.CABINET_RELEASE, (1000,)),
        (at.TAMPER_LATCH, (0xFFFF,)),
        (RESET_DEV, (1,)),
        (at.STATUS_LAMP, (0, 0, 0, 4)),
        (at.FAN_DUTY, (101,)),
    ],
    ids=str,
)
def test_what_needs_a_proof_or_makes_no_sense_is_refused_when_written(
    host, register, numbers
):
    host.obeys(at.LOCK_LEASE, 5000)
    assert not host.obeys(register, *numbers)


def test_a_proof_opens_nothing_but_what_may_be_proven(host):
    fan = bytes((at.FAN_DUTY.address, 1, 50)).ljust(12, b"\0")
    too_long = bytes((at.LOCK_COMMAND.address, 200, 1)).ljust(12, b"\0")
    assert not host.proven(fan)
    assert not host.proven(too_long)


def test_a_proven_reset_reboots(host):
    host.let_pass(10_000)
    assert host.proven(bytes((RESET_DEV.address, 1, 1)).ljust(12, b"\0"))
    host.let_pass(1)
    assert host.mimic.board.ticks(host.now_ms) < 100
    assert not host.mimic.board.active


# --- lease and watchdog ---


def test_without_a_lease_nothing_locks(host):
    assert not host.proven(lock())
    host.obeys(at.LOCK_LEASE, 5000)
    host.obeys(at.LOCK_LEASE, 0)
    assert not host.proven(lock())


def test_a_lease_that_is_over_unlocks_and_says_so(host):
    host.obeys(at.LOCK_LEASE, 500)
    host.proven(lock())
    said = host.let_pass(501)
    assert [frame.payload for frame in said if frame.address == 41] == [b"\0"]
    assert not host.locked


def test_a_lease_can_be_cut_short_but_not_stretched_without_a_proof(host):
    host.obeys(at.LOCK_LEASE, 1000)
    host.proven(lock())
    host.obeys(at.LOCK_LEASE, 60_000)
    host.let_pass(1001)
    assert not host.locked
    host.proven(lock())
    host.obeys(at.LOCK_LEASE, 0)
    assert not host.locked


def test_a_watchdog_that_expires_unlocks_and_says_so(host):
    host.obeys(at.HOST_WATCHDOG, 2000)
    host.obeys(at.LOCK_LEASE, 30_000)
    host.proven(lock())
    said = host.let_pass(2001)
    assert [frame.payload for frame in said if frame.address == 49] == [b"\2"]
    assert not host.locked


def test_a_watchdog_that_is_disarmed_does_not_expire(host):
    host.obeys(at.HOST_WATCHDOG, 2000)
    host.obeys(at.HOST_WATCHDOG, 0)
    host.let_pass(10_000)
    assert host.read(at.HOST_WATCHDOG_STATE) == (Watchdog.idle,)


def test_inputs_bear_the_published_bits(host):
    host.obeys(at.LOCK_LEASE, 5000)
    host.proven(lock())
    host.let_pass(10)
    assert host.read(at.DIGITAL_INPUTS) == (0x00AF,)


def test_each_event_of_the_inputs_is_followed_by_cause_and_count(host):
    host.mimic.do(Switched("staff_call", on=True), host.now_ms)
    said = host.let_pass(10)
    assert [(frame.address, frame.payload) for frame in said] == [
        (32, b"\xbd\0"),
        (33, b"\x10\0"),
        (34, b"\1\0\0\0"),
    ]
    assert len({frame.stamp for frame in said}) == 1


def test_a_cause_that_is_still_there_latches_again_at_once(host):
    host.mimic.do(Switched("tamper_loop", on=False), host.now_ms)
    assert host.proven(clear_tamper(["TamperLoopOk"]))
    assert host.read(at.TAMPER_LATCH) == (PodInputs.TamperLoopOk,)
