"""When what shows the pod goes, the pod does not stay behind in the dark."""

import socket
from contextlib import contextmanager

import pytest

from pod.app.shown_by import server_of


@contextmanager
def serving(place):
    """Have a display server of sorts: something that can be come to."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        server.setblocking(False)
        yield server


def test_a_compositor_has_gone_once_it_hangs_up_though_it_can_be_come_to(tmp_path):
    """As one does that lost its last screen, and waits for its client."""
    environ = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)}
    with (
        serving(tmp_path / "wayland-9") as compositor,
        server_of(environ) as is_gone,
    ):
        line, _ = compositor.accept()
        assert not is_gone()
        line.close()
        assert is_gone()


def test_an_x_server_has_gone_once_nobody_can_come_to_it(tmp_path):
    place = tmp_path / "X7"
    with serving(place), server_of({"DISPLAY": ":7.0"}, tmp_path) as is_gone:
        assert not is_gone()
        place.unlink()
        assert is_gone()


def test_an_x_server_that_hangs_up_on_who_says_nothing_has_not_gone(tmp_path):
    place = tmp_path / "X7"
    with (
        serving(place) as server,
        server_of({"DISPLAY": ":7"}, tmp_path) as is_gone,
    ):
        server.accept()[0].close()
        assert not is_gone()


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"DISPLAY": ":7"},
        {"DISPLAY": "elsewhere:0"},
        {"WAYLAND_DISPLAY": "wayland-9"},
        {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": ":7"},
    ],
    ids=str,
)
def test_what_was_never_there_never_goes(environ, tmp_path):
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), **environ}
    with server_of(environ, tmp_path) as is_gone:
        assert not is_gone()
