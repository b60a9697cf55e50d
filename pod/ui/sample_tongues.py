"""Invented languages to choose from, and the pages about the pod."""

from collections.abc import Iterator

from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text, read_text
from pod.ui.kiosk.about import AboutScreen, pages
from pod.ui.kiosk.locked import Facts, LockedScreen
from pod.ui.kiosk.tongues import TonguesScreen

NAMES = {
    "en": "English",
    "cy": "Cymraeg",
    "lt": "Lietuvių",
    "pl": "Polski",
    "ro": "Română",
    "sq": "Shqip",
    "vi": "Tiếng Việt",
}


def locked_with_others(look: Look) -> Iterator[Screen]:
    """Make the locked page of a pod that speaks more than two languages."""
    texts = read_text("en"), read_text("cy")
    facts = Facts(clock="10:24", wing="B Wing", others=True)
    page = LockedScreen(look, *texts, facts)
    page.name = "locked-others"
    yield page
    alone = LockedScreen(look, *texts, facts, own=texts[1])
    alone.name = "locked-own"
    yield alone


def about_the_pod(look: Look, text: Text) -> Iterator[Screen]:
    """Make every page about languages and about the pod."""
    yield TonguesScreen(look, text, NAMES)
    turned = TonguesScreen(look, text, NAMES)
    turned.name = "tongues-more"
    turned.activated("more")
    yield turned
    for number in range(1, pages(text) + 1):
        yield AboutScreen(look, text, number)
