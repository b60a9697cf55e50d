"""The first time with sample values: questions, a person to talk to, my settings."""

from collections.abc import Iterator

from pod.settings import Likes
from pod.study import Leaves
from pod.ui.common.look import Look
from pod.ui.common.screen import Screen
from pod.ui.common.words import Text
from pod.ui.kiosk.consent import AgainCard, ChoicesScreen, ConsentCard
from pod.ui.kiosk.leaving import OF_LEAVING, cards
from pod.ui.kiosk.likes_page import LikesScreen, pages_of
from pod.ui.kiosk.understood import ASKED, TalkScreen, picture_question

LEAVES = {
    "outcomes": Leaves(k=5),
    "rows": Leaves(level="rows"),
    "linked": Leaves(level="rows", linked=True),
}
"""What a study may let leave, by a name for its pages."""


def pages(look: Look, text: Text) -> Iterator[Screen]:
    """Make every page of the first time that has no sample elsewhere."""
    for number, asked in enumerate(ASKED):
        yield picture_question(look, text, number)
        if look.steady:
            turned = picture_question(look, text, number)
            turned.name = f"asked-{number + 1}-answers"
            turned.activated("answers")
            yield turned
        yield AgainCard(look, text, asked.card)
    yield TalkScreen(look, text)
    likes = likes_of(look, text)
    for page in range(pages_of(likes)):
        yield LikesScreen(look, text, likes, page)
    sounds = LikesScreen(look, text, likes, said="speed")
    sounds.name = "likes-sounds"
    yield sounds


def what_leaves(look: Look, text: Text) -> Iterator[Screen]:
    """Make the cards and the choices that say what a study lets leave."""
    for name, leaves in LEAVES.items():
        told = cards(text, leaves)
        for number in (OF_LEAVING, *range(len(text.consent) + 1, len(told) + 1)):
            page = ConsentCard(look, text, number, leaves)
            page.name = f"consent-{number}-{name}"
            yield page
        asked = ChoicesScreen(look, text, {"take_part": True}, leaves)
        asked.name = f"choices-{name}"
        yield asked


def likes_of(look: Look, text: Text) -> Likes:
    """Return what somebody likes who has this look and these words."""
    return Likes(
        language=text.language,
        text_size=look.text_size,
        theme=look.theme,
        calm=look.calm,
        steady=look.steady,
    )
