"""The one sieve that every event goes through before anything of ours sees it.

What a person does reaches the pod only if it is on the list: a key that the pod knows,
the left button, a finger. Menus, chords, drops, dropped files and composed text have no
way in, whatever widget is below, also one that somebody adds later.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from pod.ui.guard.allowed import is_known

_Type = QEvent.Type
KEYS = frozenset({_Type.KeyPress, _Type.KeyRelease})
BUTTONS = frozenset(
    {_Type.MouseButtonPress, _Type.MouseButtonRelease, _Type.MouseButtonDblClick}
)
NO_WAY_IN = frozenset(
    {
        _Type.ContextMenu,
        _Type.DragEnter,
        _Type.DragLeave,
        _Type.DragMove,
        _Type.Drop,
        _Type.EnterWhatsThisMode,
        _Type.FileOpen,
        _Type.Gesture,
        _Type.GestureOverride,
        _Type.InputMethod,
        _Type.LeaveWhatsThisMode,
        _Type.NativeGesture,
        _Type.QueryWhatsThis,
        _Type.Quit,
        _Type.Shortcut,
        _Type.StatusTip,
        _Type.ToolTip,
        _Type.WhatsThis,
        _Type.WhatsThisClicked,
        _Type.Wheel,
    }
)


class Sieve(QObject):
    """Lets through what is known; `closable` where somebody may close the window."""

    refused = Signal()
    """A key that the pod does not know was pressed."""

    def __init__(self, application: QApplication, *, closable: bool = False) -> None:
        super().__init__(application)
        self._application, self._closable = application, closable
        application.installEventFilter(self)

    def lift(self) -> None:
        """Let everything through again: the window goes."""
        self._application.removeEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stop an event, or let it through.

        No key is ever a shortcut: each is taken from Qt's own map of them at once.
        """
        kind = event.type()
        if kind in KEYS:
            return self._refuses(event)
        if kind in BUTTONS:
            return isinstance(event, QMouseEvent) and not _is_a_finger(event)
        if kind == _Type.ShortcutOverride:
            event.accept()
            return True
        if kind in NO_WAY_IN or (kind == _Type.Close and not self._closable):
            event.ignore()
            return True
        return False

    def _refuses(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if is_known(event.key(), event.modifiers(), event.text()):
            return False
        if event.type() == _Type.KeyPress and not event.isAutoRepeat():
            self.refused.emit()
        return True


def _is_a_finger(event: QMouseEvent) -> bool:
    return event.button() == Qt.MouseButton.LeftButton
