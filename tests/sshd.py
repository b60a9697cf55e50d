"""An ordinary OpenSSH server on loopback, with a key and a folder of its own.

The story listens and gives each guest an `sshd -i`, so no port is looked for
and none is lost while the server is down. It runs as whoever runs the tests.
"""

import getpass
import os
import select
import shutil
import signal
import socket
import subprocess
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

from pod.seal import SigningKey
from pod.sftp.place import place_of
from pod.values import seeded

SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin") or "sshd"
CONFIG = """\
HostKey {home}/host_key
AuthorizedKeysFile {home}/allowed
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
ForceCommand internal-sftp -d {root}
"""


def a_key(seed):
    return SigningKey(seeded(seed).randbytes(32))


class Server:
    """Lets in whose key it was given; can be down, and can break off at any byte.

    `cuts`: after so many bytes, in whatever direction, the next guests are cut off;
    `broke` counts how many were.
    `wrap`: what each sshd is started by, such as `ulimit`.
    """

    def __init__(self, home, seed=1):
        self.home, self.root = home, home / "root"
        (self.root / "wing").mkdir(parents=True)
        self.cuts, self.wrap, self.broke = deque(), [], 0
        self.guests, self._up = [], False
        self._door = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._door.getsockname()[1]
        self.takes_key(a_key(seed))
        (home / "allowed").touch()
        self.offers()
        if os.getuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        self._lets = threading.Thread(target=self._let_in, daemon=True)
        self._lets.start()
        self.begin()

    def offers(self, how=""):
        """Serve the folder from the next guest on; with `-R` for reading alone."""
        config = CONFIG.format(home=self.home, root=f"{self.root} {how}")
        (self.home / "config").write_text(config)

    def takes_key(self, key):
        """Be known by another key from the next guest on."""
        self.host_key, path = key, self.home / "host_key"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        path.write_text(key.private_text())

    def allows(self, *lines):
        """Let nobody in but who has the key of one of these lines."""
        lines = "".join(f"{line}\n" for line in lines)
        (self.home / "allowed").write_text(lines)

    def address(self, folder="~/wing"):
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}/{folder}"

    def place(self, folder="~/wing", host_key=""):
        return place_of(self.address(folder), host_key or self.host_key.public)

    def begin(self):
        self._up = True

    def end(self):
        """Be gone, and whoever is served with it, as when a machine is switched off."""
        self._up = False
        self.hang_up()

    def hang_up(self):
        """Break off with everybody who is served now."""
        while self.guests:
            _kill(self.guests.pop())

    def close(self):
        self.end()
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._lets.join()
        self._door.close()

    def _let_in(self):
        while True:
            try:
                guest, _ = self._door.accept()
            except OSError:
                return
            with guest:
                if not self._up:
                    continue
                if self.cuts:
                    self._cut_off(guest.dup(), self.cuts.popleft())
                else:
                    self.guests.append(self._served(guest))

    def _served(self, guest):
        words = [*self.wrap, SSHD, "-i", "-E", self.home / "log"]
        return subprocess.Popen(
            [*words, "-f", self.home / "config"],
            stdin=guest,
            stdout=guest,
            start_new_session=True,
        )

    def _cut_off(self, guest, after):
        ours, theirs = socket.socketpair()
        with theirs:
            serves = self._served(theirs)
        pump = threading.Thread(
            target=self._pump, args=(guest, ours, serves, after), daemon=True
        )
        pump.start()

    def _pump(self, guest, ours, serves, left):
        with guest, ours:
            to = {guest: ours, ours: guest}
            while left > 0:
                one, some = select.select(list(to), (), ())[0][0], b""
                with suppress(ConnectionError):
                    some = one.recv(min(left, 65536))
                    to[one].sendall(some)
                if not some:
                    _kill(serves)
                    return
                left -= len(some)
            self.broke += 1
            _kill(serves)


def _kill(serves):
    with suppress(ProcessLookupError):
        os.killpg(serves.pid, signal.SIGKILL)
    serves.wait()
