"""What the pod controller is told, and the heartbeats both ways."""

from functools import partial

import pytest
from msgspec.structs import replace

from pod.events import Alive, AskNonce, Back, Door, Fan, Lamp, Lost, Nonce, Unlock
from pod.hardware.harp.codec import Frame, Stamp, encode
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import clear_tamper, lock, prove, release_cabinet
from pod.hardware.pod_controller.simulator import KEY
from tests.hardware.controlled import (
    KIND,
    KNOWN_MS,
    NAME,
    known,
    last,
    more_of,
    order_proven,
    overheard,
)


@pytest.fixture
def pod(lay):
    """Return a function that lays a bench with a controller that is known already."""
    return partial(known, lay)


# --- what it is told ---


def test_lamp_and_fan_are_set_and_set_again_after_a_reboot(pod):
    bench = pod()
    bench.reader.order(Lamp(255, 120, 0, "slow"))
    bench.reader.order(Fan(60))
    bench.let_pass(20)
    bench.device.reboot()
    bench.let_pass(KNOWN_MS)
    board = bench.device.mimic.board
    assert board.values[at.STATUS_LAMP.address] == bytes((255, 120, 0, 1))
    assert board.number(at.FAN_DUTY) == 60


def test_a_proof_locks_and_unlocking_needs_none(pod):
    bench = pod()
    order_proven(bench, lock())
    assert last(bench, Door).lock == "locked"
    bench.reader.order(Unlock())
    bench.let_pass(20)
    assert last(bench, Door).lock == "unlocked"


def test_unlocking_overtakes_and_undoes_a_lock_that_waits(pod):
    bench = pod()
    bench.reader.order(AskNonce())
    bench.let_pass(10)
    bench.reader.order(prove(KEY, bench.of(Nonce)[-1].nonce, lock()))
    bench.reader.order(Unlock())
    bench.let_pass(100)
    assert {door.lock for door in bench.of(Door)} == {"unlocked"}


def test_unlocking_overtakes_whatever_waits(pod):
    bench = pod()
    asked = overheard(bench)
    for order in (Lamp(1, 2, 3), Fan(10), Unlock()):
        bench.reader.order(order)
    bench.let_pass(20)
    assert asked[0] == at.LOCK_COMMAND.address
    assert at.FAN_DUTY.address in asked


def test_unlocking_that_was_never_answered_is_ordered_again(pod):
    bench = pod()
    order_proven(bench, lock())
    bench.reader.order(Unlock())
    bench.reader._device._begin()
    bench.let_pass(100)
    assert last(bench, Door).lock == "unlocked"


def test_a_proof_is_carried_once_since_its_nonce_is_spent(pod):
    bench = pod()
    bench.reader.order(AskNonce())
    bench.let_pass(10)
    asked = overheard(bench)
    bench.device.stall(300)
    nonce = bench.of(Nonce)[-1].nonce
    bench.reader.order(prove(KEY, nonce, clear_tamper(["CabinetClosed"])))
    bench.let_pass(700)
    assert asked.count(at.AUTH_COMMAND.address) == 1
    assert bench.reader.health.state == "ready"


def test_a_lock_that_is_not_renewed_ends_with_its_lease(pod):
    bench = pod()
    order_proven(bench, lock())
    bench.let_pass(5100)
    assert last(bench, Door).lock == "unlocked"


def test_a_lock_that_is_renewed_in_time_holds(pod):
    bench = pod()
    for _ in range(5):
        order_proven(bench, lock())
        bench.let_pass(3000)
    assert last(bench, Door).lock == "locked"
    assert [door.lock for door in bench.of(Door)] == ["unlocked", "locked"]


def test_a_wrong_proof_is_refused_and_counted(pod):
    bench = pod()
    order_proven(bench, lock(), key=bytes(32))
    assert {door.lock for door in bench.of(Door)} == {"unlocked"}
    assert more_of(bench)["refused"] == 1
    assert bench.reader.health.state == "ready"


def test_a_nonce_is_good_once(pod):
    bench = pod()
    order_proven(bench, lock())
    used = bench.of(Nonce)[-1].nonce
    bench.reader.order(Unlock())
    bench.reader.order(prove(KEY, used, lock()))
    bench.let_pass(50)
    assert last(bench, Door).lock == "unlocked"
    assert more_of(bench)["refused"] == 1


