"""Where the link finds what is to go, and puts what came: two folders of the home.

A bundle that lies in `outgoing` under its own name may still be taken back. Before its
first byte goes whoever carries it renames it `.going`, and `.gone` once the server has
it whole: which of the two came first, carrying or taking back, is never in doubt.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pod.bundle.carry import write_whole
from pod.errors import PartRefused, Storage
from pod.seal import sig_beside
from pod.storage.whole import sync_folder

if TYPE_CHECKING:
    from pod.export.link import Link

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of how many are there; called from the thread that carries."""

OUTGOING, INCOMING = "outgoing", "incoming"
BUNDLE, GOING, GONE = ".podbundle", ".going", ".gone"
BACK = (".podreceipt",)
MOST = 64
"""So many receipts lie here unjudged at most."""
_NAME = re.compile(r"[a-z0-9]{3,16}-(?P<pod>[a-z0-9]{3,16})-[0-9]{6}\.[a-z]{1,16}")


def unheard(_done: int, _of: int) -> None:
    """Tell nobody."""


def outgoing(home: Path) -> Path:
    """Return the folder whose bundles the link carries; it is there from now on."""
    folder = home / OUTGOING
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Storage(f"Nothing can be laid out: {error.strerror}.") from error
    return folder


def waiting(home: Path) -> list[Path]:
    """Return the bundles that wait for the link, begun or not, in their order."""
    there = (home / OUTGOING).glob(f"*{BUNDLE}*")
    return sorted({_own(one) for one in there if one.suffix in (BUNDLE, GOING)})


def gone(home: Path) -> list[Path]:
    """Return the bundles that the server has and nobody has written down yet."""
    return sorted(_own(one) for one in (home / OUTGOING).glob(f"*{BUNDLE}{GONE}"))


def has_begun(path: Path) -> bool:
    """Tell whether a bundle may be on the server: it cannot be taken back any more."""
    return _as(path, GOING).exists() or _as(path, GONE).exists()


def hold_back(path: Path) -> None:
    """Take a bundle out of the link's folder, unless it has begun to go."""
    path.unlink(missing_ok=True)
    if not has_begun(path):
        sig_beside(path).unlink(missing_ok=True)


def written_down(path: Path) -> None:
    """Leave nothing of a bundle that the server has and that is written down."""
    sig_beside(path).unlink(missing_ok=True)
    _as(path, GONE).unlink(missing_ok=True)


def send(home: Path, link: "Link", told: Progress = unheard) -> Iterator[str]:
    """Carry what waits, one after another; give each name once the server has it whole.

    The signature goes first, so that no bundle is there without one. One whose name the
    server has given to another file stops none of the others; it is told at the end.
    """
    refused: PartRefused | None = None
    for path in waiting(home):
        try:
            if _carried(path, link, told):
                yield path.name
        except PartRefused as trouble:
            refused = refused or trouble
    if refused is not None:
        raise refused


def _carried(path: Path, link: "Link", told: Progress) -> bool:
    """Carry one bundle; False where it was taken back before its first byte went."""
    going = _as(path, GOING)
    try:
        content = (going if going.exists() else path).read_bytes()
        signature = sig_beside(path).read_bytes()
        link.put(sig_beside(path).name, signature)
        if not going.exists():
            path.rename(going)
            sync_folder(going.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Storage(f"What waits could not be read: {error.strerror}.") from error
    link.put(path.name, content, told)
    going.replace(_as(path, GONE))
    return True


def _as(path: Path, stage: str) -> Path:
    return path.with_name(f"{path.name}{stage}")


def _own(path: Path) -> Path:
    """Return a bundle's own name in its folder, whatever it is called meanwhile."""
    return path if path.suffix == BUNDLE else path.with_suffix("")


def bring(home: Path, link: "Link", pod: str) -> list[str]:
    """Put what came for this pod into its folder here, unjudged; return the names.

    So many at most lie there at a time, whatever a server offers: the rest comes once
    these were judged.
    """
    to, came = home / INCOMING, []
    try:
        to.mkdir(mode=0o700, exist_ok=True)
        room = MOST - sum(1 for _ in to.iterdir()) // 2
        for name, untrusted in link.fetch(BACK, lambda one: is_for(pod, one), room):
            write_whole(to / name, untrusted)
            came.append(name)
    except OSError as error:
        raise Storage(f"What came could not be kept: {error.strerror}.") from error
    return [name for name in came if name.endswith(BACK)]


def is_for(pod: str, untrusted_name: str) -> bool:
    """Tell whether a file's name is one of ours, and says that it is for this pod."""
    found = _NAME.fullmatch(untrusted_name)
    return found is not None and found["pod"] == pod
