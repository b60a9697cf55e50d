"""What is saved of trends: every plot and its numbers, and no small group in either."""

import csv

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from pod.evaluation.viewing.trends import Bin
from pod.evaluation.viewing.trials import Times
from pod.evaluation.viewing.work import Known
from pod.ui.evaluator.saving import save_figure, save_numbers
from pod.ui.evaluator.trend_keeps import (
    kept_dots,
    kept_means,
    kept_spread,
    kept_times,
)

pytestmark = pytest.mark.usefixtures("qapp")
FEW = 10
PLOTS = {
    "dots": kept_dots,
    "means": kept_means,
    "spread": kept_spread,
    "times": kept_times,
}
COUNTS = ("people", "trials")
DRAWN = ("dots", "means", "spread")


@pytest.fixture
def page(opened, come):
    return opened(come, "trends").pages["trends"].page


def lines(path):
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def kept(page, plot):
    return PLOTS[plot](getattr(page, plot), page._text, page._known, page.board)


def test_every_plot_is_saved_as_a_picture_and_as_numbers(page, tmp_path):
    for plot in DRAWN:
        keep, folder = kept(page, plot), tmp_path / plot
        folder.mkdir()
        for end in ("svg", "png"):
            save_figure(keep.figure, folder / f"figure.{end}")
        assert (folder / "figure.png").read_bytes().startswith(b"\x89PNG"), plot
        drawn = (folder / "figure.svg").read_text("utf-8")
        assert drawn.count("<path") + drawn.count("<text") > 5, plot
        save_numbers(folder / "numbers.csv", keep.header, keep.rows)
        said = [one["cannot_show"] for one in keep_lines(folder)]
        assert all("cannot show" in one for one in said), plot


def keep_lines(folder):
    found = lines(folder / "numbers.csv")
    assert found
    return found


def test_reaction_times_are_saved_as_they_are_counted(page):
    bins = (Bin(low=300.0, high=350.0, n=40), Bin(low=350.0, high=400.0, n=None))
    times = (Times(task="go_nogo", point="first", trials=40, bins=bins),)
    page.show_known(Known(page._known.scores, times, FEW))
    told = [row[:5] for row in kept(page, "times").rows]
    assert told == [
        ("go_nogo", "first", 300.0, 350.0, 40),
        ("go_nogo", "first", 350.0, 400.0, "withheld"),
    ]


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6])
def test_no_small_group_is_in_what_is_saved(page, share, tmp_path):
    people = page.trend.frame.people
    page.choose(np.arange(people) < share * people)
    for plot in DRAWN:
        keep = kept(page, plot)
        save_numbers(tmp_path / "numbers.csv", keep.header, keep.rows)
        for one in keep_lines(tmp_path):
            count = next(one[name] for name in COUNTS if name in one)
            assert count == "withheld" or int(count) == 0 or int(count) >= FEW, plot


def test_a_picture_of_the_dots_holds_groups_and_nobody_alone(page):
    keep = kept(page, "dots")
    assert keep.figure is not page.dots
    counted = [row[4] for row in keep.rows]
    assert "withheld" in counted
    assert keep.rows[-1][:4] == ("", "", "", "")


def test_those_chosen_are_not_told_where_all_others_are_few(page):
    chosen = np.ones(page.trend.frame.people, dtype=bool)
    chosen[:3] = False
    page.choose(chosen)
    assert page.board.too_like
    assert {row[0] for row in kept(page, "means").rows} == {"everybody"}
    assert {row[0] for row in kept(page, "spread").rows} == {"everybody"}
    assert "fewer than 10" in page.said.text()


def test_a_plots_own_button_saves_it_where_one_says(page, tmp_path, monkeypatch):
    where = tmp_path / "means.csv"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_all: (str(where), "CSV")
    )
    name = f"Save: {page.means.accessibleName()}"
    (key,) = (k for k in page.findChildren(QPushButton) if k.accessibleName() == name)
    numbers, _picture = key.menu().actions()
    numbers.trigger()
    assert {one["point"] for one in lines(where)} == {
        "first",
        "middle",
        "last",
        "followup",
    }
    assert page.said.text() == "Saved: means.csv"
