"""The pod, or the naive window, alone in the kiosk's compositor on a virtual screen.

The compositor refuses to run as root. Where the tests do, it and all in it are run as
nobody, who may still read: whose Python lies in root's home could not begin otherwise.
"""

import os
import pwd
import shutil
import subprocess
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.app.processes import LONG_S, is_ready, until
from tests.escape.attacked import LOOKS_S, ROOT
from tests.escape.display import HIGH, WIDE, alike, display, virtual_screen
from tests.escape.hands import Hands

READS = "+dac_read_search"
ORDINARY = (
    *("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups"),
    *("--inh-caps", READS, "--ambient-caps", READS, "--bounding-set", READS),
)
NOBODYS = 0o700
COMPOSITOR = (shutil.which("cage"), "-d", "--")
STILL_S = 2.0


class Caged:
    """Whoever has the compositor to itself, looked at from outside."""

    def __init__(self, name, looked_at, cage):
        self.hands, self.looked_at, self.cage = Hands(name), looked_at, cage
        self._before = []

    def fill(self):
        """Let the compositor's one output be the whole virtual screen.

        Before the pod looks at it: it would end, to be begun again for another glass.
        """
        until(self.looked_at.shown)
        window = str(self.looked_at.shown()[0].id)
        self.hands.do("windowsize", window, str(WIDE), str(HIGH))
        self.hands.do("windowmove", window, "0", "0", "windowfocus", window)
        until(lambda: self.looked_at.shown()[0].is_whole)

    def is_out(self):
        """Return what somebody has gained by now, or nothing."""
        if self.cage.poll() is not None:
            return "ended"
        return "" if alike(self.looked_at.picture(), self._before) else "looks other"

    def after(self, attempt):
        """Try to get out of what stands there now; return what came of it."""
        self.stands_still()
        attempt(self.hands)
        latest, gained = time.monotonic() + LOOKS_S, ""
        while not gained and time.monotonic() < latest:
            gained = self.is_out()
        return gained

    def stands_still(self):
        """Wait until nothing has changed for a while: a page is told things late."""
        since = time.monotonic()

        def stands():
            nonlocal since
            before, self._before = self._before, self.looked_at.picture()
            if before != self._before or len(set(before)) <= 2:
                since = time.monotonic()
            return time.monotonic() - since > STILL_S

        until(stands)


@contextmanager
def caged(words, env=(), by=COMPOSITOR):
    """Run a program in the compositor; give what is seen of it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="pod-cage-")))
        name = stack.enter_context(virtual_screen())
        looked_at = stack.enter_context(display(name))
        said = folder / "said"
        around = _surroundings(name, folder) | dict(env)
        cage = stack.enter_context(ordinary((*by, *words), around, said))
        cage.said = said
        stack.callback(_end, cage, words[0])
        attacked = Caged(name, looked_at, cage)
        attacked.fill()
        is_ready(cage)
        attacked.stands_still()
        yield attacked


def _surroundings(name, folder):
    run, state = folder / "run", folder / "state"
    for one in (run, state):
        one.mkdir(NOBODYS)
    if os.geteuid() == 0:
        give_to_nobody(folder, run, state)
    return {
        "DISPLAY": name,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "wayland",
        "XKB_DEFAULT_OPTIONS": "srvrkeys:none",
        "WLR_BACKENDS": "x11",
        "WLR_RENDERER": "pixman",
        "XDG_RUNTIME_DIR": str(run),
        "XDG_STATE_HOME": str(state),
    }


def give_to_nobody(*places):
    """Let whoever runs the compositor write here."""
    nobody = pwd.getpwnam("nobody")
    for one in places:
        os.chown(one, nobody.pw_uid, nobody.pw_gid)


def ordinary(words, env, said):
    """Begin a program as an ordinary user; what it says is in the file `said`."""
    by = ORDINARY if os.geteuid() == 0 else ()
    with said.open("w") as out:
        return subprocess.Popen(
            [*by, *words], env=env, cwd=ROOT, stdout=out, stderr=out
        )


def _end(cage, program):
    """End what is in the compositor, with which it ends too."""
    if cage.poll() is None:
        for inside in inside_of(cage, program):
            subprocess.run(["kill", "-TERM", inside], check=False)
        try:
            cage.wait(LONG_S)
        except subprocess.TimeoutExpired:
            cage.kill()


def inside_of(cage, program):
    """Return the compositor's one client."""
    listed = Path(f"/proc/{cage.pid}/task").glob("*/children")
    pids = [pid for one in listed for pid in one.read_text().split()]
    return [pid for pid in pids if _runs(pid, program)]


def _runs(pid, program):
    return str(program).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
