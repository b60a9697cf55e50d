"""A call that its pod no longer knows of: what staff at the console read of it."""

from itertools import product

import pytest

from pod.settings import LANGUAGES, Panel
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import Exhibit, framed
from pod.ui.sample_help import board
from pod.ui.sample_staff import AROUND
from pod.ui.sample_wing import LOST
from pod.ui.staff.needs import NeedScreen
from pod.ui.staff.waiting import WaitingScreen

CONSOLE = Panel(width_px=1920, height_px=1080, px_per_mm=5.56)
KINDS = [*product(LANGUAGES, ("standard", "large"))]


def placed(make, language, size):
    """Lay a page out in the console's window."""
    look, text = Look("cream", size, CONSOLE), read_text(language)
    page = make(look, text)
    frame = framed(Exhibit("page", page, "hidden"), look, language)
    frame.show()
    return page, text, frame


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "size"), KINDS)
def test_that_the_pod_no_longer_knows_of_it_is_said_whole(language, size):
    page, text, frame = placed(
        lambda look, text: NeedScreen(look, text, board(LOST), AROUND, LOST),
        language,
        size,
    )
    assert page._stands.text() == text.seeing_to.help.lost
    assert not page._stands.shortened()
    assert page._tell.text()
    assert not page._tell.shortened()
    assert f"going:{LOST.concern}" in page.targets()
    frame.deleteLater()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("language", "size"), KINDS)
def test_it_stands_so_in_the_list_too(language, size):
    page, text, frame = placed(
        lambda look, text: WaitingScreen(look, text, board(LOST, LOST), AROUND),
        language,
        size,
    )
    (first, _) = page._rows
    assert text.seeing_to.help.lost in first.face.words
    frame.deleteLater()
