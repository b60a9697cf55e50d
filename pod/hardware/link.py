"""One open serial port: exclusive, never blocking unasked, and honest when it goes.

pyserial 3.5 raises four unrelated exceptions when a cable is pulled (OSError from
`in_waiting`, SerialException from reads, termios.error from flushes, TypeError or
ValueError when it was closed meanwhile); here they are one, `LinkLost`.
"""

import errno
import fcntl
import os
import select
import termios
from collections.abc import Iterable
from contextlib import suppress

import serial

from pod.hardware.advice import Advice, DeviceTrouble

HANG_UPS = (OSError, termios.error, TypeError, ValueError)
CHUNK = 4096
NO_PORT = Advice("name_port", "This is no serial port: name another in pod.toml.")
REMEDIES = {
    errno.ENOENT: Advice(
        "check_cable", "Check the cable, and the port's name in pod.toml."
    ),
    errno.EACCES: Advice(
        "may_use_port", "Let the pod's account use it (group dialout)."
    ),
    errno.EBUSY: Advice(
        "free_port", "Another program has it; ModemManager or brltty may have taken it."
    ),
    errno.EAGAIN: Advice("free_port", "Another program has it: end that one first."),
    errno.ECONNREFUSED: Advice(
        "start_service", "Start the service that should listen there."
    ),
    errno.EISDIR: NO_PORT,
    errno.ENOTTY: NO_PORT,
}
"""What can be done, by the system's own number of the reason."""
OTHERWISE = Advice("check_cable", "Check the cable and the device's power.")
WRITE_TIMEOUT_S = 0.2
TOOK_NOTHING = "it took none for a while"
PSEUDO = "/dev/pts/"


class LinkLost(DeviceTrouble):
    """The port cannot be opened, or whatever was plugged in is gone."""


class Link:
    """An open port; every method may raise LinkLost."""

    def __init__(self, path: str, baud: int, parity: str = "none") -> None:
        self.path = path
        self.received = 0
        self.sent = 0
        try:
            self._serial = serial.Serial(
                path,
                baud,
                parity=_parity(path, parity),
                timeout=0,
                exclusive=True,
            )
        except HANG_UPS as error:
            raise lost(self.path, "cannot be opened", error) from error
        self._claim()

    def _claim(self) -> None:
        """Keep other programs out, and the adapter's hold-back time low.

        pyserial's own `exclusive` is advisory; a pseudo-terminal or an adapter without
        such a setting refuses the second, and works without.
        """
        with suppress(OSError):
            fcntl.ioctl(self.fileno(), termios.TIOCEXCL)
        with suppress(OSError, ValueError):
            self._serial.set_low_latency_mode(low_latency_settings=True)

    def fileno(self) -> int:
        """Return the descriptor to wait on."""
        return int(self._serial.fileno())

    def read_available(self) -> bytes:
        """Return what has arrived, or nothing; never wait.

        A terminal that is hung up reads as empty too, so an empty read asks again in a
        way that tells the two apart.
        """
        try:
            untrusted = os.read(self._serial.fileno(), CHUNK)
            if not untrusted:
                _ = self._serial.in_waiting
        except BlockingIOError:
            return b""
        except HANG_UPS as error:
            raise lost(self.path, "is unplugged", error) from error
        self.received += len(untrusted)
        return untrusted

    def read(self, timeout_s: float) -> bytes:
        """Return what has arrived, waiting up to `timeout_s` for the first byte."""
        wait_readable((self.fileno(),), timeout_s)
        return self.read_available()

    def write(self, data: bytes) -> None:
        """Write all of `data`; after a part of it only, the port counts as lost.

        pyserial's own `write` loses a port that took every byte, where the machine was
        busy meanwhile; here only a port that takes nothing is waited for.
        """
        left = data
        try:
            while left:
                left = left[self._write_some(left) :]
        except HANG_UPS as error:
            raise lost(self.path, "takes no more bytes", error) from error
        self.sent += len(data)

    def _write_some(self, data: bytes) -> int:
        """Write what the port takes, and say how much; it may take a while to."""
        port = self.fileno()
        with suppress(BlockingIOError):
            return os.write(port, data)
        if not wait_writable(port, WRITE_TIMEOUT_S):
            raise TimeoutError(TOOK_NOTHING)
        return 0

    def close(self) -> None:
        """Let the port go, hung up or not.

        The exclusive mark stays on a terminal that somebody else keeps open, as
        simulators do, so it is taken off first.
        """
        with suppress(*HANG_UPS):
            fcntl.ioctl(self.fileno(), termios.TIOCNXCL)
        with suppress(*HANG_UPS):
            self._serial.close()


def lost(path: str, what: str, error: BaseException) -> LinkLost:
    """Return the trouble that a failed call means, with the system's own reason."""
    number = getattr(error, "errno", None)
    reason = os.strerror(number) if number else error
    advice = REMEDIES.get(number or 0, OTHERWISE)
    return LinkLost(f"{path} {what} ({reason}).", advice)


def _parity(path: str, parity: str) -> str:
    """Return what the port is asked for, as pyserial says it.

    A pseudo-terminal has no parity, and refuses it whenever it is opened again.
    """
    on_a_wire = not os.path.realpath(path).startswith(PSEUDO)
    return parity[0].upper() if on_a_wire else serial.PARITY_NONE


def wait_readable(descriptors: Iterable[int], timeout_s: float) -> bool:
    """Wait until a descriptor has bytes or is hung up; False if time is over first."""
    waiting = select.poll()
    for descriptor in descriptors:
        waiting.register(descriptor, select.POLLIN)
    return bool(waiting.poll(timeout_s * 1000))


def wait_writable(descriptor: int, timeout_s: float) -> bool:
    """Wait until it takes bytes or is hung up; False if time is over first."""
    waiting = select.poll()
    waiting.register(descriptor, select.POLLOUT)
    return bool(waiting.poll(timeout_s * 1000))
