"""What is done to get out, by row: the same for whoever is attacked."""

from pod.values import seeded
from tests.escape.display import HIGH, WIDE
from tests.escape.hands import PLACES

MIDDLE = (WIDE // 2, HIGH // 2)
FUNCTIONS = [f"F{number}" for number in range(1, 13)]
MEDIA = [
    *("PowerOff", "PowerDown", "Sleep", "Suspend", "Standby", "WakeUp", "ScreenSaver"),
    *("LogOff", "Eject", "AudioMute", "AudioRaiseVolume", "AudioLowerVolume"),
    *("AudioPlay", "AudioStop", "HomePage", "WWW", "Mail", "Explorer", "Calculator"),
    *("MyComputer", "Search", "Tools", "Terminal", "TaskPane", "Display", "Launch1"),
    *("MonBrightnessDown", "MonBrightnessUp", "RotateWindows", "TouchpadToggle"),
    *("Close", "Copy", "Cut", "Paste", "Reload", "Back", "Forward", "MenuKB"),
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _close_by_key(hands):
    hands.keys("alt+F4", "ctrl+F4", "super+q")


def _switch(hands):
    hands.keys("alt+Tab", "alt+shift+Tab", "ctrl+alt+Tab", "alt+Escape", "super+Tab")


def _terminals(hands):
    hands.keys(*(f"ctrl+alt+{key}" for key in FUNCTIONS))
    hands.keys(*(f"alt+{key}" for key in FUNCTIONS[4:]))


def _end_the_server(hands):
    hands.keys("ctrl+alt+BackSpace", "ctrl+alt+Delete")


def _quit(hands):
    hands.keys("ctrl+q", "ctrl+w", "ctrl+shift+q", "ctrl+shift+w")


def _menu_bar(hands):
    hands.keys("F10")
    hands.keys(*(f"alt+{letter}" for letter in LETTERS), "alt+f")


def _menu_of_a_place(hands):
    for place in PLACES:
        hands.click(place, 3)
    hands.keys("Menu", "shift+F10")


def _what_is_this(hands):
    hands.keys("shift+F1", "F1", "Help")


def _links(hands):
    for x in range(40, 330, 30):
        for y in range(50, 150, 12):
            hands.click((x, y))


def _copy(hands):
    hands.keys("ctrl+a", "ctrl+c", "ctrl+Insert", "ctrl+x", "ctrl+v", "shift+Insert")
    hands.drag((60, 300), (400, 330))
    hands.drag((60, 300), (400, 330), 2)
    hands.click(MIDDLE, 2)


def _help_for_eyes(hands):
    hands.keys(
        "super+alt+s", "ctrl+alt+super+s", "super+u", "super+plus", "super+Return"
    )
    hands.keys(
        "ctrl+plus", "ctrl+minus", "ctrl+0", "alt+super+8", "Insert", "KP_Insert"
    )
    hands.run("xdotool", "keydown", "ctrl", "click", "4", "click", "5", "keyup", "ctrl")


def _typed_by_itself(hands):
    """What a stick that says it is a keyboard types: a command, wherever it may go."""
    for chord in ("super+r", "alt+F2", "ctrl+alt+t", "ctrl+shift+Escape", "super+e"):
        hands.keys(chord)
        hands.type("xdg-open https://example.org/")
        hands.keys("Return")


def _media_keys(hands):
    hands.keys(*(f"XF86{name}" for name in MEDIA))


def _composed(hands):
    hands.keys("dead_acute", "e", "dead_circumflex", "w", "Multi_key", "o", "e")
    hands.keys(
        "ctrl+shift+u", "2", "0", "2", "e", "Return", "ISO_Level3_Shift", "Kanji"
    )
    hands.keys("super+space", "ctrl+space", "Zenkaku_Hankaku", "ISO_Next_Group")


def _dismiss(hands):
    hands.keys("Escape", "alt+F4", "Return")


def _closed_by_others(hands):
    hands.run("wmctrl", "-F", "-c", "pod")


def _move_away(hands):
    hands.keys("super+d", "super+Down", "super+h", "ctrl+alt+d")
    hands.keys("ctrl+alt+Right", "ctrl+alt+Left", "ctrl+alt+Down", "super+F2")
    hands.down("alt")
    hands.drag(MIDDLE, (WIDE - 60, HIGH - 60))
    hands.drag(MIDDLE, (WIDE - 60, HIGH - 60), 3)
    hands.click(MIDDLE, 2)
    hands.up("alt")
    hands.keys("alt+space")


def asked_to_shrink(hands):
    """Other programs ask the window manager, as a pager or a task bar would."""
    for asked in ("fullscreen", "above", "maximized_vert,maximized_horz"):
        hands.run("wmctrl", "-r", ":ACTIVE:", "-b", f"remove,{asked}")
    hands.run("wmctrl", "-r", ":ACTIVE:", "-e", "0,100,100,300,200")
    hands.run("wmctrl", "-k", "on")
    hands.run("wmctrl", "-s", "1")
    hands.do("getactivewindow", "windowminimize")


def _help_for_hands(hands):
    for _ in range(6):
        hands.keys("shift")
    hands.keys("shift+Num_Lock", "alt+shift+Num_Lock", "ctrl+alt+shift+Num_Lock")
    hands.down("shift")
    hands.up("shift")


def _mash(hands):
    rng = seeded(20)
    held = [*LETTERS, *FUNCTIONS[:4], *"0123456789"]
    hands.down(*held)
    hands.type("".join(rng.choices(LETTERS + " 0123456789-=;',./\\", k=1500)))
    hands.up(*held)
    hands.type("\u0301\u202e\U0001f511" * 20)


ATTEMPTS = {
    1: _close_by_key,
    2: _switch,
    3: _terminals,
    4: _end_the_server,
    7: _quit,
    8: _menu_bar,
    9: _menu_of_a_place,
    11: _what_is_this,
    12: _links,
    13: _copy,
    14: _dismiss,
    18: _closed_by_others,
    19: _move_away,
    21: _help_for_hands,
    22: _help_for_eyes,
    23: _typed_by_itself,
    28: _mash,
    31: _media_keys,
    32: _composed,
}
