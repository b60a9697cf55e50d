"""Trials of the stop-signal activity, as rows, for the stories about them."""

import msgspec

from pod.modules.stop_signal import Row


def go(rt_ms, trial=1, *, correct=True, side="left"):
    return Row(
        phase="test",
        block=1,
        trial=trial,
        side=side,
        stop=False,
        ssd_ms=None,
        button=None if rt_ms is None else "left",
        rt_ms=rt_ms,
        correct=correct and rt_ms is not None,
    )


def stop(rt_ms, ssd_ms=200.0, trial=1):
    row = go(rt_ms, trial)
    return msgspec.structs.replace(row, stop=True, ssd_ms=ssd_ms, correct=rt_ms is None)