def test_nonces_come_only_when_they_were_asked_for(pod):
    bench = pod()
    unasked = Frame(kind="read", address=80, payload=bytes(16), stamp=Stamp(103, 0))
    bench.device._line.write(encode(unasked))
    bench.let_pass(10)
    assert bench.of(Nonce) == []
    bench.reader.order(AskNonce())
    bench.let_pass(100)
    (nonce,) = bench.of(Nonce)
    assert nonce.device == NAME
    assert len(nonce.nonce) == 16


# --- heartbeats both ways ---


def test_the_watchdog_is_renewed_for_as_long_as_the_host_lives(pod):
    bench = pod()
    order_proven(bench, lock())
    bench.let_pass(60_000)
    assert more_of(bench)["watchdog"] == "armed"


def test_a_host_that_stops_leaves_the_door_unlocked(pod):
    bench = pod()
    order_proven(bench, lock())
    step_on = bench.device.step
    for _ in range(60):
        bench.clock.advance(100)
        step_on()
    assert not bench.device.mimic.lock.locked
    assert bench.device.mimic.watch.state == at.Watchdog.expired
    assert "watchdog expired" in bench.truth.read_text()


def test_a_core_that_falls_silent_lets_the_watchdog_expire(pod):
    bench = pod()
    for _ in range(10):
        bench.reader.order(Alive())
        bench.let_pass(1000)
    assert more_of(bench)["watchdog"] == "armed"
    bench.let_pass(13_000)
    assert more_of(bench)["watchdog"] == "expired"
    assert more_of(bench)["core_well"] is False
    bench.reader.order(Alive())
    bench.let_pass(2000)
    assert more_of(bench)["watchdog"] == "armed"


def test_a_controller_without_heartbeat_counts_as_gone(pod):
    bench = pod()
    board = bench.device.mimic.board
    board.due = lambda _now_ms: None
    board._beat_ms = float("inf")
    bench.let_pass(5500)
    assert bench.news[:2] == [Back(NAME, KIND), Lost(NAME, KIND)]
    assert "heart" in bench.of(Lost)[0].say


def test_a_controller_that_does_not_answer_three_times_is_lost(pod):
    bench = pod()
    bench.device.stall(2500)
    bench.let_pass(2000)
    assert bench.news == [Back(NAME, KIND), Lost(NAME, KIND)]
    bench.let_pass(20_000)
    assert bench.news[2:] == [Back(NAME, KIND)]
    assert [type(event) for event in bench.events[-6:]].count(Door) == 1


def test_a_silent_core_is_not_forgotten_when_the_cable_is_put_back(pod):
    bench = pod()
    bench.reader.order(Alive())
    bench.let_pass(13_000)
    assert more_of(bench)["core_well"] is False
    bench.device.hang_up()
    bench.let_pass(2000)
    bench.device.plug_in()
    bench.let_pass(20_000)
    assert more_of(bench)["core_well"] is False
    assert more_of(bench)["watchdog"] == "expired"


# --- before it is known, and more than it can do ---


def test_nothing_is_ordered_of_what_has_not_said_who_it_is(lay):
    bench = lay("pod_controller", wrong=True)
    asked = overheard(bench)
    bench.let_pass(1)
    bench.reader.order(Unlock())
    bench.reader.order(Lamp(1, 2, 3))
    bench.let_pass(5000)
    assert bench.of(Back) == []
    assert not {at.LOCK_COMMAND.address, at.STATUS_LAMP.address} & set(asked)


def test_unlocking_is_not_lost_on_a_controller_that_is_not_known_yet(lay):
    bench = lay("pod_controller")
    asked = overheard(bench)
    bench.reader._open()
    bench.reader.order(Unlock())
    bench.let_pass(1000)
    assert at.LOCK_COMMAND.address in asked
    assert asked[0] != at.LOCK_COMMAND.address


def test_a_flood_of_orders_leaves_a_short_queue_and_the_last_colour(pod):
    bench = pod()
    proven = prove(KEY, bytes(16), release_cabinet(1))
    for number in range(5000):
        bench.reader.order(Lamp(number % 251, 0, 0))
        bench.reader.order(AskNonce())
        bench.reader.order(Unlock())
        bench.reader.order(replace(proven, proof=number.to_bytes(16, "big")))
    assert len(bench.reader._device._talk._asker._queue) < 100
    bench.let_pass(3000)
    board = bench.device.mimic.board
    assert board.values[at.STATUS_LAMP.address] == bytes((4999 % 251, 0, 0, 0))
    assert not bench.device.mimic.lock.locked
    assert more_of(bench)["watchdog"] == "armed"
