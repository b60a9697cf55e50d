"""What the image starts the pod with: no key of the window manager's, no title bar."""

from pathlib import Path

PACKAGING = Path(__file__).parents[2] / "packaging"
KIOSK = PACKAGING / "kiosk"


def test_no_key_and_no_button_does_anything_in_the_window_manager():
    written = (KIOSK / "openbox-rc.xml").read_text()
    for nothing in ("<keyboard></keyboard>", "<mouse></mouse>"):
        assert nothing in written
    for something in ("<keybind", "<mousebind", "<file>", "<command>"):
        assert something not in written
    assert "<desktops><number>1</number>" in written


def test_the_server_under_the_window_manager_has_no_key_of_its_own():
    written = (PACKAGING / "xorg" / "10-training-pod.conf").read_text()
    for option in ("DontVTSwitch", "DontZap", "DontZoom"):
        assert f'Option "{option}" "true"' in written
    assert 'Option "XkbOptions" "srvrkeys:none"' in written


def test_the_compositor_draws_nothing_and_gives_no_terminal_back():
    unit = (PACKAGING / "systemd" / "pod-ui.service").read_text()
    assert "ExecStart=/usr/bin/cage -d -- /usr/bin/pod ui\n" in unit
    assert "XKB_DEFAULT_OPTIONS=srvrkeys:none\n" in unit


def test_no_terminal_and_no_key_of_the_machines_is_left_in_an_image():
    masked = (PACKAGING / "systemd" / "masked.txt").read_text().split("\n")
    for unit in ("getty@.service", "serial-getty@.service", "ctrl-alt-del.target"):
        assert unit in masked
    assert "kernel.sysrq = 0\n" in (PACKAGING / "sysctl/training-pod.conf").read_text()
    login = (PACKAGING / "logind" / "training-pod.conf").read_text()
    for line in ("NAutoVTs=0", "ReserveVT=0", "HandlePowerKey=ignore"):
        assert f"{line}\n" in login
