"""Which keys of a keyboard the pod knows: any other is as if it were never pressed."""

from PySide6.QtCore import Qt

from pod.ui.kiosk.keys import button_of

ALSO = (
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_Delete,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_Shift,
)
"""What typing a code takes besides its signs."""
HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)
"""What may be held meanwhile: with anything else it is a chord, and none is ours."""


def is_known(key: int, held: Qt.KeyboardModifier, text: str) -> bool:
    """Tell whether the pod has a use for a key: a button's, or one to type with."""
    if held & ~HELD:
        return False
    if button_of(key) is not None or key in ALSO:
        return True
    return len(text) == 1 and text.isprintable()
