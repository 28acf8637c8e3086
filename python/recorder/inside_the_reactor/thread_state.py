"""What the loop's thread is doing, as the operating system says: computing, sleeping, or waiting, and for what."""
import os
import sys
import time

LINUX = sys.platform == "linux"
# Numbers of system calls, by machine. 202 and 98 are futex: a lock, or the GIL.
_SLEEP = {"x86_64": {35, 230}, "aarch64": {101, 115}}
_FUTEX = {"x86_64": 202, "aarch64": 98}
_SELECT = {"x86_64": {23, 270, 7, 271}, "aarch64": {72, 73}}
# The GIL is a part of the interpreter itself, of so many bytes at most; locks of a program are not.
_RUNTIME = 1 << 20
# Where nobody says where that is: a thread that waits for the GIL asks again every 5 ms, later where no core is free: each time it gets a core.
# One that waits for a lock gets none.
GIL_TURNS_PER_MS = 0.04


def runtime_at():
    """The address of the interpreter's own data; 0 where nobody says."""
    try:
        import ctypes
        return ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime"))
    except (ImportError, ValueError, AttributeError):
        return 0


class ThreadState:
    """Reads of one thread's counters. Times are nanoseconds."""

    def __init__(self, ident, native):
        machine = os.uname().machine
        self._clock = time.pthread_getcpuclockid(ident) if hasattr(time, "pthread_getcpuclockid") else None
        self._folder = f"/proc/self/task/{native}/" if LINUX else None
        self._runtime = runtime_at()
        # Read each time that the watcher wakes: to open it takes ten times as long as to read it.
        self._schedstat = os.open(self._folder + "schedstat", os.O_RDONLY) if LINUX else None
        self._sleep, self._futex, self._select = _SLEEP.get(machine, ()), _FUTEX.get(machine), _SELECT.get(machine, ())

    def cpu(self):
        return time.clock_gettime_ns(self._clock) if self._clock is not None else 0

    def scheduled(self):
        """Time that the thread was ready to run and no core was free, and how often it has got one."""
        try:
            words = os.pread(self._schedstat, 100, 0).split() if self._folder else ("0", "0", "0")
            return int(words[1]), int(words[2])
        except (OSError, ValueError, IndexError):
            return 0, 0

    def waits_for(self, turns_per_ms):
        """`sleeping`, `io`, `lock`, `gil`, or `waiting` where nobody says for what."""
        if not self._folder:
            return "waiting"
        try:
            words = self._read("syscall").split()
        except OSError:
            return "waiting"
        if not words or words[0] in ("running", "-1"):
            return "gil" if turns_per_ms >= GIL_TURNS_PER_MS else "waiting"
        number = int(words[0])
        if number == self._futex and self._runtime:
            return "gil" if 0 <= int(words[1], 16) - self._runtime < _RUNTIME else "lock"
        if number == self._futex:
            return "gil" if turns_per_ms >= GIL_TURNS_PER_MS else "lock"
        # Python up to 3.10 sleeps in a select() of nothing.
        if number in self._sleep or (number in self._select and words[1] == "0x0" and words[2] == "0x0"):
            return "sleeping"
        return "io"

    def close(self):
        if self._schedstat is not None:
            os.close(self._schedstat)

    def _read(self, name):
        with open(self._folder + name) as file:
            return file.read()
