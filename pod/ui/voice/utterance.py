"""One sentence on its way to the ear: a clip, a live voice or a tone, quietened."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from PySide6.QtCore import (
    QBuffer,
    QFile,
    QIODevice,
    QObject,
    QProcess,
    QTimer,
    Signal,
    Slot,
)

from pod.ui.voice.live import Programs, live_words, play_words, unpack_words
from pod.ui.voice.pcm import Quieter
from pod.ui.voice.sentence import Spoken

log = logging.getLogger(__name__)

Made: TypeAlias = Path | bytes | None
"""What there is of a sentence already: its clip, or sound of ours; else it is live."""

CHUNK = 16_384
STALLED_MS = 8000
"""What brings nothing, or takes nothing, for so long is ended."""
BEYOND_MS = 3000
"""So long after its last sample a player has ended, or it never will."""


class Way(NamedTuple):
    """How it is to be heard: by which programs, on which device, how loud."""

    programs: Programs
    device: str
    gain: float


class Utterance(QObject):
    """Reads one sentence and says how it went; nothing is waited for.

    A clip that cannot be played gives way to the live voice.
    """

    heard = Signal()
    unheard = Signal()

    def __init__(self, spoken: Spoken, way: Way, parent: QObject) -> None:
        super().__init__(parent)
        self._spoken, self._way = spoken, way
        self._made: Made = None
        self._source: QIODevice | None = None
        self._over = self._all_passed = False
        self._player = QProcess(self)
        self._player.setStandardOutputFile(QProcess.nullDevice())
        self._player.bytesWritten.connect(self._feed)
        self._player.finished.connect(self._played)
        self._join(self._player)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fail)

    def utter(self, made: Made) -> None:
        """Begin to read, or to sound, from what there is already."""
        player = self._way.programs.player
        self._player.start(player, list(play_words(self._way.device)))
        self._timer.start(STALLED_MS)
        self._open(made)

    def end(self) -> None:
        """Be quiet at once, and say nothing of it."""
        self._over = True
        self._timer.stop()
        for process in self._running():
            process.kill()
        self._let_go()

    def wait(self) -> None:
        """Wait for the end of every process: the pod itself is ending."""
        for process in self._running():
            process.waitForFinished(1000)

    def _join(self, process: QProcess) -> None:
        process.setStandardErrorFile(QProcess.nullDevice())
        process.errorOccurred.connect(self._not_started)
        process.finished.connect(self._let_go)

    def _open(self, made: Made) -> None:
        """Open what there is, or begin the live voice; what comes feeds the player."""
        self._made, self._quieter = made, Quieter(self._way.gain)
        programs = self._way.programs
        match made:
            case None:
                live = self._run(programs.live, live_words(self._spoken))
                live.write(self._spoken.words.encode())
                live.closeWriteChannel()
            case bytes():
                sound = QBuffer(self)
                sound.setData(made)
                self._feed_from(sound)
            case _ if made.suffix == ".opus":
                self._run(programs.unpacker, unpack_words(str(made)))
            case _:
                self._feed_from(QFile(str(made), self))

    def _feed_from(self, source: QIODevice) -> None:
        self._source = source
        source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._feed()

    def _run(self, program: str, words: Sequence[str]) -> QProcess:
        """Begin a program whose WAV is fed to the player."""
        self._source = process = QProcess(self)
        self._join(process)
        process.readyReadStandardOutput.connect(self._feed)
        process.finished.connect(self._feed)
        process.start(program, list(words))
        return process

    @Slot()
    def _feed(self) -> None:
        """Pass on what there is, a little at a time, as fast as it is played."""
        while not self._over and self._player.bytesToWrite() <= CHUNK:
            data = self._read()
            if not data:
                break
            self._timer.start(STALLED_MS)
            try:
                self._player.write(self._quieter.take(data))
            except ValueError:
                self._instead()
                return
        if not self._over and not self._all_passed and self._source_ended():
            self._close()

    def _read(self) -> bytes:
        source = self._source
        open_ = source is not None and source.isOpen()
        return bytes(source.read(CHUNK).data()) if source is not None and open_ else b""

    def _source_ended(self) -> bool:
        source = self._source
        if isinstance(source, QProcess):
            still = source.state() != QProcess.ProcessState.NotRunning
            return not still and not source.bytesAvailable()
        return source is None or not source.isOpen() or source.atEnd()

    def _close(self) -> None:
        """Let the player end, in good time; nothing at all is no sentence."""
        rate = self._quieter.bytes_a_second
        if not rate or not self._quieter.passed:
            self._instead()
            return
        self._all_passed = True
        self._player.closeWriteChannel()
        self._timer.start(round(self._quieter.passed / rate * 1000) + BEYOND_MS)

    def _instead(self) -> None:
        """Read it live where the clip was none; else nothing can be heard."""
        if not isinstance(self._made, Path):
            self._fail()
            return
        log.warning("the clip %s cannot be played", self._made.name)
        self._open(None)

    @Slot()
    def _played(self) -> None:
        if self._over:
            return
        whole = self._all_passed and self._player.exitCode() == 0
        self.end()
        (self.heard if whole else self.unheard).emit()

    @Slot()
    def _fail(self) -> None:
        if not self._over:
            self.end()
            self.unheard.emit()

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if self._over or error != QProcess.ProcessError.FailedToStart:
            return
        if self.sender() is self._player:
            self._fail()
        elif self.sender() is self._source:
            self._instead()

    def _running(self) -> list[QProcess]:
        ended = QProcess.ProcessState.NotRunning
        return [one for one in self.findChildren(QProcess) if one.state() != ended]

    @Slot()
    def _let_go(self) -> None:
        if self._over and not self._running():
            self.deleteLater()
