"""A language that a site added, whose words are longer: nothing is cut off either."""

from itertools import chain

import pytest

from pod.settings import speak_more
from pod.ui.common.look import Look
from pod.ui.common.words import read_text
from pod.ui.gallery import every_exhibit, framed
from pod.ui.kiosk.frame import Frame
from tests.packs import CODE, make_pack
from tests.ui.measuring import PANEL, cut_off, hard_to_hit, measured, seen, too_near
from tests.ui.test_every_page import SCREENS, TASKS, every_fault, pages_of

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module", autouse=True)
def _pack(tmp_path_factory):
    """Speak a language whose longer words have a fifth more letters."""
    site = tmp_path_factory.mktemp("languages")
    make_pack(site)
    assert speak_more(site) == ()
    yield
    speak_more(site / "nowhere")


@pytest.mark.parametrize(
    "size", [pytest.param("standard", marks=pytest.mark.proof), "large"]
)
def test_every_screen_can_be_read_and_hit(size):
    look, faults = Look("cream", size, PANEL), []
    for exhibit in every_exhibit(look, CODE):
        one = measured(framed(exhibit, look, CODE))
        faults += [*cut_off(one), *hard_to_hit(one), *too_near(one)]
    assert faults == []


@pytest.mark.proof
def test_every_page_of_every_activity_can_be_read_and_hit_in_large_letters():
    look, text = Look("cream", "large", PANEL), read_text(CODE)
    frame, faults = Frame(look, CODE, text), []
    for page in chain.from_iterable(pages_of(task, CODE) for task in TASKS.values()):
        screen = SCREENS[type(page)](look, text, page)
        frame.put(screen)
        faults += every_fault(seen(frame))
        if "answers" in screen.targets():
            screen.activated("answers")
            faults += every_fault(seen(frame))
    frame.deleteLater()
    assert faults == []
