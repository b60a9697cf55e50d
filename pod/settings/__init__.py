"""Where things are, and what a site may choose: one TOML file, read once, strictly."""

import os
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from msgspec import Meta

from pod.settings.adding import speak_more
from pod.settings.files import RESOURCES, read_raw, read_toml
from pod.settings.lock_up import LockUp
from pod.settings.packs import (
    LANGUAGES,
    ORIGINAL,
    SCREENS,
    Language,
    Pack,
    Packaged,
    known,
    languages,
    one_form,
    own_fonts,
    pack_of,
    said_in,
    spoken,
)
from pod.settings.printer import Printer
from pod.settings.records import RecordsFolder
from pod.settings.server import Delivery
from pod.settings.stick import Sticks
from pod.settings.wing import Link
from pod.values import Value

__all__ = [
    "HOME",
    "LANGUAGES",
    "ORIGINAL",
    "RESOURCES",
    "SCREENS",
    "THEMES",
    "Delivery",
    "Id",
    "Language",
    "Likes",
    "Link",
    "LockUp",
    "Pack",
    "Packaged",
    "Panel",
    "Port",
    "Printer",
    "RecordsFolder",
    "Settings",
    "Sound",
    "Sticks",
    "TextSize",
    "ThemeName",
    "home",
    "known",
    "languages",
    "one_form",
    "own_fonts",
    "pack_of",
    "read_raw",
    "read_settings",
    "read_toml",
    "run_folder",
    "said_in",
    "speak_more",
    "speak_of_site",
    "spoken",
]

TextSize: TypeAlias = Literal["standard", "large"]
ThemeName: TypeAlias = Literal["cream", "dark", "yellow"]
THEMES: tuple[ThemeName, ...] = ("cream", "dark", "yellow")
Id: TypeAlias = Annotated[str, Meta(pattern="^[a-z0-9]{3,16}$")]

HOME = Path("/var/lib/training-pod")


class Likes(Value, frozen=True, kw_only=True):
    """How somebody likes the pod: no reason is asked, everybody may have any of it.

    `voice`: every page is read aloud unasked, or only when Hear again is pressed.
    `calm`: nothing moves and grounds are plain. `steady`, for hands that shake: larger
    targets, an answer asks for Next, and a second press counts later. `ears_tried`:
    they were asked once whether they want to try their headphones.
    """

    language: Language
    text_size: TextSize = "standard"
    theme: ThemeName = "cream"
    voice: Literal["aloud", "asked"] = "aloud"
    speaker: Literal["woman", "man"] = "man"
    speed: Literal["normal", "slow"] = "normal"
    calm: bool = False
    steady: bool = False
    ears_tried: bool = False


class Panel(Value, frozen=True, kw_only=True):
    """The glass: size in pixels and pixels per millimetre (10.1 inch, 1280 x 800)."""

    width_px: Annotated[int, Meta(ge=1)] = 1280
    height_px: Annotated[int, Meta(ge=1)] = 800
    px_per_mm: Annotated[float, Meta(gt=0)] = 5.88


class Port(Value, frozen=True, kw_only=True):
    """Which device is attached: its driver, and where.

    Without a `path` it is found by its USB ids, with its USB `serial` number where
    there are two alike.
    """

    driver: str
    path: str = ""
    serial: str = ""


class Sound(Value, frozen=True, kw_only=True):
    """Where the pod can be heard: ALSA names, empty where there is no such output.

    Where both are the same, the pod cannot know whether headphones are plugged in.
    `safe_volume` is the step that a sound meter read as 65 dBA or less at the ear.
    """

    speaker: str = "default"
    headphones: str = "default"
    safe_volume: Annotated[int, Meta(ge=1, le=8)] = 4


class Settings(Value, frozen=True, kw_only=True):
    """Everything a site may choose; the file is `pod.toml` in the pod's home.

    `second_place` is a folder on another disk that gets a copy of every backup;
    `languages` is the folder of the site's language packs, else that in the home.
    """

    pod: Id
    site: str
    wing: str = "A Wing"
    language: Language = "en"
    panel: Panel = Panel()
    ports: tuple[Port, ...] = ()
    help_minutes: Annotated[int, Meta(ge=1, le=60)] = 5
    second_contact: str = "the duty manager"
    retention_days: Annotated[int, Meta(ge=30, le=3650)] = 365
    voice: bool = True
    sound: Sound = Sound()
    lock_up: LockUp = LockUp()
    printer: Printer = Printer()
    link: Link = Link()
    delivery: Delivery = Delivery()
    stick: Sticks = Sticks()
    records: RecordsFolder = RecordsFolder()
    demo: bool = False
    second_place: str = ""
    languages: str = ""


def home() -> Path:
    """Return the pod's home: `POD_HOME`, else /var/lib/training-pod."""
    return Path(os.environ.get("POD_HOME", HOME))


def run_folder(where: Path) -> Path:
    """Return where the processes of the pod at home in `where` meet: their sockets."""
    return Path("/run/training-pod") if where == HOME else where / "run"


def read_settings(where: Path) -> Settings:
    """Read `pod.toml` of the home `where`."""
    return read_toml(where / "pod.toml", Settings)


def speak_of_site(where: Path, settings: Settings) -> tuple[str, ...]:
    """Take on the language packs of a pod; return why any of them is not used."""
    return speak_more(where / (settings.languages or "languages"))
