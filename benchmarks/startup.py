"""How long until somebody can use it: the demonstration kiosk and a rehearsal, started.

Each start is a whole process from its spawning to its first sign of life: the kiosk
says `Ready.` when the locked page is in view, a rehearsal when its pod is open. The
home is there already, as at every start but the first. Beside it: the least that any
program with such a window needs, Python with an empty QtWidgets window, drawn once.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from figures import Beside, figure

GOAL_S = 5.0
FLOOR = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.show()
app.processEvents()
print("Ready.", flush=True)
"""
PYTHON = sys.executable


def seconds_until_ready(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Start a process, wait for its `Ready.`, end it; return the seconds it took."""
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and words
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env
    ) as process:
        for line in process.stdout or ():
            if "Ready." in line:
                break
        took = time.monotonic() - began
        process.terminate()
    return took


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    times = 3 if quick else 12
    with tempfile.TemporaryDirectory() as folder:
        state, out = Path(folder) / "state", Path(folder) / "out"
        env = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_STATE_HOME": str(state),
        }
        kiosk = [PYTHON, "-m", "pod", "kiosk", "--demo", "--windowed"]
        rehearsal = [PYTHON, "-m", "pod", "rehearse", "--out", str(out)]
        seconds_until_ready(kiosk, env)
        floor = [seconds_until_ready([PYTHON, "-c", FLOOR], env) for _ in range(times)]
        beside = Beside("an empty QtWidgets window", floor)
        for name, command in (("kiosk", kiosk), ("rehearsal", rehearsal)):
            took = [seconds_until_ready(command, env) for _ in range(times)]
            goal = ("max", GOAL_S)
            click.echo(figure(f"{name} under way", "s", took, goal, beside))


if __name__ == "__main__":
    main()
