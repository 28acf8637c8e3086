"""The recorder's end of the helper process: starts it, tells it by when the watcher looks, takes what it saw."""
import importlib.util
import mmap
import os
import subprocess
import sys
import threading

from . import helper
from .helper import COUNT, CPU, DUE, HEAD, MOST_PORTS, PORTS, RECORDS, SAMPLES, SIZE, WIDTH
from .state import MS

SLACK = 25 * MS  # the watcher may come so late
START = "import sys; exec(compile(sys.stdin.read(), 'inside the reactor: helper', 'exec'))"

# Held until a helper has started and is known: a child that is forked before would have ends of its pipes that nobody closes.
starting = threading.Lock()


class Helper:
    """The helper process of a recording. @raises OSError where there can be none."""

    def __init__(self):
        source = importlib.util.find_spec(helper.__name__).loader.get_source(helper.__name__)
        if sys.platform != "linux" or not sys.executable or not source or not hasattr(os, "memfd_create"):
            raise OSError("no helper here")
        memory = os.memfd_create("inside the reactor")
        try:
            os.ftruncate(memory, SIZE)
            self._numbers = memoryview(mmap.mmap(memory, SIZE)).cast("q")
            end, self._life = os.pipe()
            try:
                command = [sys.executable, "-I", "-S", "-c", START, str(memory), str(end)]
                # It starts another, and ends: `reap`.
                self._starter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                                 pass_fds=(memory, end), start_new_session=True)
                with self._starter.stdin as file:
                    file.write(source.encode())
            except OSError:
                self.leave()
                raise
            finally:
                os.close(end)
        finally:
            os.close(memory)
        self._taken = self._ports = 0

    def _reap(self):
        """Lets go of the process that started it, once that has ended."""
        if self._starter.poll() is not None:
            self._starter = None

    def due(self, t, ports):
        """The watcher will look again by `t`; these are the ports to look at meanwhile, with their families."""
        numbers = self._numbers
        while self._ports < min(len(ports), MOST_PORTS):
            family, port = ports[self._ports]
            numbers[PORTS + self._ports] = family << 16 | port
            self._ports += 1
        if self._starter is not None:
            self._reap()
        numbers[DUE] = t + SLACK

    def taken(self):
        """What it saw since it was asked last, `(inode, state, unread, received, arrived, at)`. Lets the GIL not go."""
        numbers, count = self._numbers, self._numbers[COUNT]
        if count == self._taken:
            return ()
        first, self._taken = max(self._taken, count - RECORDS), count
        places = (HEAD + number % RECORDS * WIDTH for number in range(first, count))
        return [tuple(numbers[place:place + WIDTH]) for place in places]

    def cost(self):
        """Its CPU time in ms, and how often it looked."""
        return self._numbers[CPU] / MS, self._numbers[SAMPLES]

    def leave(self):
        """Ends it; in a forked child, whose parent's it is: lets go of it."""
        if self._life is not None:
            os.close(self._life)
            self._life = None


def start():
    """A helper, or None where there can be none."""
    try:
        return Helper()
    except OSError:
        return None
