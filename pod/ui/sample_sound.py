"""The pages about sound, with invented volumes."""

from collections.abc import Iterator

from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.ear_pages import (
    EARS,
    EarScreen,
    HeardScreen,
    OfferScreen,
    OutScreen,
    UnheardScreen,
)
from pod.ui.kiosk.sound import SoundScreen, WhereScreen


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make the volume at its middle and at its end, and the one question."""
    yield SoundScreen(look, text, 4)
    loudest = SoundScreen(look, text, 8)
    loudest.name = "sound-loudest"
    yield loudest
    yield WhereScreen(look, text, "headphones")
    yield from ears(look, text)


def ears(look: Look, text: Text) -> Iterator[Screen]:
    """Make headphones being tried, heard and not heard, and out of their jack."""
    yield OfferScreen(look, text)
    for ear in EARS:
        page = EarScreen(look, text, ear)
        page.waves = True
        yield page
    yield HeardScreen(look, text)
    for silent in (EARS[:1], EARS[1:], EARS):
        yield UnheardScreen(look, text, silent, speaker=True)
    yield OutScreen(look, text, speaker=True)
