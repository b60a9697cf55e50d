"""How often this pod was begun and how it ended, and how it is now: two small files.

Counts lie in the pod's home, for they outlive a boot; how it is now lies among the
sockets, where it is gone with the machine. Neither tells of anybody.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex

import msgspec
from msgspec.structs import replace

from pod.clock import Clock
from pod.errors import Trouble
from pod.settings import run_folder
from pod.settings.release import release
from pod.storage.whole import FOR_OUR_GROUP, write_whole
from pod.values import Value

log = logging.getLogger(__name__)

COUNTS, NOW, BOOT = "health.json", "core/health.json", "core/boot"
EVERY_MS = 60_000.0


class Counts(Value, frozen=True, kw_only=True):
    """How often, since this pod was set up; `boot` is the machine's last one.

    `crashes`: the core ended though nobody told it to, and the machine went on. `cuts`:
    it had not ended when the machine did. `ended`: the last one did as it was told.
    """

    starts: int = 0
    boots: int = 0
    crashes: int = 0
    cuts: int = 0
    boot: str = ""
    ended: bool = True


class Now(Value, frozen=True, kw_only=True):
    """How the core is: in a sentence, when that was written, and of which release."""

    at: datetime
    said: str
    release: str
    counts: Counts


def counts_of(home: Path) -> Counts:
    """Return what was counted; where nothing can be read nothing was."""
    try:
        return msgspec.json.decode((home / COUNTS).read_bytes(), type=Counts)
    except (OSError, msgspec.MsgspecError):
        return Counts()


def begun(before: Counts, boot: str) -> Counts:
    """Count a start in this boot of the machine."""
    same = before.boot == boot
    return Counts(
        starts=before.starts + 1,
        boots=before.boots + (not same),
        crashes=before.crashes + (same and not before.ended),
        cuts=before.cuts + (not same and not before.ended),
        boot=boot,
        ended=False,
    )


def boot_of(run: Path) -> str:
    """Return a name for the machine's present boot, drawn by the first who asks.

    The kernel has one too, which a service that sees its own processes alone cannot
    read. The folder of the sockets is memory: it is gone with the boot.
    """
    mark = run / BOOT
    try:
        mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not mark.exists():
            mark.write_text(token_hex(8), "ascii")
        return mark.read_text("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def told_of(counts: Counts) -> str:
    """Say in a few words how it went so far."""
    return (
        f"begun {counts.starts} times in {counts.boots} boots; "
        f"crashes: {counts.crashes}, cut off with the machine: {counts.cuts}"
    )


class Health:
    """Writes both files for as long as the core runs; a full disk stops nobody."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home, self._clock = home, clock
        self._next_ms = float("-inf")
        self._said = ""
        self.counts = Counts()

    def begin(self) -> None:
        """Count this start, if it can be written down."""
        self._keep(begun(counts_of(self._home), boot_of(run_folder(self._home))))

    def tell(self, said: str) -> None:
        """Write how it is: every minute, and whenever that has changed."""
        now_ms = self._clock.now_ms()
        if said == self._said and now_ms < self._next_ms:
            return
        self._said, self._next_ms = said, now_ms + EVERY_MS
        now = Now(
            at=self._clock.utc(), said=said, release=release(), counts=self.counts
        )
        note = run_folder(self._home) / NOW
        with suppress(OSError):
            beside = note.with_name(f".{note.name}")
            beside.write_bytes(msgspec.json.encode(now))
            beside.chmod(FOR_OUR_GROUP)
            beside.replace(note)

    def end(self) -> None:
        """Write down that it ended as it was told to."""
        self._keep(replace(self.counts, ended=True))
        with suppress(OSError):
            (run_folder(self._home) / NOW).unlink()

    def _keep(self, counts: Counts) -> None:
        self.counts = counts
        try:
            raw = msgspec.json.encode(counts)
            write_whole(self._home / COUNTS, raw, FOR_OUR_GROUP)
        except (OSError, Trouble) as trouble:
            log.warning("health is not written down: %s", type(trouble).__name__)


@contextmanager
def counted(home: Path, clock: Clock) -> Iterator[Health]:
    """Count one life of the core; one that a bug ends did not end as it was told."""
    health = Health(home, clock)
    health.begin()
    try:
        yield health
    except Trouble:
        health.end()
        raise
    health.end()
