"""Every sentence of the kiosk's and the staff's screens, typed, per language."""

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from pod.events import AdviceName
from pod.settings import (
    RESOURCES,
    SCREENS,
    Language,
    Pack,
    one_form,
    pack_of,
    read_toml,
)
from pod.settings.files import converted
from pod.ui.common.about_words import AboutPod, Tongues
from pod.ui.common.diary_words import DiaryWords
from pod.ui.common.end_words import CertificateWords, LockUpWords
from pod.ui.common.first_words import Asked, LikesWords
from pod.ui.common.help_words import SeeingTo
from pod.ui.common.mine_words import Mine
from pod.ui.common.month_words import MonthWords
from pod.ui.common.need_words import NeedWords
from pod.ui.common.practice_words import PracticeWords
from pod.ui.common.room_words import RoomWords
from pod.ui.common.site_names import site_name
from pod.ui.common.staff_words import Code, GlassWords, Staff
from pod.ui.common.training_words import TrainingWords
from pod.ui.common.visit_words import (
    Choices,
    ConsentWords,
    Counted,
    LeavesWords,
    PictureWords,
    Plan,
    Ready,
)
from pod.ui.common.voice_words import VoiceWords
from pod.ui.common.wing_words import WingWords
from pod.values import Value


class Bar(Value, frozen=True):
    """The fixed bar."""

    hear: str
    quiet: str
    no_sound: str
    pause: str
    help: str


class Ways(Value, frozen=True):
    """Ways on that several pages share."""

    back: str
    next: str
    skip: str
    start: str
    carry_on: str
    yes: str
    no: str
    ok: str
    answers: str


class Locked(Value, frozen=True):
    """The page that says nothing about anyone."""

    title: str
    staff: str
    staff_note: str
    staff_needed: str
    fault: str


class Paused(Value, frozen=True):
    """Hidden at once, place kept."""

    title: str
    kept: str
    stop: str
    bigger: str
    smaller: str


class Help(Value, frozen=True):
    """Three needs, equal weight."""

    title: str
    machine: str
    upset: str
    not_safe: str
    bell: str


class Called(Value, frozen=True):
    """After the wired call button was pressed."""

    title: str
    rings: str


class Parked(Value, frozen=True):
    """While the power is away."""

    title: str
    kept: str
    back: str


class Told(Value, frozen=True):
    """Who knows, how soon, what if not; and what is true when nobody could be told."""

    told: str
    listener_told: str
    listener_line: str
    pictures_line: str
    soon: str
    if_not: str
    lamp: str
    untold: str
    untold_bell: str
    untold_ask: str
    listener: str
    breathe: str
    answer: str
    answer_seen: str
    answer_bell: str
    late: str
    late_told: str


class Thanks(Value, frozen=True):
    """The end."""

    title: str
    all: str
    coming: str
    finish: str


class Sorry(Value, frozen=True):
    """Trouble, calmly."""

    title: str
    kept: str


class Text(Value, frozen=True):
    """Everything the screens say in one language; a sentence's id is its path."""

    language: Language
    name: str
    demo: str
    card: str
    counted: Counted
    bar: Bar
    ways: Ways
    locked: Locked
    code: Code
    staff: Staff
    room: RoomWords
    training: TrainingWords
    practice: PracticeWords
    diary: DiaryWords
    seeing_to: SeeingTo
    need: NeedWords
    wing: WingWords
    glass: GlassWords
    pictures: PictureWords
    consent: tuple[ConsentWords, ...]
    asked: Asked
    choices: Choices
    leaves: LeavesWords
    likes: LikesWords
    plan: Plan
    ready: Ready
    paused: Paused
    mine: Mine
    lock_up: LockUpWords
    certificate: CertificateWords
    month: MonthWords
    called: Called
    parked: Parked
    help: Help
    told: Told
    thanks: Thanks
    sorry: Sorry
    voice: VoiceWords
    tongues: Tongues
    about: AboutPod
    notices: Mapping[str, str]
    advice: Mapping[AdviceName, str]
    concerns: Mapping[str, str]
    local: Mapping[str, str]


def local(text: Text, name: str) -> str:
    """Return what the site calls somebody or a place, in this language if it is known.

    A site's settings say it in English: a role, a wing.
    """
    return site_name(text.local, name)


def read_text(language: Language) -> Text:
    """Read every sentence of a language; one missing or extra is an error."""
    return _read(pack_of(language))


@cache
def _read(pack: Pack) -> Text:
    code = pack.about.code
    if not pack.said:
        return read_toml(RESOURCES / f"text/{code}.toml", Text)
    said = {**pack.said[SCREENS], "language": code, "name": pack.name}
    return converted(said, Text, f"{code}/{SCREENS}")


def sentences(text: Text) -> dict[str, str]:
    """Return every sentence by its id, such as "bar.hear" or "consent.2.lines.1"."""
    return dict(_walk("", msgspec.to_builtins(text)))


def minutes(text: Text, number: int) -> str:
    """Return "1 minute" or "5 minutes"."""
    return one_form(text.language, text.counted.minutes, number)


def _walk(path: str, part: object) -> Iterator[tuple[str, str]]:
    match part:
        case str():
            yield path, part
        case dict():
            for name, inner in part.items():
                yield from _walk(f"{path}.{name}".lstrip("."), inner)
        case list() | tuple():
            for number, inner in enumerate(part, 1):
                yield from _walk(f"{path}.{number}", inner)
