"""The real kiosk as a screen reader is told of it, read from outside by AT-SPI."""

import json
import os
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from pod.journeys.cast import STAFF
from tests.app.processes import is_ready, pod, until
from tests.escape.display import QUIET, virtual_screen

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("told_aloud.py")
NEEDED = "import gi; gi.require_version('Atspi', '2.0')"
SWITCHED_ON = (
    *("dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus"),
    *("/org/a11y/bus", "org.freedesktop.DBus.Properties.Set"),
    *("string:org.a11y.Status", "string:IsEnabled", "variant:boolean:true"),
)
KEY = "push button"


def is_there():
    """Tell whether this machine has what a screen reader stands on."""
    if not (LAUNCHER.exists() and Path(PYTHON).exists()):
        return False
    return subprocess.run([PYTHON, "-c", NEEDED], check=False, **QUIET).returncode == 0


def is_switched_on(env):
    """Switch assistive technology on; tell whether there was anything to switch."""
    done = subprocess.run(SWITCHED_ON, check=False, env=env, **QUIET)
    return done.returncode == 0


class Reader:
    """A screen reader's ears: what is in view, by role and name; it presses too."""

    def __init__(self, process):
        self._process = process

    def comes_to(self, name, by=""):
        """Wait until something whose name begins so is in view; return all that is.

        A key is pressed again until then: the second of two quick taps is let go.
        """

        def come():
            found = self._where_there_is(name)
            if not found and by:
                self._told(f"press {by}")
            return found

        return until(come)

    def _where_there_is(self, name):
        found = [tuple(one) for one in self._told("read")]
        return found if any(said.startswith(name) for _, said in found) else None

    def _told(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@contextmanager
def assistive(folder):
    """Have a bus of a user's own with assistive technology switched on; give its place.

    A user's bus lies where a program finds it without being told.
    """
    folder.chmod(0o700)
    place = f"unix:path={folder / 'bus'}"
    env = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": place, "HOME": str(folder)}
    env["XDG_RUNTIME_DIR"] = str(folder)
    with ExitStack() as stack:
        for words in (
            ["dbus-daemon", "--session", f"--address={place}", "--nofork"],
            [str(LAUNCHER), "--launch-immediately"],
        ):
            begun = stack.enter_context(subprocess.Popen(words, env=env, **QUIET))
            stack.callback(begun.terminate)
            until((folder / "bus").exists)
        until(lambda: is_switched_on(env))
        yield env


@pytest.fixture
def reader(tmp_path_factory):
    """A screen reader beside the real kiosk, which is not told of it."""
    if not is_there():
        pytest.skip("needs at-spi2-core and gir1.2-atspi-2.0")
    run, state = tmp_path_factory.mktemp("run"), tmp_path_factory.mktemp("state")
    with ExitStack() as stack:
        env = stack.enter_context(assistive(run))
        shown = stack.enter_context(virtual_screen())
        own = {
            "DISPLAY": shown,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(run),
            "XDG_STATE_HOME": str(state),
        }
        kiosk = pod("kiosk", "--demo", home=state / "unused", env=own)
        is_ready(stack.enter_context(kiosk))
        ears = subprocess.Popen(
            [PYTHON, str(READER)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        stack.enter_context(ears)
        stack.callback(ears.terminate)
        yield Reader(ears)


@pytest.mark.escape
def test_a_screen_reader_is_told_every_key_and_word_and_can_press(reader):
    locked = reader.comes_to("Staff")
    assert ("label", "A member of staff will unlock.") in locked
    for key in ("English", "Cymraeg", "I need help, Angen help"):
        assert (KEY, key) in locked
    assert ("label", "Bydd aelod o staff yn datgloi.") in locked
    assert all(name for role, name in locked if role == KEY)
    assert not any(STAFF[0].number in name for _, name in locked)
    asked = reader.comes_to("What do you need?", by="I need help, Angen help")
    for key in ("The machine", "I feel upset", "I am not safe", "Back"):
        assert (KEY, key) in asked
    reader.comes_to("Staff", by="Back")
