"""The pod's three processes under three users without accounts, as units begin them.

Their numbers are enough: each is known to the others by the folder that it owns.
"""

import os
import socket
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from pod.app.provisioning import write_settings
from pod.settings import Port, Settings
from tests.app.processes import pod, until

CORE, READER, SCREEN, STRANGER = 4101, 4102, 4103, 4104
PODS, TECHNICIANS = 4100, 4110
USERS = {"core": CORE, "reader": READER, "ui": SCREEN}
WORDS = {"core": ("core", "--wait"), "reader": ("reader",), "ui": ("ui",)}
PLACES = {
    "core": (CORE, PODS, 0o750),
    "office": (CORE, TECHNICIANS, 0o2750),
    "reader": (READER, PODS, 0o750),
    "ui": (SCREEN, PODS, 0o700),
}


def as_user(user, *groups):
    """Return the words that begin a program as a user, in these groups alone."""
    ids = ["--reuid", str(user), "--regid", str(groups[0] if groups else user)]
    more = ["--groups", ",".join(map(str, groups))] if groups else ["--clear-groups"]
    return ["setpriv", *ids, *more, "--inh-caps=-all", "--bounding-set=-all"]


def need_other_users():
    """Skip where nobody else can be, or nobody else may read this Python."""
    if os.geteuid() != 0:
        pytest.skip("only an administrator may be somebody else")
    words = [*as_user(SCREEN, PODS), sys.executable, "-c", "import pod.app.screen"]
    done = subprocess.run(words, check=False, capture_output=True)
    if done.returncode != 0:
        pytest.skip("this Python can be read by its own user only")


def lay_out(home, ports=()):
    """Give a home and its places to their users, as the package does."""
    settings = Settings(pod="pod01", site="Test", demo=True, ports=ports)
    write_settings(home, settings)
    for one in (home, *home.rglob("*")):
        os.chown(one, CORE, PODS)
    home.chmod(0o750)
    run = home / "run"
    run.mkdir()
    run.chmod(0o755)
    for name, (user, group, mode) in PLACES.items():
        (run / name).mkdir()
        os.chown(run / name, user, group)
        (run / name).chmod(mode)
    for one in (home.parent, *home.parent.parents[:-2]):
        one.chmod(one.stat().st_mode | 0o011)


class Manager:
    """Begins the parts, and hears how each says that it is."""

    def __init__(self, home, stack):
        self.home, self._stack = home, stack
        self.parts, self._lines = {}, {}

    def begin(self, name):
        """Begin a part as its own user, and wait until it says that it is ready."""
        user, env = USERS[name], {"PATH": os.environ["PATH"]}
        line, env["NOTIFY_SOCKET"] = self._line(name)
        env["LOGS_DIRECTORY"] = str(self._logs(name, user))
        by = (*as_user(user, PODS), sys.executable, "-m", "pod")
        part = pod(*WORDS[name], home=self.home, by=by, env=env.items())
        self.parts[name] = self._stack.enter_context(part)
        until(lambda: any("READY=1" in one for one in heard(line)))
        return self.parts[name]

    def kill(self, name):
        """Kill a part as a crash does."""
        self.parts[name].kill()
        self.parts[name].wait()
        self.parts[name].stderr.close()

    def _line(self, name):
        path = self.home.parent / f"notify-{name}"
        if name not in self._lines:
            line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self._stack.callback(line.close)
            line.bind(str(path))
            path.chmod(0o666)
            line.settimeout(0)
            self._lines[name] = line
        heard(self._lines[name])
        return self._lines[name], str(path)

    def _logs(self, name, user):
        folder = self.home.parent / f"log-{name}"
        folder.mkdir(exist_ok=True)
        os.chown(folder, user, PODS)
        return folder


def heard(line):
    """Return what was told since."""
    told = []
    while True:
        try:
            told.append(line.recv(4096).decode())
        except BlockingIOError:
            return told


@contextmanager
def manager_of(home, ports: tuple[Port, ...] = ()):
    """Manage the pod at home in `home`, each part under its own user."""
    need_other_users()
    lay_out(home, ports)
    with ExitStack() as stack:
        yield Manager(home, stack)


COMES = """
import socket, sys
line = socket.socket(socket.AF_UNIX)
line.settimeout(1.0)
try:
    line.connect(sys.argv[1])
    print("in" if line.recv(1) else "out")
except TimeoutError:
    print("in")
except OSError:
    print("out")
"""


def comes(path: Path, user, *groups):
    """Let a user come to a socket; tell whether they were let in."""
    words = [*as_user(user, *groups), sys.executable, "-c", COMES, str(path)]
    return subprocess.run(
        words, check=True, capture_output=True, text=True
    ).stdout.strip()


def reads(path: Path, user, *groups):
    """Tell whether a user may read a file."""
    words = [*as_user(user, *groups), "cat", str(path)]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0
