"""Reads a page aloud, one sentence at a time, and never makes anybody wait."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from pod.settings import Language

VOICES: dict[Language, str] = {"en": "en-gb", "cy": "cy"}
SLOWLY = "150"


class Utterance(QProcess):
    """One sentence being read by a process of its own."""

    heard = Signal()
    unheard = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setStandardOutputFile(QProcess.nullDevice())
        self.errorOccurred.connect(self._failed)
        self.finished.connect(self._finished)

    def utter(self, program: str, voice: str, sentence: str) -> None:
        """Begin to read; nothing is waited for."""
        self.start(program, ["-v", voice, "-s", SLOWLY, "--stdin"])
        self.write(sentence.encode())
        self.closeWriteChannel()

    @Slot()
    def _finished(self) -> None:
        complaint = bytes(self.readAllStandardError().data()).lower()
        failed = self.exitCode() != 0 or b"error:" in complaint
        (self.unheard if failed else self.heard).emit()

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self.unheard.emit()


class Voice(QObject):
    """espeak-ng as a process of its own; sentences go to its stdin, never its argv."""

    reading = Signal(int)
    """The index of the sentence that is read now."""
    silent = Signal()
    """The reading ended or was stopped."""
    unable = Signal()
    """There is no voice or nothing to hear it with; said once."""

    def __init__(self, program: str = "espeak-ng") -> None:
        super().__init__()
        self._program = program
        self._left: list[str] = []
        self._index = 0
        self._language: Language = "en"
        self._now: Utterance | None = None
        self._said_unable = False

    def say(self, sentences: Sequence[str], language: Language) -> None:
        """Begin to read; what was being read stops."""
        self.stop()
        self._left, self._index, self._language = list(sentences), 0, language
        if self._left and not self._said_unable:
            self._next()

    def stop(self) -> None:
        """Be quiet at once."""
        if self._now is None:
            return
        self._now.kill()
        self._end()

    def close(self) -> None:
        """Be quiet and let go of every process."""
        self.stop()
        for process in self.findChildren(Utterance):
            process.waitForFinished(1000)

    def _next(self) -> None:
        self._now = now = Utterance(self)
        now.heard.connect(self._heard)
        now.unheard.connect(self._unheard)
        self.reading.emit(self._index)
        if self._now is now:
            now.utter(self._program, VOICES[self._language], self._left[0])

    @Slot()
    def _heard(self) -> None:
        if not self._was_now():
            return
        self._left, self._index = self._left[1:], self._index + 1
        if self._left:
            self._next()
        else:
            self._end()

    @Slot()
    def _unheard(self) -> None:
        if not self._was_now():
            return
        self._end()
        if not self._said_unable:
            self._said_unable = True
            self.unable.emit()

    def _end(self) -> None:
        self._now, self._left = None, []
        self.silent.emit()

    def _was_now(self) -> bool:
        """Let go of the utterance that ended; tell whether it was the present one."""
        ended = self.sender()
        if isinstance(ended, Utterance):
            ended.deleteLater()
        return ended is self._now


class SilentVoice(QObject):
    """The same signals; records what would be said, for rehearsals."""

    reading = Signal(int)
    silent = Signal()
    unable = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, Language]] = []

    def say(self, sentences: Sequence[str], language: Language) -> None:
        """Record what would be read."""
        self.said += [(sentence, language) for sentence in sentences]

    def stop(self) -> None:
        """Be as quiet as before."""

    def close(self) -> None:
        """Let go of nothing."""
