"""Reads a page aloud, one sentence at a time, and never makes anybody wait."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal

from pod.settings import Language

VOICES: dict[Language, str] = {"en": "en-gb", "cy": "cy"}
SLOWLY = "150"


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
        self._process: QProcess | None = None
        self._said_unable = False

    def say(self, sentences: Sequence[str], language: Language) -> None:
        """Begin to read; what was being read stops."""
        self.stop()
        self._left, self._index, self._language = list(sentences), 0, language
        if self._left and not self._said_unable:
            self._next()

    def stop(self) -> None:
        """Be quiet at once."""
        process, self._process = self._process, None
        self._left = []
        if process is not None:
            process.kill()
            self.silent.emit()

    def close(self) -> None:
        """Be quiet and let go of every process."""
        self.stop()
        for process in self.findChildren(QProcess):
            process.waitForFinished(1000)

    def _next(self) -> None:
        process = QProcess(self)
        self._process = process
        process.setStandardOutputFile(QProcess.nullDevice())
        process.errorOccurred.connect(lambda error: self._failed(process, error))
        process.finished.connect(lambda: self._finished(process))
        self.reading.emit(self._index)
        if self._process is not process:
            return
        arguments = ["-v", VOICES[self._language], "-s", SLOWLY, "--stdin"]
        process.start(self._program, arguments)
        process.write(self._left[0].encode())
        process.closeWriteChannel()

    def _finished(self, process: QProcess) -> None:
        complaint = bytes(process.readAllStandardError().data())
        code, process_is_now = process.exitCode(), process is self._process
        process.deleteLater()
        if not process_is_now:
            return
        if code != 0 or b"error:" in complaint.lower():
            self._give_up()
            return
        self._left, self._index = self._left[1:], self._index + 1
        if self._left:
            self._next()
        else:
            self._process = None
            self.silent.emit()

    def _failed(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            process.deleteLater()
            if process is self._process:
                self._give_up()

    def _give_up(self) -> None:
        self._process, self._left = None, []
        self.silent.emit()
        if not self._said_unable:
            self._said_unable = True
            self.unable.emit()


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
