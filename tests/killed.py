"""A process of its own that is killed amid what it does to a store."""

import os
import signal
from contextlib import suppress
from itertools import count

from sqlalchemy import Engine, event


def killed_at(statement, do):
    """Do something in a process that is killed at its so-manieth statement.

    Tell whether it was: it may have been done before.
    """
    child = os.fork()
    if child == 0:
        left = count(statement, -1)

        def kill(*_):
            if next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", kill)
        with suppress(BaseException):
            do()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)
