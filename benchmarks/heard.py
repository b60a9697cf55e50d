"""What a device says in a while, and the same bytes made worse; no port is needed.

Not a benchmark of its own; `hostile_bytes` and the proofs feed codecs with it.
"""

from collections.abc import Iterator, Sequence
from random import Random

from pod.hardware.driver import AnyDriver
from pod.hardware.faults import Faults
from pod.hardware.mimic import Deed, Down, Held, Lit, Switched, Up
from pod.values import seeded

STEP_MS = 10.0
DEED_EVERY = 37
KEY = "67003B51C6"
MUTATED = 0.7
"""Share of the pieces that are mutated talk; the rest is noise."""


def said_by(driver: AnyDriver, for_ms: float = 20_000.0) -> bytes:
    """Return what a simulated device answers its driver, and says by itself."""
    profile = driver.read_profile()
    device = driver.device(profile, 0.0, seeded(1))
    mimic = driver.mimic(profile, Faults(), 0.0, seeded(2))
    deeds = _deeds(driver)
    said = bytearray()
    for step in range(int(for_ms / STEP_MS)):
        now_ms = step * STEP_MS
        heard = mimic.hear(device.due(now_ms), now_ms)
        if now_ms >= mimic.next_due_ms:
            heard += mimic.due(now_ms)
        if step % DEED_EVERY == 0:
            heard += mimic.do(deeds[step // DEED_EVERY % len(deeds)], now_ms)
        device.feed(heard, now_ms)
        said += heard
    return bytes(said)


def _deeds(driver: AnyDriver) -> Sequence[Deed]:
    buttons = driver.read_profile().buttons
    pressed = [deed for one in buttons for deed in (Down(one), Up(one))]
    inputs = ("door_closed", "staff_call", "mains")
    switched = [Switched(one, on=on) for one in inputs for on in (False, True)]
    return [*pressed, Held(KEY), Lit(on=True), Lit(on=False), *switched]


def made_worse(said: bytes, rng: Random, most: int) -> Iterator[bytes]:
    """Give `most` bytes in pieces: pure noise, and what was said, mutated.

    Bits are flipped, bytes are lost, put in and told again, and pieces cut anywhere.
    """
    given = 0
    while given < most:
        piece = rng.randbytes(rng.randrange(1, 4000))
        if said and rng.random() < MUTATED:
            at = rng.randrange(len(said))
            piece = _mutated(said[at : at + rng.randrange(1, 4000)], rng)
        piece = piece[: most - given]
        given += len(piece)
        yield piece


def _mutated(piece: bytes, rng: Random) -> bytes:
    left = bytearray(piece)
    for _ in range(rng.randrange(1, 9)):
        at = rng.randrange(len(left) + 1)
        match rng.randrange(4):
            case 0 if at < len(left):
                left[at] ^= 1 << rng.randrange(8)
            case 1:
                del left[at : at + rng.randrange(1, 4)]
            case 2:
                left[at:at] = rng.randbytes(rng.randrange(1, 4))
            case 3:
                left += left[at : at + 20]
    return bytes(left) or b"\0"


def found_again(clean: Sequence[object], after: Sequence[object]) -> int:
    """Return how many of the clean frames, counted from the last, were found again."""
    pairs = zip(reversed(clean), reversed(after), strict=False)
    same = 0
    for one, other in pairs:
        if one != other:
            break
        same += 1
    return same
