"""How long until the first word: from the locked screen, and when the ring moves.

The real page, voice, synthesiser and player; the sound card is a named pipe behind
ALSA's own file plugin, and a moment is when the first bytes come out of it, plus the
silence that they begin with. What a real card adds by its buffer is not seen. Beside
it: the same sentence by espeak-ng and aplay alone, with nothing of ours between them.
"""

import os
import sys
import tempfile
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from figures import Beside, figure
from PySide6.QtCore import QEventLoop, QProcess, QTimer
from PySide6.QtWidgets import QApplication

from pod.clock import SystemClock
from pod.settings import Panel, Settings, Sound
from pod.ui.common.alarms import QtAlarms
from pod.ui.common.look import Look
from pod.ui.common.voice import Voice
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from pod.ui.kiosk.locked import Facts, LockedScreen
from pod.ui.kiosk.pictures import PicturesScreen
from pod.ui.kiosk.stage import PageMaker, Stage
from pod.ui.voice.clips import Clips
from pod.ui.voice.outputs import Outputs
from pod.ui.voice.render import Lines, Renderer, lines_in, render, renderer
from pod.ui.voice.sentence import Manner, hash_of
from pod.values import Press

ALSA, CARD = "/usr/share/alsa/alsa.conf", "heard"
GOAL = ("max", 300.0)
BYTES_A_MS = 22_050 * 2 / 1000
AUDIBLE, HUNG_MS, SETTLES_MS = 64, 5000, 60


class Card:
    """A sound card that says when it first sounded."""

    def __init__(self, folder: Path) -> None:
        self._pipe = folder / "card"
        os.mkfifo(self._pipe)
        own = folder / "card.conf"
        own.write_text(
            f'pcm.{CARD} {{ type file slave.pcm null file "{self._pipe}" format raw }}'
        )
        os.environ["ALSA_CONFIG_PATH"] = f"{ALSA}:{own}"
        self._end = os.open(self._pipe, os.O_RDWR)
        self._came: list[tuple[float, bytes]] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def forget(self) -> None:
        """Forget what was heard."""
        self._came = []

    def sounded_ms(self) -> float | None:
        """Return when the first audible sample was due, or None if none came yet."""
        for at, (came_ms, heard) in enumerate(self._came):
            samples = array("h", heard[: len(heard) // 2 * 2])
            for place, sample in enumerate(samples):
                if abs(sample) > AUDIBLE:
                    before = sum(len(one) for _, one in self._came[:at])
                    silence = (before + 2 * place) / BYTES_A_MS
                    return max(came_ms, self._came[0][0] + silence)
        return None

    def _listen(self) -> None:
        while heard := os.read(self._end, 4096):
            self._came.append((time.monotonic() * 1000, heard))


def first_sound_ms(card: Card, begin: Callable[[], None]) -> float:
    """Begin something; return how long after the first audible sample was due."""
    loop, ticks, hung = QEventLoop(), QTimer(), QTimer()
    card.forget()
    ticks.timeout.connect(lambda: loop.quit() if card.sounded_ms() else None)
    hung.timeout.connect(loop.quit)
    began_ms = time.monotonic() * 1000
    begin()
    ticks.start(5)
    hung.start(HUNG_MS)
    loop.exec()
    sounded_ms = card.sounded_ms()
    if sounded_ms is None:
        raise click.ClickException("Nothing was heard.")
    return sounded_ms - began_ms


@contextmanager
def at_the_pod(home: Path | None) -> Iterator[Stage]:
    """Open the window with a real voice, on the locked page."""
    clock, sound = SystemClock(), Sound(speaker=CARD, headphones="", safe_volume=8)
    settings = Settings(pod="bench1", site="Bench", sound=sound)
    frame = Frame(Look("cream", "standard", Panel()), "en", read_text("en"))
    voice = Voice(Outputs(sound), Clips(home))
    voice.outputs.chosen = "speaker"
    stage = Stage(frame, voice, (clock, QtAlarms(clock)), settings)
    frame.show()
    yield stage
    stage.watch.close()
    voice.close()
    frame.hide()


def settle(stage: Stage) -> None:
    """Let what was being said end, and whatever of it is on its way arrive."""
    stage.voice.stop()
    loop = QEventLoop()
    QTimer.singleShot(SETTLES_MS, loop.quit)
    loop.exec()


def from_locked(stage: Stage, card: Card) -> float:
    """Unlock; return how long it took until the pictures were spoken of."""
    texts = read_text("en"), read_text("cy")
    locked = PageMaker(
        make=lambda: LockedScreen(stage.look, *texts, Facts(clock="10:24")),
        then=lambda _way: None,
        bar="locked",
        aloud=False,
    )
    pictures = PageMaker(
        make=lambda: PicturesScreen(stage.look, stage.text, choosing=False),
        then=lambda _way: None,
    )
    stage.start_over(locked)
    settle(stage)
    return first_sound_ms(card, lambda: stage.start_over(pictures))


def by_the_ring(stage: Stage, card: Card) -> float:
    """Move the ring; return how long it took until its key was named."""
    settle(stage)
    press = Press(button="right", at_ms=stage.clock.now_ms() + 1000)
    return first_sound_ms(card, lambda: stage.press(press))


def bare(card: Card, words: str) -> float:
    """Return how long the two programs take with nothing of ours between them."""
    reads, plays = QProcess(), QProcess()
    reads.setStandardOutputProcess(plays)

    def begin() -> None:
        plays.start("aplay", ["-q", "-D", CARD, "-"])
        reads.start("espeak-ng", ["-v", "en-gb", "-s", "150", "--stdin", "--stdout"])
        reads.write(words.encode())
        reads.closeWriteChannel()

    took = first_sound_ms(card, begin)
    for process in (reads, plays):
        process.waitForFinished()
    return took


def one_line(words: str) -> Lines:
    """Return the line of one sentence."""
    lines = lines_in("en", (Manner(),))
    return {key: line for key, line in lines.items() if key[0] == hash_of(words)}


def measure(card: Card, folder: Path, times: int) -> None:
    """Print how soon each kind of voice is heard."""
    words = read_text("en").pictures.tap
    floor = Beside(
        "espeak-ng and aplay alone", [bare(card, words) for _ in range(times)]
    )
    ways: tuple[tuple[str, Renderer | None], ...] = (
        ("live", None),
        ("WAV clip", Renderer()),
        ("Opus clip", renderer()),
    )
    for name, by in ways:
        home = folder / name if by is not None else None
        if by is not None and home is not None:
            rendered = home / "voice-rendered" / "en"
            render(rendered, one_line(words), by, lambda _done, _of: None)
        with at_the_pod(home) as stage:
            took = [from_locked(stage, card) for _ in range(times)]
            click.echo(figure(f"locked to first word, {name}", "ms", took, GOAL, floor))
            if by is None:
                took = [by_the_ring(stage, card) for _ in range(times)]
                click.echo(figure("ring to its key's name", "ms", took, GOAL, floor))


@click.command()
@click.option("--quick", is_flag=True, help="At most 40 s.")
def main(*, quick: bool) -> None:
    """Print one JSON line per figure."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(1e-4)
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        measure(Card(Path(folder)), Path(folder), 12 if quick else 60)
    app.quit()


if __name__ == "__main__":
    main()
