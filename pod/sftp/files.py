"""What is done with the files of a server's folder: whole, or not at all."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
)
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias, TypeVar

import asyncssh
from asyncssh.constants import FILEXFER_TYPE_REGULAR, FILEXFER_TYPE_UNKNOWN

from pod.errors import PartRefused, Storage
from pod.sftp.place import Place
from pod.sftp.trouble import told_of_room, too_many

PIECE = 64 * 1024
"""So many bytes are sent or asked for at a time: so often a pace can be kept."""
MOST_NAMES = 1 << 16
"""So many names of a folder are kept in mind; whoever made more put them there."""
PART = ".part"
_PLAIN = (FILEXFER_TYPE_REGULAR, FILEXFER_TYPE_UNKNOWN)
"""The protocol's third version need not tell a file's kind."""
Pace: TypeAlias = Callable[[int], float]
"""Told of bytes that will go next; returns how many seconds they must wait."""
T = TypeVar("T")


def at_once(_size: int) -> float:
    """Let every piece go at once."""
    return 0.0


def unheard(_done: int, _of: int) -> None:
    """Tell nobody how far it is."""


class Lying(NamedTuple):
    """A file as a server tells of it: bytes, second of change, whether it is plain."""

    size: int
    changed: int
    plain: bool

    def __str__(self) -> str:
        """Return what is another once the file has changed."""
        return f"{self.size}.{self.changed}"


@dataclass(frozen=True)
class How:
    """How a file is put: over another of its name or not, how fast, who is told."""

    over: bool = False
    pace: Pace = at_once
    told: Callable[[int, int], None] = unheard


class Files:
    """The files of one folder, over one connection; each step has its time limit.

    A step that takes too long breaks the connection off (`cut`): whatever waits for
    it ends then, which cancelling alone would not do.
    """

    def __init__(
        self,
        client: asyncssh.SFTPClient,
        cut: Callable[[], None],
        place: Place,
        limit_s: float,
    ) -> None:
        self._client, self._cut = client, cut
        self._place, self._limit_s = place, limit_s

    async def listed(
        self, most: int | None = None, limit_s: float = 0.0
    ) -> dict[str, Lying]:
        """Return what lies there, by name; Storage where there is more than `most`."""
        return await self._within(self._listed(most or MOST_NAMES), limit_s)

    async def _listed(self, most: int) -> dict[str, Lying]:
        found: dict[str, Lying] = {}
        async for one in self._client.scandir(self._place.folder.encode("ascii")):
            name, known = one.filename, one.attrs
            if len(found) == most:
                raise too_many(self._place.host)
            if isinstance(name, bytes) and name.isascii():
                plain = known.type in _PLAIN
                lying = Lying(known.size or 0, known.mtime or 0, plain)
                found[name.decode("ascii")] = lying
        return found

    async def get(self, name: str, most: int, pace: Pace = at_once) -> bytes | None:
        """Read at most one byte more than `most`; None where nothing is called so.

        A link, or anything but a plain file, reads as nothing: it is not opened, for a
        pipe would keep the server waiting.
        """
        kind = await self._kind(name)
        if kind is None:
            return None
        if kind != FILEXFER_TYPE_REGULAR:
            return b""
        pieces = self.read(name, (0, most + 1), pace)
        return b"".join([piece async for piece in pieces])

    async def read(
        self, name: str, span: tuple[int, int], pace: Pace = at_once
    ) -> AsyncGenerator[bytes, None]:
        """Give a file's bytes from one place to before another, piece by piece."""
        begin, end = span
        async with self._opened(name, "rb") as file:
            for at in range(begin, end, PIECE):
                size = min(PIECE, end - at)
                await asyncio.sleep(pace(size))
                piece: bytes = await self._within(file.read(size, at))
                if piece:
                    yield piece
                if len(piece) < size:
                    return

    async def put(self, name: str, content: bytes, how: How) -> None:
        """Let a file appear whole; what an earlier try has sent is not sent again.

        It is written beside, read back, compared, then named. Unless it may go `over`
        another, one of this name that is different stays as it is: PartRefused.
        """
        part = f"{name}{PART}"
        if not how.over and await self._is_there(name, content, how):
            await self.remove([part])
            return
        for begin in (await self._sent(part, content), 0):
            await self._send(part, content, begin, how)
            if await self._is(part, content, how):
                await self._called(part, name, over=how.over)
                return
            await self.remove([part])
        raise Storage(
            f"What the server {self._place.host} keeps is not what was sent to it.",
            "Tell its administrator: its disk may be failing.",
        )

    async def remove(self, names: Iterable[str]) -> None:
        """Take files away; those gone already are gone."""
        for name in names:
            with suppress(asyncssh.SFTPNoSuchFile):
                await self._within(self._client.remove(self._path(name)))

    async def _is_there(self, name: str, content: bytes, how: How) -> bool:
        """Tell whether this very file is there; PartRefused if another has its name."""
        if await self._kind(name) is None:
            return False
        if not await self._is(name, content, how):
            raise PartRefused(
                f"Another file named {name} is on the server already; both are kept."
            )
        return True

    async def _sent(self, part: str, content: bytes) -> int:
        """Return how much of it an earlier try has sent, 0 if it must begin anew."""
        kind = await self._kind(part)
        if kind is None:
            return 0
        size = (await self._within(self._client.lstat(self._path(part)))).size or 0
        if kind == FILEXFER_TYPE_REGULAR and size <= len(content):
            return size
        await self.remove([part])
        return 0

    async def _send(self, part: str, content: bytes, begin: int, how: How) -> None:
        mode, whole = "r+b" if begin else "wb", len(content)
        with told_of_room(self._place):
            async with self._opened(part, mode) as file:
                for at in range(begin, whole, PIECE):
                    piece = content[at : at + PIECE]
                    await asyncio.sleep(how.pace(len(piece)))
                    await self._within(file.write(piece, at))
                    how.told(at + len(piece), whole)
                with suppress(asyncssh.SFTPOpUnsupported):
                    await self._within(file.fsync())

    async def _is(self, name: str, content: bytes, how: How) -> bool:
        """Tell whether a file is this, to its last byte."""
        if await self._kind(name) != FILEXFER_TYPE_REGULAR:
            return False
        at = 0
        span = (0, len(content) + 1)
        async with aclosing(self.read(name, span, how.pace)) as pieces:
            async for piece in pieces:
                if piece != content[at : at + len(piece)]:
                    return False
                at += len(piece)
        return at == len(content)

    async def _called(self, part: str, name: str, *, over: bool) -> None:
        """Give a whole file its name; where it may not go over another, it does not."""
        here, there = self._path(part), self._path(name)
        if not over:
            await self._within(self._client.rename(here, there))
            return
        try:
            await self._within(self._client.posix_rename(here, there))
        except asyncssh.SFTPOpUnsupported:
            await self.remove([name])
            await self._within(self._client.rename(here, there))

    async def _kind(self, name: str) -> int | None:
        try:
            return (await self._within(self._client.lstat(self._path(name)))).type
        except asyncssh.SFTPNoSuchFile:
            return None

    @asynccontextmanager
    async def _opened(
        self, name: str, mode: str
    ) -> AsyncIterator[asyncssh.SFTPClientFile]:
        file = await self._within(self._client.open(self._path(name), mode))
        try:
            yield file
        finally:
            await self._within(file.close())

    async def _within(self, act: Awaitable[T], limit_s: float = 0.0) -> T:
        doing = asyncio.ensure_future(act)
        done, _ = await asyncio.wait((doing,), timeout=limit_s or self._limit_s)
        if not done:
            self._cut()
        return await doing

    def _path(self, name: str) -> str:
        return f"{self._place.folder}/{name}"
