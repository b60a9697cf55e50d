"""The sentences of the first time: three picture questions, and my settings."""

from pod.values import Value


class PictureQuestion(Value, frozen=True):
    """What is asked, and the words under its pictures."""

    ask: str
    answers: tuple[str, ...]


class Asked(Value, frozen=True):
    """Three questions that explain again, and a person to talk to."""

    step: str
    again: str
    again_next: str
    talk: str
    talk_line: str
    talk_free: str
    talk_all: str
    talk_on: str
    questions: tuple[PictureQuestion, ...]


class LikesWords(Value, frozen=True):
    """My settings: what can be liked, and how it looks and sounds."""

    key: str
    title: str
    size: str
    standard: str
    large: str
    colour: str
    cream: str
    dark: str
    yellow: str
    speaker: str
    woman: str
    man: str
    speed: str
    slow: str
    normal: str
    reading: str
    aloud: str
    asked: str
    motion: str
    moving: str
    still: str
    keys: str
    usual: str
    steady: str
    looks: str
    sounds: str
    more: str
    done: str
