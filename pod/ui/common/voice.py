"""Reads a page aloud, one sentence at a time, and never makes anybody wait."""

from collections import deque
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pod.settings import Language, Sound, languages
from pod.ui.voice.clips import Clips
from pod.ui.voice.controls import CARDS
from pod.ui.voice.jack import Jack
from pod.ui.voice.live import Programs
from pod.ui.voice.outputs import Outputs, gain_of
from pod.ui.voice.sentence import Ear, Manner, Sentence, Spoken, plain
from pod.ui.voice.tone import tone
from pod.ui.voice.tongues import Tongues
from pod.ui.voice.utterance import Made, Utterance, Way

EARS_ONLY = Sound(speaker="")
TRIED = "OK"
LOOKS_MS = 100
"""How often the jack is looked at while private words are read."""


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
    unplugged = Signal()
    """Private words are not read: the headphones that they were for are out."""

    def __init__(
        self,
        outputs: Outputs | None = None,
        clips: Clips | None = None,
        programs: Programs | None = None,
        cards: Path = CARDS,
    ) -> None:
        super().__init__()
        self.outputs, self.manner = outputs or Outputs(Sound()), Manner()
        self._clips, self._programs = clips or Clips(), programs or Programs()
        self._tongues = Tongues()
        self._left: deque[tuple[int, Sentence]] = deque()
        self._untried: deque[Language] = deque()
        self._language: Language = "en"
        self._now: Utterance | None = None
        self._unable = self._going = False
        self._jack = Jack(self.outputs.ears, self._programs, cards)
        self._jack.looked.connect(self._looked)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOKS_MS)
        self._looks.timeout.connect(self._jack.look)

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
        """Learn, unheard, whether anybody could be read to, in every language.

        That a voice is installed is not asked: it must speak, and be played.
        """
        self.stop()
        self._untried = deque(languages())
        self._try_next()

    def _try_next(self) -> None:
        spoken = Spoken(TRIED, self._untried.popleft(), self.manner)
        device = self.outputs.device(private=False) or ""
        self._begin(spoken, Way(self._programs, device, 0.0))

    def stop(self) -> None:
        """Be quiet at once."""
        self._left.clear()
        self._untried.clear()
        if self._now is not None:
            self._now.end()
        if self._going:
            self._end()

    def close(self) -> None:
        """Be quiet and let go of every process."""
        self.stop()
        self._jack.close()
        self._tongues.close()
        for utterance in self.findChildren(Utterance):
            utterance.wait()

    def _next(self, *, sure: bool = False) -> None:
        """Read the next sentence that has somewhere to be heard.

        What is for the person's own ears waits until the jack has been looked at.
        """
        self._now = None
        self._looks.stop()
        while self._left:
            if self._for_ears(self._left[0][1]) and not sure:
                self._jack.look()
                return
            index, sentence = self._left.popleft()
            device = self._where(sentence)
            if device is not None and (sentence.ear or plain(sentence.words)):
                self._utter(index, sentence, device)
                return
        if self._going:
            self._end()

    def _for_ears(self, sentence: Sentence) -> bool:
        """Tell whether a sentence is for headphones: they must be in."""
        wanted = self.outputs.chosen in (None, "headphones")
        return sentence.ear is not None or (sentence.private and wanted)

    def _where(self, sentence: Sentence) -> str | None:
        if sentence.ear:
            return self.outputs.ears
        return self.outputs.device(private=sentence.private)

    def _utter(self, index: int, sentence: Sentence, device: str) -> None:
        language = self._tongues.of(sentence.words, self._language)
        spoken = Spoken(plain(sentence.words), language, self.manner)
        if not self._unable:
            self.reading.emit(index)
        if sentence.private and self._for_ears(sentence):
            self._watch()
        way = Way(self._programs, device, gain_of(self.outputs.volume))
        made = tone(sentence.ear) if sentence.ear else self._clips.find(spoken)
        self._begin(spoken, way, made)

    def _watch(self) -> None:
        """Look again and again while private words are read, where a jack tells."""
        if self.outputs.plugged is not None:
            self._looks.start()

    def _begin(self, spoken: Spoken, way: Way, made: Made = None) -> None:
        self._going = True
        self._now = now = Utterance(spoken, way, self)
        now.heard.connect(self._heard)
        now.unheard.connect(self._unheard)
        now.utter(made)

    @Slot()
    def _looked(self) -> None:
        """Go on now that it is known; be quiet at once where headphones came out."""
        outputs = self.outputs
        outputs.plug(plugged=self._jack.plugged)
        waiting = self._now is None and bool(self._left)
        private = self._looks.isActive() or (waiting and self._left[0][1].private)
        if private and outputs.bereft and not outputs.warned:
            outputs.warned = True
            self.stop()
            self.unplugged.emit()
        elif waiting:
            self._next(sure=True)

    @Slot()
    def _heard(self) -> None:
        if self.sender() is not self._now:
            return
        if self._unable:
            self._unable = False
            self.able.emit()
        self._try_next() if self._untried else self._next()

    @Slot()
    def _unheard(self) -> None:
        if self.sender() is not self._now:
            return
        self._end()
        if not self._unable:
            self._unable = True
            self.unable.emit()

    def _end(self) -> None:
        self._now, self._going = None, False
        self._left.clear()
        self._untried.clear()
        self._looks.stop()
        self.silent.emit()


class SilentVoice(QObject):
    """The same signals; records what would be said, for rehearsals.

    Nobody overhears it, so it asks nothing unless the sound of a real pod is given.
    """

    reading = Signal(int)
    silent = Signal()
    unable = Signal()
    able = Signal()
    unplugged = Signal()

    def __init__(self, sound: Sound = EARS_ONLY) -> None:
        super().__init__()
        self.outputs, self.manner = Outputs(sound), Manner()
        self.said: list[tuple[str, Language]] = []
        self.tones: list[Ear] = []

    @property
    def asks(self) -> bool:
        """Whether it must know where private words may be heard before it reads any."""
        return self.outputs.asks

    def say(self, sentences: Sequence[Sentence], language: Language) -> None:
        """Record what would be read."""
        for words, private, ear in sentences:
            if ear is not None:
                self.tones.append(ear)
            elif self.outputs.device(private=private) is not None:
                self.said.append((words, language))

    def try_out(self) -> None:
        """Know already that nothing is heard."""

    def stop(self) -> None:
        """Be as quiet as before."""

    def close(self) -> None:
        """Let go of nothing."""
