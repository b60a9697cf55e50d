"""A study where nothing came yet, and folders that cannot be opened, in a sentence."""

import json

import duckdb
import pytest
from click.testing import CliRunner

from pod.app.evaluator_view import run_view
from pod.cli.evaluate_open import open_
from pod.errors import Malformed, Usage
from pod.evaluation.viewing.study import StudyInView
from tests.ui.evaluator.looking import LONG_MS, told, turn

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize("tab", ["outcomes", "sites", "trends", "report"])
def test_where_nothing_has_come_every_tab_says_so_calmly(qtbot, opened, bare, tab):
    window = opened(bare)
    turn(qtbot, window, tab)
    assert "Nothing has come yet" in told(window._calm)
    assert window._stack.currentWidget() is window._calm


def test_a_bare_inbox_offers_to_bring_bundles_in(qtbot, opened, bare, made):
    window = opened(bare)
    page = window.pages["inbox"].page
    assert "Nothing has come yet" in told(page._calm)
    assert page._calm.isVisible()
    with qtbot.waitSignals([page.brought, window.shown], timeout=LONG_MS):
        page.bring_in(made / "bundles")
    assert not page._calm.isVisible()
    assert "receipts waiting" in told(page)


def test_a_folder_without_bundles_brings_nothing_and_says_so(
    qtbot, opened, bare, tmp_path
):
    window = opened(bare)
    page = window.pages["inbox"].page
    empty = tmp_path / "empty"
    empty.mkdir()
    with qtbot.waitSignals([page.brought, window.shown], timeout=LONG_MS):
        page.bring_in(empty)
    assert "There are no bundles here" in told(page)


def test_a_catalogue_in_use_is_said_and_tried_again(qtbot, opened, full, monkeypatch):
    window = opened(full)
    connect = duckdb.connect

    def locked(*_all, **_named):
        raise duckdb.IOException("Could not set lock on file: held by another")

    monkeypatch.setattr(duckdb, "connect", locked)
    with qtbot.waitSignal(window.failed, timeout=LONG_MS):
        window.open("trends")
    assert "Another program is using the catalogue." in told(window._calm)
    monkeypatch.setattr(duckdb, "connect", connect)
    with qtbot.waitSignal(window.shown, timeout=LONG_MS):
        window.read_anew()
    assert window._stack.currentWidget() is window.pages["trends"].page


def test_a_folder_that_is_no_study_is_refused(tmp_path):
    done = CliRunner().invoke(open_, ["--study", str(tmp_path)])
    assert isinstance(done.exception, Usage)


def test_a_study_of_a_newer_version_is_told_apart(bare):
    (pack,) = bare.glob("*.podstudy")
    pack.write_text(json.dumps({**json.loads(pack.read_text()), "format": 2}))
    with pytest.raises(Malformed, match="newer version"):
        run_view(bare, None)


def test_a_study_that_makes_no_sense_is_not_called_newer(bare):
    (pack,) = bare.glob("*.podstudy")
    pack.write_text("{")
    with pytest.raises(Malformed) as refused:
        _ = StudyInView(bare).name
    assert "newer" not in refused.value.say
