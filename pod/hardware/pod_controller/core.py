"""Whether the pod's core is well, as the host's side of the watchdog sees it."""


class Core:
    """Well until it has once said so and then fallen silent.

    A reader that runs on its own, without a core, answers for the host by itself.
    """

    def __init__(self, patience_ms: float) -> None:
        self._patience_ms = patience_ms
        self._last_ms: float | None = None
        self.said_so = False
        """Whether it has said so since it was last looked at."""
        self.well = True

    def is_well(self, now_ms: float) -> bool:
        """Look at it now."""
        if self.said_so:
            self.said_so, self._last_ms = False, now_ms
        silent_ms = 0.0 if self._last_ms is None else now_ms - self._last_ms
        self.well = silent_ms <= self._patience_ms
        return self.well
