"""What the image starts the pod with: no key of the window manager's, no title bar."""

import subprocess
from pathlib import Path

KIOSK = Path(__file__).parents[2] / "packaging" / "kiosk"


def test_no_key_and_no_button_does_anything_in_the_window_manager():
    written = (KIOSK / "openbox-rc.xml").read_text()
    for nothing in ("<keyboard></keyboard>", "<mouse></mouse>"):
        assert nothing in written
    for something in ("<keybind", "<mousebind", "<file>", "<command>"):
        assert something not in written
    assert "<desktops><number>1</number>" in written


def test_the_compositor_draws_nothing_and_gives_no_terminal_back(tmp_path):
    """The script itself, with something harmless in the compositor's place."""
    script = (KIOSK / "start-under-cage.sh").read_text()
    told = tmp_path / "told"
    shown = script.replace("  cage -d", f"  sh -c 'env; echo \"$@\"' > {told} x -d")
    assert shown != script
    env = {"HOME": "/h", "XDG_RUNTIME_DIR": "/r", "LD_PRELOAD": "", "QT_X": "1"}
    env |= {"PATH": "/usr/bin:/bin", "CREDENTIALS_DIRECTORY": "/c"}
    subprocess.run(["sh", "-c", shown], env=env, check=True)
    *names, words = told.read_text().splitlines()
    assert words == "-d -m last -- /usr/bin/pod kiosk"
    assert {name.split("=")[0] for name in names} - {"PWD", "_", "SHLVL"} == {
        "CREDENTIALS_DIRECTORY",
        "HOME",
        "LANG",
        "PATH",
        "QT_QPA_PLATFORM",
        "XDG_RUNTIME_DIR",
        "XKB_DEFAULT_OPTIONS",
    }
