"""A full disk, made with a real limit on how far a file may grow."""

import resource
from contextlib import contextmanager


@contextmanager
def room_for(most):
    """Let no file of this process grow beyond `most` bytes inside the block.

    The limit holds for the block alone: the test's own report is a file too.
    """
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
