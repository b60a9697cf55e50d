"""Never locked without a lease and a proof, whatever is done in whatever order."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import lock
from pod.hardware.pod_controller.registers import LockState
from tests.hardware.controlled import Host


class LockMachine(RuleBasedStateMachine):
    """Anybody may write anything at any time; only a proof under a lease locks."""

    @initialize()
    def plug_in(self):
        self.host = Host()
        self.lease_ms = 0
        self.locked_until_ms = 0.0
        self.host_until_ms = float("inf")

    @rule(lease_ms=st.sampled_from([0, 1, 400, 1000, 5000]))
    def lease(self, lease_ms):
        self.host.obeys(at.LOCK_LEASE, lease_ms)
        self.lease_ms = lease_ms
        until_ms = self.host.now_ms + lease_ms
        self.locked_until_ms = min(self.locked_until_ms, until_ms)

    @rule()
    def lock_with_proof(self):
        done = self.host.proven(lock())
        assert done == (self.lease_ms > 0)
        if done:
            self.locked_until_ms = self.host.now_ms + self.lease_ms
            assert self.host.locked

    @rule(key=st.binary(min_size=32, max_size=32), forged=st.booleans())
    def lock_without_proof(self, key, forged):
        before = self.host.locked
        if forged:
            assert not self.host.proven(lock(), key=key)
        else:
            assert not self.host.obeys(at.LOCK_COMMAND, LockState.Locked)
        assert self.host.locked == before

    @rule()
    def unlock(self):
        assert self.host.obeys(at.LOCK_COMMAND, LockState.Unlocked)
        self.locked_until_ms = 0.0
        assert not self.host.locked

    @rule(period_ms=st.sampled_from([0, 300, 2000, 5000]))
    def renew(self, period_ms):
        self.host.obeys(at.HOST_WATCHDOG, period_ms)
        until_ms = self.host.now_ms + period_ms
        self.host_until_ms = until_ms if period_ms else float("inf")

    @rule(ms=st.sampled_from([1, 100, 450, 3000]))
    def let_pass(self, ms):
        self.host.let_pass(ms)
        if self.host.now_ms >= self.host_until_ms:
            self.host_until_ms = float("inf")
            self.locked_until_ms = min(self.locked_until_ms, self.host.now_ms)

    @rule()
    def reboot(self):
        self.host.mimic.reboot(self.host.now_ms)
        self.lease_ms, self.locked_until_ms = 0, 0.0
        self.host_until_ms = float("inf")

    @rule(data=st.binary(max_size=40))
    def babble(self, data):
        self.host.mimic.hear(data, self.host.now_ms)
        self.host.let_pass(60)
        self.host.mimic.hear(b"", self.host.now_ms)
        self.let_pass(1)

    @precondition(lambda self: self.host.locked)
    @rule()
    def lose_the_host(self):
        self.host.let_pass(5001)
        self.host_until_ms = float("inf")
        assert not self.host.locked

    @invariant()
    def locked_means_a_live_lease(self):
        if getattr(self, "host", None) and self.host.locked:
            assert self.host.now_ms < self.locked_until_ms

    @invariant()
    def what_it_says_is_what_the_bolt_does(self):
        if getattr(self, "host", None):
            assert self.host.locked == self.host.mimic.lock.locked


LockMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=30, deadline=None
)
test_never_locked_without_lease_and_proof = LockMachine.TestCase


@pytest.mark.proof
class TestForLonger(LockMachine.TestCase):
    settings = settings(max_examples=400, stateful_step_count=100, deadline=None)
