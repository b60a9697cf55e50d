"""What is asked of the controller, on its way there."""

from pod.events import LAMP_MODES, Alive, AskNonce, Fan, Lamp, Order, Proven, Unlock
from pod.hardware.harp.codec import Frame
from pod.hardware.harp.talk import Talk
from pod.hardware.pod_controller import registers as at
from pod.hardware.pod_controller.core import Core
from pod.hardware.pod_controller.profile import ControllerProfile

TAKES = (Lamp, Fan, Unlock, AskNonce, Proven, Alive)
LOCKING = bytes((at.LOCK_COMMAND.address, 1, at.LockState.Locked))


class Orders:
    """Carries orders; unlocking goes before all others, and undoes locking.

    Lamp and fan are set again when the controller has been without power, and an
    unlocking that nothing has answered is ordered again.
    """

    def __init__(self, profile: ControllerProfile, talk: Talk[str]) -> None:
        self._profile, self._talk = profile, talk
        self._kept: dict[int, Frame] = {}
        self._unlocking = False
        self.core = Core(profile.core_ms)
        self.wants_nonce = False

    def take(self, order: Order) -> None:
        """Take on an order."""
        match order:
            case Lamp(red, green, blue, mode):
                colour = (red, green, blue, LAMP_MODES.index(mode))
                self._keep(at.STATUS_LAMP.write(*colour))
            case Fan(percent):
                self._keep(at.FAN_DUTY.write(percent))
            case Unlock():
                self._unlock()
            case AskNonce():
                self.wants_nonce = True
                self._talk.ask(at.AUTH_CHALLENGE.read())
            case Proven():
                self._prove(order)
            case Alive():
                self.core.said_so = True

    def begin(self) -> None:
        """Begin with a controller that may have been without power."""
        self.wants_nonce = False

    def settle(self) -> None:
        """Tell a controller that has just become known what it must be told."""
        for write in self._kept.values():
            self._talk.ask_instead(write)
        if self._unlocking:
            self._unlock()

    def unlocked(self) -> None:
        """Note that unlocking was answered."""
        self._unlocking = False

    def _keep(self, write: Frame) -> None:
        self._kept[write.address] = write
        self._talk.ask_instead(write)

    def _unlock(self) -> None:
        """Unlock; one that is not known yet only then: it may be another device."""
        self._unlocking = True
        if not self._talk.settled:
            return
        unlock = at.LOCK_COMMAND.write(at.LockState.Unlocked)
        self._talk.insist(unlock, [(at.AUTH_COMMAND.address, LOCKING)])

    def _prove(self, order: Proven) -> None:
        """Carry a command with its proof, once: its nonce is spent by the first try."""
        self.wants_nonce = False
        if order.command.startswith(LOCKING):
            self._talk.ask(at.LOCK_LEASE.write(self._profile.lease_ms))
        payload = order.command + order.proof
        self._talk.ask_once(at.AUTH_COMMAND.write(*payload))
