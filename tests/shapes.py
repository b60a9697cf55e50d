"""Trials of go/no-go, as rows, for the stories about them."""

from pod.modules.go_nogo import Row


def rows(*specs):
    """Test rows from (shown, rt or None), all of one block."""
    return [
        Row(
            phase="test",
            block=1,
            trial=number,
            shown=shown,
            button=None if rt_ms is None else "left",
            rt_ms=rt_ms,
            correct=(rt_ms is None) == (shown == "square"),
        )
        for number, (shown, rt_ms) in enumerate(specs, 1)
    ]
