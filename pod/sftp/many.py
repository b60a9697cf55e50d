"""Several files at once over one connection: a long way costs its time only once."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing, suppress
from typing import NamedTuple, TypeAlias, TypeVar

import asyncssh

from pod.sftp.files import Files, How

AT_ONCE = 16
"""So many files are on their way at a time."""
Take: TypeAlias = Callable[[str, int, bytes], None]
"""Told of a file's name, where in it a piece begins, and the piece."""
T = TypeVar("T")
_NOT_TO_BE_HAD = (
    asyncssh.SFTPNoSuchFile,
    asyncssh.SFTPPermissionDenied,
    asyncssh.SFTPFailure,
)


class Wanted(NamedTuple):
    """A file that is to be brought, from which byte on, and how many it has."""

    name: str
    begin: int
    size: int


async def brought(files: Files, wanted: Iterable[Wanted], take: Take) -> None:
    """Bring files piece by piece; one that the server does not give is passed over.

    Never more than its size is asked for. Done twice, `take` is told some pieces twice.
    """

    async def bring(one: Wanted) -> None:
        with suppress(*_NOT_TO_BE_HAD):
            await _brought(files, one, take)

    await _together(wanted, bring)


async def sent(files: Files, contents: Mapping[str, bytes], how: How) -> None:
    """Let files appear, each whole."""

    async def send(one: tuple[str, bytes]) -> None:
        await files.put(*one, how)

    await _together(contents.items(), send)


async def _brought(files: Files, one: Wanted, take: Take) -> None:
    at = one.begin
    async with aclosing(files.read(one.name, (at, one.size))) as pieces:
        async for piece in pieces:
            take(one.name, at, piece)
            at += len(piece)


async def _together(
    several: Iterable[T], carry: Callable[[T], Awaitable[None]]
) -> None:
    """Carry several at a time; after the first trouble no other is begun."""
    waiting = iter(several)

    async def one_by_one() -> None:
        try:
            for one in waiting:
                await carry(one)
        finally:
            deque(waiting, maxlen=0)

    ends = await asyncio.gather(
        *(one_by_one() for _ in range(AT_ONCE)), return_exceptions=True
    )
    for end in ends:
        if end is not None:
            raise end
