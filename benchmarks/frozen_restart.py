"""The frozen pod in the session that ships: how soon its page is back after a crash.

`make package` first. Core and reader run beside a compositor, begun with the words of
its unit, that has the screen as its one client; its seat is an X server whose picture
is a file. The screen is killed, with which the compositor ends; whoever begins both
again here waits as long as the unit does (`RestartSec`). The page is back when it is in
that picture again, looked at from outside; it answers when it says `Ready.` Beside it:
an empty QtWidgets window, frozen alike, killed and begun again in the same compositor.
POD_PROGRAM names another program, and POD_WINDOW an empty window, frozen already.
"""

import os
import pwd
import shlex
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import SystemRandom

import click
from figures import Beside, figure
from frozen_start import A_PAGE, PROGRAM, Picture, frozen_window, until_ready
from restart import UNITS, rest_of
from stimulus_onset import glass

from pod.app.provisioning import provision
from pod.clock import SystemClock
from pod.settings import Settings

GOAL_S, LONG_S, NAP_S = 3.0, 60.0, 0.005
UNIT = "pod-ui.service"
ORDINARY = ("setpriv", "--reuid", "nobody", "--regid", "nogroup", "--clear-groups")
"""The compositor refuses to be the administrator's."""
AN_EMPTY_WINDOW = 1


class Session:
    """A compositor and its one client, begun again as their unit says."""

    def __init__(
        self, words: Sequence[str], env: Mapping[str, str], picture: Picture
    ) -> None:
        self._words = [*(ORDINARY if os.geteuid() == 0 else ()), *words]
        self._env, self._picture = env, picture
        self.process = self._begin()

    def _begin(self) -> subprocess.Popen[str]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(  # noqa: S603 - our own words
            self._words, env=self._env, text=True, stdout=subprocess.PIPE, stderr=quiet
        )

    def until_in_view(self, colours: int) -> None:
        """Wait until so many colours are in view."""
        self._picture.wait(colours)

    def crash(self, colours: int) -> tuple[float, float]:
        """Kill the client, begin both anew; return when, and how soon it was in view.

        It is in view with so many colours.
        """
        killed_s = time.monotonic()
        os.kill(self._client(), signal.SIGKILL)
        self.process.communicate()
        time.sleep(rest_of(UNIT))
        self.process = self._begin()
        self.until_in_view(colours)
        return killed_s, time.monotonic() - killed_s

    def end(self) -> None:
        """End both for good."""
        if self.process.poll() is None:
            os.kill(self._client(), signal.SIGTERM)
            self.process.communicate()

    def _client(self) -> int:
        """Return the compositor's client: its first child that is no X server."""
        until = time.monotonic() + LONG_S
        while time.monotonic() < until:
            task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
            for pid in task.read_text("ascii").split():
                words = Path(f"/proc/{pid}/cmdline").read_bytes()
                if self._words[-1].encode() in words and b"wayland" not in words:
                    return int(pid)
            time.sleep(NAP_S)
        raise click.ClickException("The compositor has no client.")


@contextmanager
def session(program: Sequence[str], env: Mapping[str, str]) -> Iterator[Session]:
    """Run a program in the shipped session, on a glass of its own."""
    words, own = told_by_unit()
    with tempfile.TemporaryDirectory() as name, glass(Path(name)) as display:
        folder = Path(name)
        run = folder / "run"
        run.mkdir(0o700)
        given_away(folder, run)
        around = own | env | {"DISPLAY": display, "XDG_RUNTIME_DIR": str(run)}
        around |= {"WLR_BACKENDS": "x11", "HOME": str(run)}
        picture = Picture(folder / "Xvfb_screen0")
        one = Session([*words, *program], around, picture)
        try:
            yield one
        finally:
            one.end()
            picture.close()


def told_by_unit() -> tuple[Sequence[str], dict[str, str]]:
    """Return how the unit begins its compositor, and its surroundings."""
    lines = (UNITS / UNIT).read_text("utf-8").splitlines()
    (begun,) = (one.partition("=")[2] for one in lines if one.startswith("ExecStart="))
    said = [one.partition("=")[2] for one in lines if one.startswith("Environment=")]
    pairs = (pair.split("=", 1) for one in said for pair in shlex.split(one))
    before, _, _ = begun.partition(" -- ")
    return [*before.split(), "--"], dict(pairs)


def given_away(*places: Path) -> None:
    """Let whoever runs the compositor write here."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        for one in places:
            os.chown(one, nobody.pw_uid, nobody.pw_gid)


@contextmanager
def beside(home: Path) -> Iterator[Mapping[str, str]]:
    """Run the core and the reader of a new pod; give the surroundings of its screen."""
    settings = Settings(pod="pod01", site="Bench", demo=True)
    provision(home, settings, SystemClock(), SystemRandom())
    given_away(home.parent, home, *home.rglob("*"))
    env = {"PATH": "/usr/bin:/bin", "POD_HOME": str(home), "LANG": "C.UTF-8"}
    with ExitStack() as stack:
        for part in ("core", "reader"):
            words = [*(ORDINARY if os.geteuid() == 0 else ()), PROGRAM, part]
            running = subprocess.Popen(words, env=env)  # noqa: S603 - our own words
            stack.callback(running.wait)
            stack.callback(running.terminate)
        yield env


def emptied(window: Sequence[str], env: Mapping[str, str], times: int) -> Beside:
    """Return how soon an empty window is back."""
    with session(window, env) as empty:
        empty.until_in_view(AN_EMPTY_WINDOW)
        took = [empty.crash(AN_EMPTY_WINDOW)[1] for _ in range(times)]
    return Beside("an empty frozen window", took)


def crashed(env: Mapping[str, str], times: int) -> tuple[list[float], list[float]]:
    """Return how soon the locked page is back in view, and answers; each in s."""
    seen, answers = [], []
    with session([PROGRAM, "ui"], env) as ours:
        until_ready(ours.process)
        for _ in range(times):
            killed_s, took_s = ours.crash(A_PAGE)
            seen.append(took_s)
            until_ready(ours.process)
            answers.append(time.monotonic() - killed_s)
    return seen, answers


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    if not Path(PROGRAM).exists():
        raise click.UsageError(f"{PROGRAM} is not there: `make package` makes it.")
    times = 3 if quick else 12
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        Path(folder).chmod(0o755)
        window = frozen_window(Path(folder))
        env = stack.enter_context(beside(Path(folder) / "pod" / "home"))
        floor = emptied([window], env, times)
        seen, answers = crashed(env, times)
        goal = ("max", GOAL_S)
        name = "frozen locked page back after a crash"
        click.echo(figure(name, "s", seen, goal, floor))
        name = "frozen pod answers after a crash"
        click.echo(figure(name, "s", answers, goal, floor))


if __name__ == "__main__":
    main()
