"""What keeps a process's memory its own: no picture is left, and nobody looks in."""

import ctypes
import os
import sys

if sys.platform == "linux":
    import resource

ON_A_PODS_SYSTEM = sys.platform == "linux"
PR_SET_DUMPABLE = 4


def leave_no_picture() -> None:
    """Let no crash write this process's memory down, and no other process read it.

    The limit alone does not hold where the system pipes pictures to a program; what
    the kernel holds as not dumpable is never pictured, nor attached to by its own user.
    Only a pod's Linux is asked: elsewhere runs nothing but the evaluator's program.
    """
    if not ON_A_PODS_SYSTEM:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
