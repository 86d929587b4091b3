"""Files we read: plain ones alone, and never more of one than asked for."""

import errno
import os
import stat
from pathlib import Path

# Opening a pipe waits for who writes to it, but not with this; Windows has no such pipes.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
NOT_PLAIN = "a pipe or a device, no plain file"


def plain_bytes(path: str | Path, most: int) -> bytes:
    """Read a plain file.

    Parameters
    ----------
    path
        A pipe would be waited for without end, a device may never end: both are refused.
    most
        Bytes that are read at most. Ask for one more than may be to see what is too large.

    Raises
    ------
    OSError
        If it is none, or cannot be read; `strerror` says why.
    ValueError
        If the path holds what no path can.
    """
    with open(path, "rb", opener=_opened) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, NOT_PLAIN, str(path))
        return file.read(most)


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | _AT_ONCE)
