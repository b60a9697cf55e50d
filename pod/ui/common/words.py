"""Every sentence of the kiosk's and the staff's screens, typed, per language."""

from collections.abc import Iterator, Mapping
from functools import cache

import msgspec

from pod.settings import RESOURCES, Language, read_toml
from pod.ui.common.mine_words import Mine
from pod.ui.common.staff_words import Code, GlassWords, Staff
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
    fault: str


class PictureWords(Value, frozen=True):
    """Sign-in by four pictures."""

    tap: str
    pick: str
    repeat: str
    again: str
    ask: str
    not_those: str
    not_those_now: str
    staff_help: str
    wait: str
    differ: str
    names: Mapping[str, str]


class ConsentWords(Value, frozen=True):
    """One card: a title and at most two sentences."""

    title: str
    lines: tuple[str, ...]


class Choices(Value, frozen=True):
    """The three free choices."""

    title: str
    take_part: str
    evaluation: str
    contact: str
    fine: str


class Plan(Value, frozen=True):
    """The sitting at a glance."""

    part: str
    kept: str
    about: str
    minute: str
    minutes: str
    done: str
    now: str
    later: str
    start: str
    your_choice: str
    choose: str


class Ready(Value, frozen=True):
    """Before an activity goes on."""

    resume: str
    resume_line: str
    box_lost: str
    box_lost_line: str
    box_back: str
    box_back_line: str


class Paused(Value, frozen=True):
    """Hidden at once, place kept."""

    title: str
    kept: str
    stop: str
    bigger: str
    smaller: str
    colours: str


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


class Thanks(Value, frozen=True):
    """The end."""

    title: str
    all: str
    week: str
    weeks: str
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
    bar: Bar
    ways: Ways
    locked: Locked
    code: Code
    staff: Staff
    glass: GlassWords
    pictures: PictureWords
    consent: tuple[ConsentWords, ...]
    choices: Choices
    plan: Plan
    ready: Ready
    paused: Paused
    mine: Mine
    called: Called
    parked: Parked
    help: Help
    told: Told
    thanks: Thanks
    sorry: Sorry
    notices: Mapping[str, str]
    concerns: Mapping[str, str]


@cache
def read_text(language: Language) -> Text:
    """Read every sentence of a language; one missing or extra is an error."""
    return read_toml(RESOURCES / f"text/{language}.toml", Text)


def sentences(text: Text) -> dict[str, str]:
    """Return every sentence by its id, such as "bar.hear" or "consent.2.lines.1"."""
    return dict(_walk("", msgspec.to_builtins(text)))


def minutes(text: Text, number: int) -> str:
    """Return "1 minute" or "5 minutes"."""
    form = text.plan.minute if number == 1 else text.plan.minutes
    return form.format(number=number)


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
