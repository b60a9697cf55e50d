"""Which button of the pod's one vocabulary a keyboard's key stands for."""

from PySide6.QtCore import Qt

from pod.values import Button

_KEYS: dict[Qt.Key, Button] = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Up: "left",
    Qt.Key.Key_Backtab: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Down: "right",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Return: "choose",
    Qt.Key.Key_Enter: "choose",
    Qt.Key.Key_Space: "choose",
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_N: "next",
    Qt.Key.Key_H: "hear",
    Qt.Key.Key_Escape: "stop",
    Qt.Key.Key_P: "stop",
    Qt.Key.Key_Pause: "stop",
}


def button_of(key: int, *, shift: bool = False) -> Button | None:
    """Return the button a key stands for, or None when it stands for none."""
    if shift and key == Qt.Key.Key_Tab:
        return "left"
    return _KEYS.get(Qt.Key(key))
