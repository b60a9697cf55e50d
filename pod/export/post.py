"""Where the link finds what is to go, and puts what came: two folders of the home."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pod.bundle.carry import write_whole
from pod.errors import Storage
from pod.export.transport import Progress, unheard
from pod.seal import read_signed, sig_beside

if TYPE_CHECKING:
    from pod.export.link import Link

OUTGOING, INCOMING = "outgoing", "incoming"
BACK = (".podreceipt",)
BIGGEST = 1 << 30
_NAME = re.compile(r"[a-z0-9]{3,16}-(?P<pod>[a-z0-9]{3,16})-[0-9]{6}\.[a-z]{1,16}")


def outgoing(home: Path) -> Path:
    """Return the folder whose bundles the link carries; it is there from now on."""
    folder = home / OUTGOING
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def waiting(home: Path) -> list[Path]:
    """Return the bundles that wait for the link, in their order."""
    return sorted((home / OUTGOING).glob("*.podbundle"))


def send(home: Path, link: "Link", told: Progress = unheard) -> Iterator[str]:
    """Carry what waits, one after another; give each name once the server has it whole.

    A bundle leaves its folder here only then. The signature goes first, so that no
    bundle is there without one.
    """
    for path in waiting(home):
        content, signature = read_signed(path, BIGGEST)
        link.put(sig_beside(path).name, signature.encode("ascii"))
        link.put(path.name, content, told)
        for done in (path, sig_beside(path)):
            done.unlink(missing_ok=True)
        yield path.name


def bring(home: Path, link: "Link", pod: str) -> list[str]:
    """Put what came for this pod into its folder here, unjudged; return the names."""
    to, came = home / INCOMING, []
    try:
        to.mkdir(mode=0o700, exist_ok=True)
        for name, untrusted in link.fetch(BACK, lambda one: is_for(pod, one)):
            write_whole(to / name, untrusted)
            came.append(name)
    except OSError as error:
        raise Storage(f"What came could not be kept: {error.strerror}.") from error
    return [name for name in came if name.endswith(BACK)]


def is_for(pod: str, untrusted_name: str) -> bool:
    """Tell whether a file's name is one of ours, and says that it is for this pod."""
    found = _NAME.fullmatch(untrusted_name)
    return found is not None and found["pod"] == pod
