"""The evaluator's window over a study with known truth: read behind, shown in front."""

import csv
import shutil
import threading
from collections import Counter

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pod.cli.evaluate_open import open_
from pod.errors import Storage, Usage
from pod.evaluation.viewing.study import StudyInView
from pod.ui.evaluator.behind import OUR_FAULT, Behind
from pod.ui.evaluator.change_table import shares_of
from pod.ui.evaluator.drawing import Drawing
from pod.ui.evaluator.outcomes_page import HEADER
from pod.ui.evaluator.saving import save_figure, save_numbers
from tests.ui.evaluator.looking import LONG_MS, told

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("tab", ["inbox", "outcomes", "sites", "trends", "report"])
def test_every_tab_of_a_study_opens(opened, come, tab):
    window = opened(come, tab)
    assert window.tabs[tab].isChecked()
    assert told(window.pages[tab].page).strip()


def test_a_bundle_is_chosen_by_arrow_keys_and_tells_its_story(opened, come):
    page = opened(come).pages["inbox"].page
    grid = page.grid
    grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(grid, key)
    assert grid.accessibleDescription().startswith("pod")
    assert "bundle 2" in told(page)


def test_a_held_bundle_says_why_and_what_to_do_and_is_copied(opened, come):
    page = opened(come).pages["inbox"].page
    pods = page.grid._pods
    row, column = next(
        (at, cell.number - 1)
        for at, pod in enumerate(pods)
        for cell in pod.cells
        if cell.stands == "held"
    )
    page.grid.choose(row, column)
    words = told(page)
    assert "Held, not read" in words
    assert "What to do" in words
    assert "Nothing held is lost" in words


def test_bundles_are_brought_in_behind_and_counted(qtbot, opened, made, tmp_path):
    study = shutil.copytree(made / "study", tmp_path / "study")
    (study / "catalogue.duckdb").unlink(missing_ok=True)
    window = opened(study)
    page = window.pages["inbox"].page
    with qtbot.waitSignals([page.brought, window.shown], timeout=LONG_MS):
        page.bring_in(made / "bundles")
    count = len(list((made / "bundles").glob("*.podbundle")))
    states = Counter(cell.stands for pod in page.grid._pods for cell in pod.cells)
    come = states["on_time"] + states["late"]
    assert f"{count} bundles were looked at: {come} are new" in told(page)
    assert f"{count - come} are held" in told(page)


def test_people_are_brushed_and_every_plot_knows_them(opened, come):
    page = opened(come, "trends").pages["trends"].page
    everybody = page.trend.frame.people
    first = page.trend.scored.at("first")
    page.dots.brush(QRectF(-1e6, -1e6, 2e6, 2e6))
    both = page.trend.scored.both()
    assert (page.chosen == both).all()
    assert str(int(both.sum())) in page.said.text()
    page.dots.brush(QRectF(first[both][0] - 0.1, -1e6, 0.2, 2e6))
    few = int(page.chosen.sum())
    assert 0 < few < everybody
    assert few >= 10 or "< 10" in page.said.text()


def test_one_person_is_shown_by_code_alone(qtbot, opened, come):
    window = opened(come, "trends")
    page = window.pages["trends"].page
    code = page.trend.frame.codes[0]
    page.wanted.emit(code)
    qtbot.waitUntil(lambda: code in told(page), timeout=LONG_MS)


def test_a_group_is_shown_without_a_small_number(opened, come):
    page = opened(come, "outcomes").pages["outcomes"].page
    for at in range(page.group.count()):
        page.group.setCurrentIndex(at)
        for row in page.rows:
            assert row.group.n is None or row.group.n >= 10
            for classed in row.group.reliable:
                assert all(n is None or n == 0 or n >= 10 for n in shares_of(classed))


def test_what_is_saved_says_what_it_cannot_show(opened, come, tmp_path):
    page = opened(come, "outcomes").pages["outcomes"].page
    figure = page.findChild(Drawing)
    for name in ("change.svg", "change.png"):
        save_figure(figure, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000
    save_numbers(tmp_path / "change.csv", HEADER, [["x"] * len(HEADER)])
    with (tmp_path / "change.csv").open() as file:
        assert next(csv.reader(file))[-1] == "cannot_show"


def test_what_cannot_be_saved_is_said(tmp_path):
    with pytest.raises(Storage, match="could not be written"):
        save_numbers(tmp_path / "no" / "where.csv", HEADER, [])


def test_larger_letters_are_a_key_away(qtbot, opened, come):
    window = opened(come)
    before = window.tabs["inbox"].font().pixelSize()
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        QTest.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs["inbox"].font().pixelSize() > before


class TestBehind:
    """Questions are answered one by one in another thread."""

    @pytest.fixture
    def behind(self):
        behind = Behind()
        yield behind
        behind.close()

    def test_the_window_goes_on_while_a_question_is_open(self, qtbot, behind):
        going_on, answers, heard = threading.Event(), [], []
        behind.ask(
            "slow", lambda _told: going_on.wait(30), answers.append, answers.append
        )
        qtbot.addWidget(label := QLabel())
        label.setText("still here")
        QApplication.processEvents()
        assert answers == []
        heard.append(threading.get_ident())
        going_on.set()
        qtbot.waitUntil(lambda: answers == [True])

    def test_only_the_newest_question_of_a_name_is_shown(self, qtbot, behind):
        first, answers = threading.Event(), []
        behind.ask("a", lambda _told: first.wait(30) and 1, answers.append, print)
        behind.ask("a", lambda _told: 2, answers.append, print)
        first.set()
        qtbot.waitUntil(lambda: bool(answers))
        assert answers == [2]

    def test_trouble_is_a_sentence(self, qtbot, behind):
        said = []

        def broken(_told):
            raise Storage("The disk is full.", "Make room.")

        behind.ask("a", broken, print, said.append)
        qtbot.waitUntil(lambda: bool(said))
        assert said == ["The disk is full. Make room."]

    def test_our_own_mistake_is_one_too(self, qtbot, behind, caplog):
        said = []
        behind.ask("a", lambda _told: 1 / 0, print, said.append)
        qtbot.waitUntil(lambda: bool(said))
        assert said == [OUR_FAULT]
        assert "ZeroDivisionError" in caplog.text
        caplog.clear()


def test_the_window_finds_nothing_on_its_own_thread(opened, come, monkeypatch):
    asked_by = []
    find = StudyInView.inbox
    monkeypatch.setattr(
        StudyInView,
        "inbox",
        lambda self: asked_by.append(threading.get_ident()) or find(self),
    )
    opened(come)
    assert asked_by
    assert threading.get_ident() not in asked_by


def test_a_folder_that_is_no_study_is_refused(tmp_path):
    done = CliRunner().invoke(open_, ["--study", str(tmp_path)])
    assert isinstance(done.exception, Usage)
