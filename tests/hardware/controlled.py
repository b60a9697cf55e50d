"""Doing things to a simulated pod controller, on a bench or by itself."""

from pod.events import AskNonce, Nonce
from pod.hardware.driver import driver_named
from pod.hardware.faults import Faults
from pod.hardware.harp.codec import Codec, encode
from pod.hardware.harp.registers import ACTIVE, HEARTBEAT_ENABLED, OPERATION_CTRL
from pod.hardware.mimic import Switched
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.proof import prove
from pod.hardware.pod_controller.registers import LockState
from pod.hardware.pod_controller.simulator import KEY, ControllerMimic
from pod.values import seeded

NAME = "pod_controller"
KIND = "controller"
KNOWN_MS = 3000


def known(lay, **faults):
    """Lay a bench with a controller that is known already."""
    bench = lay(NAME, **faults)
    bench.let_pass(KNOWN_MS)
    return bench


def switch(bench, name, on, wait_ms=50):
    bench.device.do(Switched(name, on))
    bench.let_pass(wait_ms)


def order_proven(bench, command, key=KEY):
    bench.reader.order(AskNonce())
    bench.let_pass(10)
    bench.reader.order(prove(key, bench.of(Nonce)[-1].nonce, command))
    bench.let_pass(20)


def overheard(bench):
    """Return the registers that are asked for from now on, as they come."""
    asked, hear = [], bench.device.mimic.hear

    def overhear(data, now_ms):
        asked.extend(frame.address for frame in Codec().feed(data))
        return hear(data, now_ms)

    bench.device.mimic.hear = overhear
    return asked


def say(bench, register, *numbers):
    """Let the controller say what is not so, stamped now."""
    board, now_ms = bench.device.mimic.board, bench.clock.now_ms()
    true = board.values[register.address]
    board.put(register.address, *numbers)
    bench.device._line.write(board.event(register.address, now_ms))
    board.values[register.address] = true


def more_of(bench):
    return bench.reader.health.more


def last(bench, kind):
    return bench.of(kind)[-1]


class Host:
    """Speaks with a simulated controller, byte by byte and moment by moment."""

    def __init__(self):
        profile = driver_named("pod_controller").read_profile()
        self.mimic = ControllerMimic(profile, Faults(), 0.0, seeded(1))
        self.now_ms = 0.0
        self.ask(OPERATION_CTRL.write(ACTIVE | HEARTBEAT_ENABLED))

    def ask(self, frame):
        """Ask one thing; return the reply, without what is said after it."""
        self.let_pass(0)
        heard = Codec().feed(self.mimic.hear(encode(frame), self.now_ms))
        assert heard[0].question == frame.question
        return heard[0]

    def obeys(self, register, *numbers):
        return not self.ask(register.write(*numbers)).error

    def read(self, register):
        reply = self.ask(register.read())
        assert not reply.error
        return register.unpack(reply)

    def nonce(self):
        return bytes(self.read(at.AUTH_CHALLENGE))

    def proven(self, command, key=KEY, nonce=None):
        order = prove(key, nonce or self.nonce(), command)
        return self.obeys(at.AUTH_COMMAND, *order.command, *order.proof)

    def let_pass(self, ms):
        """Let time pass; return what it said by itself."""
        until_ms = self.now_ms + ms
        said = b""
        while self.mimic.next_due_ms <= until_ms:
            self.now_ms = max(self.now_ms, self.mimic.next_due_ms)
            said += self.mimic.due(self.now_ms)
        self.now_ms = until_ms
        return Codec().feed(said)

    @property
    def locked(self):
        return self.read(at.LOCK_STATUS) == (LockState.Locked,)
