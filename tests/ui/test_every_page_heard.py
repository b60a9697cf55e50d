"""Every sentence on every page of every activity can be heard."""

import pytest

from pod.script import Ink
from pod.settings import LANGUAGES
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.kiosk.frame import Frame
from tests.test_every_task_speaks import strings_in
from tests.ui.measuring import PANEL
from tests.ui.test_every_page import SCREENS, TASKS, pages_of


def plain(said):
    return " ".join(said.replace("\n", " ").split())


def heard_on(screen):
    """All that the voice reads on a page, and on its other half if it has one."""
    said = list(screen.sentences())
    if "answers" in screen.targets():
        screen.activated("answers")
        said += screen.sentences()
    return {plain(one) for one in said}


def seen_only(page):
    """A word that is a figure is looked at; a scale's numbers mean what is read."""
    figures = getattr(page, "figures", ())
    inks = {one.shape.text for one in figures if isinstance(one.shape, Ink)}
    return inks | {str(number) for number in range(11)}


ORIGINAL, *OTHERS = LANGUAGES
SPOKEN = [ORIGINAL, *(pytest.param(one, marks=pytest.mark.proof) for one in OTHERS)]
"""What of a page is read does not hang on the language: the others are for a proof."""


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("task", [*TASKS.values()], ids=[*TASKS])
def test_every_sentence_of_a_page_is_read_aloud(task, language):
    look, text = Look("cream", "standard", PANEL), read_text(language)
    frame = Frame(look, language, text)
    silent = []
    for page in pages_of(task, language):
        screen = SCREENS[type(page)](look, text, page)
        frame.put(screen)
        heard = heard_on(screen)
        said = {plain(one) for one in strings_in(page) if one}
        silent += said - heard - seen_only(page)
    frame.deleteLater()
    assert silent == []
