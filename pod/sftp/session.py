"""A server's folder as others see it: it waits like a file, in the thread that made it.

One connection is kept. If it has gone since it was used last, whatever is asked is done
once more on a new one: everything that can be asked may be done twice.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

import asyncssh

from pod.errors import Trouble
from pod.sftp.files import Files, How, Lying, Pace, at_once
from pod.sftp.line import connected
from pod.sftp.many import Take, Wanted, brought, sent
from pod.sftp.place import Place
from pod.sftp.trouble import Away, told

LIMIT_S = 10.0
"""No step waits longer: to connect, to list, to send or read a piece."""
_END_S = 1.0
T = TypeVar("T")
PLAINLY, OVER = How(), How(over=True)


class Session:
    """Lists, gets, puts and removes files of one folder; all may raise Trouble.

    TryAgain: the server is away. Untrusted: it is another one, or does not know us.
    Full, Storage: it cannot keep, or does not let us.
    """

    def __init__(self, place: Place, key: str, limit_s: float = LIMIT_S) -> None:
        """Begin with nothing but who is meant; `key` is an OpenSSH private key."""
        self._place, self._key, self._limit_s = place, key, limit_s
        self._runner: asyncio.Runner | None = None
        self._line: asyncssh.SSHClientConnection | None = None
        self._files: Files | None = None

    def listed(self) -> Mapping[str, str]:
        """Return what lies there: a stamp by name, another once a file has changed."""
        there = self._do(lambda files: files.listed())
        return {name: str(lying) for name, lying in there.items()}

    def lying(self, most: int, limit_s: float) -> Mapping[str, Lying]:
        """Return what lies there, by name; Storage where there is more than `most`."""
        return self._do(lambda files: files.listed(most, limit_s))

    def get(self, name: str, most: int, pace: Pace = at_once) -> bytes | None:
        """Read at most one byte more than `most`; None where nothing is called so."""
        return self._do(lambda files: files.get(name, most, pace))

    def put(self, name: str, content: bytes, how: How = PLAINLY) -> None:
        """Let a file appear whole, read back and compared; once more is no change."""
        self._do(lambda files: files.put(name, content, how))

    def bring(self, wanted: Sequence[Wanted], take: Take) -> None:
        """Bring several files piece by piece, as the server gives them.

        One that it does not give is passed over; a piece may be told twice.
        """
        self._do(lambda files: brought(files, wanted, take))

    def put_all(self, contents: Mapping[str, bytes]) -> None:
        """Let several files appear whole, in place of what has their names."""
        self._do(lambda files: sent(files, contents, OVER))

    def remove(self, names: Sequence[str]) -> None:
        """Take files away; those gone already are gone."""
        self._do(lambda files: files.remove(names))

    def close(self) -> None:
        """End the connection, if there is one; it begins anew if it is asked again."""
        if self._runner is not None:
            self._hang_up()
            self._runner.close()
            self._runner = None

    def _do(self, act: Callable[[Files], Awaitable[T]]) -> T:
        was_kept = self._files is not None
        try:
            return self._once(act)
        except Away:
            if not was_kept:
                raise
        return self._once(act)

    def _once(self, act: Callable[[Files], Awaitable[T]]) -> T:
        """Do it on the connection there is; let go of one that has broken off."""
        self._runner = self._runner or asyncio.Runner()
        try:
            with told(self._place):
                return self._runner.run(self._through(act))
        except Trouble as trouble:
            if self._files is None or isinstance(trouble, Away):
                self._hang_up()
            raise

    async def _through(self, act: Callable[[Files], Awaitable[T]]) -> T:
        if self._files is None:
            self._line = await connected(self._place, self._key, self._limit_s)
            starting = self._line.start_sftp_client()
            client = await asyncio.wait_for(starting, self._limit_s)
            self._files = Files(client, self._line.abort, self._place, self._limit_s)
        return await act(self._files)

    def _hang_up(self) -> None:
        line, self._line, self._files = self._line, None, None
        if line is not None and self._runner is not None:
            with suppress(asyncssh.Error, OSError):
                self._runner.run(_ended(line))


async def _ended(line: asyncssh.SSHClientConnection) -> None:
    """Let a connection end; after a moment, break it off."""
    line.close()
    with suppress(TimeoutError):
        await asyncio.wait_for(line.wait_closed(), _END_S)
    line.abort()
