"""Tells a second press from a trembling one."""


class Presses:
    """Remembers the last press that counted, so that the next can be judged."""

    def __init__(self) -> None:
        self._last: tuple[str, float] = ("", float("-inf"))

    def counts(self, id_: str, now_ms: float, repeat_ms: float) -> bool:
        """Take a press, unless the same key was pressed less than `repeat_ms` ago."""
        last, last_ms = self._last
        if id_ == last and now_ms - last_ms < repeat_ms:
            return False
        self._last = (id_, now_ms)
        return True
