"""A child dies with its parent, even when the parent is killed -9 and can tell nobody."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
SUPERVISOR = "CANHTAY_SUPERVISOR"


def die_with_supervisor() -> None:
    """For a process that the supervisor started; does nothing in one that a person started."""
    supervisor = os.environ.pop(SUPERVISOR, "")  # not handed on: a grandchild has another parent
    if supervisor:
        die_with_parent(int(supervisor))


def die_with_parent(parent: int) -> None:
    """Linux kills this process when its parent ends. Elsewhere the parent's own clean stop has to do."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)
