"""Sound as 16-bit samples: found in a WAV stream, and made quieter."""

import struct
from array import array

SAMPLE = 2
HEADER, CHUNK = 12, 8
PCM = 1


class Quieter:
    """Passes a WAV stream on with its samples made quieter, however it is cut.

    What comes before the samples is passed on as it is. Raises ValueError where it is
    no WAV of 16-bit samples.
    """

    def __init__(self, gain: float) -> None:
        self._gain, self._kept, self._found = gain, b"", False
        self.bytes_a_second = self.passed = 0

    def take(self, untrusted: bytes) -> bytes:
        """Return as much as can be passed on of what has come."""
        self._kept += untrusted
        head = b""
        if not self._found:
            start = self._start()
            if start is None:
                return b""
            head, self._kept, self._found = self._kept[:start], self._kept[start:], True
        whole = len(self._kept) // SAMPLE * SAMPLE
        samples, self._kept = self._kept[:whole], self._kept[whole:]
        self.passed += whole
        return head + quieter(samples, self._gain)

    def _start(self) -> int | None:
        """Return where the samples begin; None while that has not come."""
        head = self._kept
        if len(head) < HEADER:
            return None
        if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
            raise ValueError("not a WAV")
        at = HEADER
        while len(head) >= at + CHUNK:
            name, size = head[at : at + 4], struct.unpack_from("<I", head, at + 4)[0]
            if name == b"data":
                return at + CHUNK
            if name == b"fmt " and len(head) >= at + CHUNK + 16:
                self._read_format(head[at + CHUNK :])
            at += CHUNK + size + size % 2
        return None

    def _read_format(self, head: bytes) -> None:
        kind, _, _, bytes_a_second, _, bits = struct.unpack_from("<HHIIHH", head)
        if kind != PCM or bits != 8 * SAMPLE:
            raise ValueError("not 16-bit samples")
        self.bytes_a_second = bytes_a_second


def quieter(samples: bytes, gain: float) -> bytes:
    """Return little-endian 16-bit samples times a gain of at most 1."""
    if gain >= 1.0:
        return samples
    heard = array("h", samples)
    return array("h", [int(one * gain) for one in heard]).tobytes()
