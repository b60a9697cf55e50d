"""Reads a page aloud, one sentence at a time, and never makes anybody wait."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pod.settings import Language, Sound
from pod.ui.voice.clips import Clips
from pod.ui.voice.live import Programs
from pod.ui.voice.outputs import Outputs, gain_of
from pod.ui.voice.sentence import Manner, Sentence, Spoken, plain
from pod.ui.voice.tongues import Tongues
from pod.ui.voice.utterance import Utterance, Way

EARS_ONLY = Sound(speaker="")
TRIED = "OK"


class Voice(QObject):
    """Clips first, else a live voice; sentences go to a stdin, never to an argv.

    `outputs` says where and how loud, `manner` in whose voice and how fast; both count
    from the next sentence on.
    """

    reading = Signal(int)
    """The index of the sentence that is read now."""
    silent = Signal()
    """The reading ended or was stopped."""
    unable = Signal()
    """There is no voice or nothing to hear it with; said once until it is back."""
    able = Signal()
    """A sentence was heard after none could be."""

    def __init__(
        self,
        outputs: Outputs | None = None,
        clips: Clips | None = None,
        programs: Programs | None = None,
    ) -> None:
        super().__init__()
        self.outputs, self.manner = outputs or Outputs(Sound()), Manner()
        self._clips, self._programs = clips or Clips(), programs or Programs()
        self._tongues = Tongues()
        self._left: deque[tuple[int, Sentence]] = deque()
        self._language: Language = "en"
        self._now: Utterance | None = None
        self._unable = False

    @property
    def asks(self) -> bool:
        """Whether it must know where private words may be heard before it reads any."""
        return self.outputs.asks and not self._unable

    def say(self, sentences: Sequence[Sentence], language: Language) -> None:
        """Begin to read; what was being read stops."""
        self.stop()
        self._left, self._language = deque(enumerate(sentences)), language
        self._next()

    def try_out(self) -> None:
        """Learn, unheard, whether anything could be heard: a sentence at no volume."""
        self.stop()
        spoken = Spoken(TRIED, self._language, self.manner)
        device = self.outputs.device(private=False) or ""
        self._begin(spoken, Way(self._programs, device, 0.0))

    def stop(self) -> None:
        """Be quiet at once."""
        if self._now is None:
            return
        self._now.end()
        self._end()

    def close(self) -> None:
        """Be quiet and let go of every process."""
        self.stop()
        self._tongues.close()
        for utterance in self.findChildren(Utterance):
            utterance.wait()

    def _next(self) -> None:
        """Read the next sentence that has somewhere to be heard."""
        while self._left:
            index, sentence = self._left.popleft()
            device = self.outputs.device(private=sentence.private)
            if device is not None and plain(sentence.words):
                self._utter(index, sentence, device)
                return
        if self._now is not None:
            self._end()

    def _utter(self, index: int, sentence: Sentence, device: str) -> None:
        language = self._tongues.of(sentence.words, self._language)
        spoken = Spoken(plain(sentence.words), language, self.manner)
        if not self._unable:
            self.reading.emit(index)
        way = Way(self._programs, device, gain_of(self.outputs.volume))
        self._begin(spoken, way, self._clips.find(spoken))

    def _begin(self, spoken: Spoken, way: Way, clip: Path | None = None) -> None:
        self._now = now = Utterance(spoken, way, self)
        now.heard.connect(self._heard)
        now.unheard.connect(self._unheard)
        now.utter(clip)

    @Slot()
    def _heard(self) -> None:
        if self.sender() is not self._now:
            return
        if self._unable:
            self._unable = False
            self.able.emit()
        self._next()

    @Slot()
    def _unheard(self) -> None:
        if self.sender() is not self._now:
            return
        self._end()
        if not self._unable:
            self._unable = True
            self.unable.emit()

    def _end(self) -> None:
        self._now, self._left = None, deque()
        self.silent.emit()


class SilentVoice(QObject):
    """The same signals; records what would be said, for rehearsals.

    Nobody overhears it, so it asks nothing unless the sound of a real pod is given.
    """

    reading = Signal(int)
    silent = Signal()
    unable = Signal()
    able = Signal()

    def __init__(self, sound: Sound = EARS_ONLY) -> None:
        super().__init__()
        self.outputs, self.manner = Outputs(sound), Manner()
        self.said: list[tuple[str, Language]] = []

    @property
    def asks(self) -> bool:
        """Whether it must know where private words may be heard before it reads any."""
        return self.outputs.asks

    def say(self, sentences: Sequence[Sentence], language: Language) -> None:
        """Record what would be read."""
        for words, private in sentences:
            if self.outputs.device(private=private) is not None:
                self.said.append((words, language))

    def try_out(self) -> None:
        """Know already that nothing is heard."""

    def stop(self) -> None:
        """Be as quiet as before."""

    def close(self) -> None:
        """Let go of nothing."""
