"""The page of a pod that could not be begun again: it needs nothing, and ends."""

import signal
import sys
from contextlib import contextmanager

from pod.app.safe import panel_of, safe_frame
from pod.settings import Panel, Settings, languages
from pod.ui.common.words import read_text
from tests.app.processes import LONG_S, end, is_ready, pod


@contextmanager
def safe(home):
    with pod("safe", "--windowed", home=home) as process:
        is_ready(process)
        yield process


def test_it_is_shown_where_there_is_nothing_at_all(tmp_path):
    with safe(tmp_path / "not there") as process:
        assert end(process)[0] == 0


def test_it_is_shown_where_a_core_hangs_and_its_settings_are_no_settings(home):
    (home / "pod.toml").write_bytes(b"\xff pod = ")
    with pod("core", "--wait", home=home) as core:
        core.send_signal(signal.SIGSTOP)
        with safe(home) as process:
            assert end(process)[0] == 0
        core.kill()


def test_it_says_so_in_every_language_of_the_site(qtbot):
    frame = safe_frame(Panel())
    qtbot.addWidget(frame)
    frame.show()
    said = [read_text(language).notices["our_fault"] for language in languages()]
    assert len(said) > 1
    assert frame.screen_shown.sentences() == said
    assert "Please tell staff" in said[0]


def test_there_is_nothing_to_press_on_it(qtbot):
    frame = safe_frame(Panel())
    qtbot.addWidget(frame)
    frame.show()
    assert frame.screen_shown.targets() == {}
    assert not frame._bar.isVisible()


def test_settings_that_can_be_read_say_how_large_the_glass_is(tmp_path):
    small = Panel(width_px=1024, height_px=640, px_per_mm=4.7)
    (tmp_path / "pod.toml").write_text(
        'pod = "pod01"\nsite = ""\n'
        "[panel]\nwidth_px = 1024\nheight_px = 640\npx_per_mm = 4.7\n"
    )
    assert panel_of(tmp_path) == small
    assert panel_of(tmp_path / "not there") == Settings(pod="pod01", site="").panel


ENDS = """
import sys
from pathlib import Path
from pod.app.live import Showing
from pod.app.safe import show_safe
sys.exit(show_safe(Path("/nowhere"), Showing(True, lambda: None), stays_ms=50))
"""


def test_it_ends_by_itself_so_that_the_pod_is_tried_once_more(tmp_path):
    with pod("-c", ENDS, home=tmp_path, by=(sys.executable,)) as process:
        assert process.wait(LONG_S) == 0
        process.stderr.close()
