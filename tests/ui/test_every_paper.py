"""Every paper, as it is and at its longest: one page of A4, and nothing cut."""

import re
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter

from pod.settings import LANGUAGES
from pod.ui.printing.award import said
from pod.ui.printing.paper import SIZES_MM, pdf_of, spots
from pod.ui.printing.pdf import MARGIN_MM, Paper, dots
from pod.ui.printing.sheet import Award
from tests.ui.papers import BUSY, every_paper

pytestmark = pytest.mark.usefixtures("qapp")

PAGE = re.compile(rb"/Type /Page\n")
A4 = re.compile(rb"/MediaBox \[0 0 (595|842)\.000000 (842|595)\.000000\]")
LETTERS_MM = SIZES_MM[-1]
IN_A_PAGE = (210 - 2 * MARGIN_MM, 297 - 2 * MARGIN_MM)


@pytest.fixture(scope="module")
def papers():
    """Every paper in every language, by its name."""
    return {
        f"{name}, {language}": page
        for language in LANGUAGES
        for name, page in every_paper(language)
    }


def blank(page):
    """Return paper on which nothing is kept, and what it is painted on."""
    wide, high = (dots(one) for one in IN_A_PAGE)
    size = QSizeF(high, wide) if isinstance(page, Award) else QSizeF(wide, high)
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dots(1000)))
    image.setDotsPerMeterY(round(dots(1000)))
    room = QRectF(0, 0, size.width(), size.height())
    return Paper(QPainter(image), room, bool), image


def placed(page):
    """Return each of a page's words with the room that they take."""
    paper, image = blank(page)
    if isinstance(page, Award):
        found = [(one, one.size.translated(0, y)) for one, y in said(paper, page)]
    else:
        found = [
            (spot.block, spot.block.size.translated(spot.x, spot.y))
            for spot in spots(paper, page)
        ]
    paper.painter.end()
    assert image
    return found, paper.room


def test_each_is_one_page_of_a4_and_the_same_bytes_each_time(papers):
    for name, page in papers.items():
        pdf = pdf_of(page)
        assert len(PAGE.findall(pdf)) == 1, name
        assert len(A4.findall(pdf)) == 1, name
        assert pdf == pdf_of(page), name


def test_no_words_are_cut_or_leave_the_page_or_lie_on_others(papers):
    for name, page in papers.items():
        found, room = placed(page)
        for one, spot in found:
            last = one.layout.lineAt(one.layout.lineCount() - 1)
            assert last.textStart() + last.textLength() == len(one.words), name
            assert room.adjusted(-1, -1, 1, 1).contains(spot), (name, one.words)
        for (one, at), (other, there) in combinations(found, 2):
            assert not at.adjusted(1, 1, -1, -1).intersects(there), (one, other)


def test_letters_are_large_enough_to_be_read_and_all_words_are_there(papers):
    for name, page in papers.items():
        found, _ = placed(page)
        assert all(one.kind.em_mm >= LETTERS_MM for one, _ in found), name
        if isinstance(page, Award):
            continue
        kept = {one.words for one, _ in found}
        whole = [line for part in page.sections if part.whole for line in part.lines]
        fields = {
            words for part in page.sections for both in part.fields for words in both
        }
        assert fields | {page.title} | set(whole) <= kept, name


def test_however_much_there_is_every_open_concern_is_on_the_handover(papers):
    found, _ = placed(papers["handover-long, en"])
    words = [one.words for one, _ in found]
    assert sum("Bartholomew" in one and "at 1" in one for one in words) >= 4
    assert sum("“" in one for one in words) == len(BUSY.needs) == 12
    assert "18 more on the pod." in words
    assert words[-2:] == list(BUSY.heads)


def test_what_nobody_has_ever_seen_broken_breaks_all_the_same():
    """A word longer than a line, such as a name without a space, stays on the page."""
    page = Award(title="T", name="W" * 200, lines=("x",), signatures=("s",))
    found, room = placed(page)
    assert all(room.contains(spot) for _, spot in found)
