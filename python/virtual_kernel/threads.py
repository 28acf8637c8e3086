"""threading.Thread and queue.Queue in virtual time: real threads of the OS, of which one runs at a time."""
import threading
from collections import deque

from . import trace
from .refuse import refuse
from .trace import emit


class SimThread:
    """threading.Thread stand-in, also for ThreadPool.threadFactory: a real OS thread run by baton."""

    apart = False  # True: it is another process

    def __init__(self, target=None, name=None, args=(), kwargs=None, daemon=None):
        self.label = "worker-%d" % next(trace.CLOCK.worker_no)
        self.target, self.args, self.kwargs = target, args, kwargs or {}
        self.name = name or "Thread-%d" % next(trace.CLOCK.thread_no) + (" (%s)" % target.__name__ if hasattr(target, "__name__") else "")
        self.daemon = trace.CLOCK.current.daemon if daemon is None and trace.CLOCK.current != "main" else bool(daemon)
        self.sem = threading.Semaphore(0)
        self.reason, self.finished, self._os = None, False, None
        self.joiners = []

    def __getattr__(self, name):
        """an attribute of Python's threads that is not here"""
        if hasattr(threading.Thread, name):
            refuse("Thread.%s is not modelled" % name)
        raise AttributeError(name)

    def start(self):
        if self._os is not None:
            raise RuntimeError("threads can only be started once")
        self.begins()
        self._os = threading.Thread(target=self._main, daemon=True, name=self.name)
        self._os.start()
        trace.CLOCK.threads.append(self)
        trace.CLOCK.after(0, lambda: trace.CLOCK.resume(self))

    def begins(self):
        emit("threadSpawn", name=self.label)

    def ends(self):
        emit("threadExit")

    def run(self):
        if self.target is not None:
            self.target(*self.args, **self.kwargs)

    def _main(self):
        self.sem.acquire()
        try:
            self.run()
        finally:
            self.finished = True
            self.ends()
            self.reason = "end"
            for wake in self.joiners:
                wake()
            trace.CLOCK.main_sem.release()

    def is_alive(self):
        return self._os is not None and not self.finished

    def joined_by(self, w, limit):
        """thread `w` sleeps until this one has ended, or for `limit` ns"""
        awake = []

        def wake():
            if not awake:
                awake.append(True)
                trace.CLOCK.after(0, lambda: trace.CLOCK.resume(w))
        self.joiners.append(wake)
        if limit is not None:
            trace.CLOCK.after(limit, wake)
        w.yield_("wait")

    def yield_(self, reason):
        self.reason = reason
        trace.CLOCK.main_sem.release()
        self.sem.acquire()

    def join(self, timeout=None):
        if self._os is None:
            raise RuntimeError("cannot join thread before it is started")
        if trace.CLOCK.current is self:
            raise RuntimeError("cannot join current thread")
        trace.CLOCK.join(self, timeout)

    @property
    def ident(self):
        return None if self._os is None else self._os.ident


class SimQueue:
    """queue.Queue stand-in: get() blocks the simulated thread, or the main one, not the process."""

    def __init__(self, maxsize=0):
        self.items, self.waiting = deque(), deque()

    def put(self, x):
        self.items.append(x)
        if self.waiting:
            w = self.waiting.popleft()
            trace.CLOCK.after(0, lambda: trace.CLOCK.resume(w))

    def get(self):
        while not self.items:
            w = trace.CLOCK.current
            if w == "main":
                trace.CLOCK.hold(lambda: self.items)
            else:
                self.waiting.append(w)
                w.yield_("wait")
        return self.items.popleft()


class OrderedIdle(set):
    """Team._idle: real code pops an arbitrary worker; here the lowest-numbered one."""

    def pop(self):
        w = min(self, key=lambda x: x._oracle_no)
        self.remove(w)
        return w
