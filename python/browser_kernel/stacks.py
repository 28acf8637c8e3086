"""
Simulated threads as Python stacks. JavaScript Promise Integration lets a stack wait while others go on: a thread that gives up its
turn waits for its own baton, and whoever gave it the turn for another.

Each stack has a thread state of its own, so `sys.settrace` is set at its beginning, as threading does, and cleared at its end:
Pyodide does not survive a stack that ends with a tracer.
"""
import sys
import threading
import types

from virtual_kernel.kernel import VirtualKernel
from virtual_kernel.refuse import refused
from virtual_kernel.stack import STACK
from virtual_kernel.threads import SimThread
from virtual_kernel import trace

from . import identity


class Baton:
    """
    What a stack waits for: a Future, as far as `run_sync` wants one. For a promise it makes a task of an event loop, and
    that takes longer than all the rest of a turn.
    """

    _asyncio_future_blocking = False  # by this name asyncio knows a Future

    def __init__(self):
        self.is_given, self.waiting = False, None

    def __await__(self):
        yield self

    def add_done_callback(self, callback):
        self.waiting = callback
        if self.is_given:
            callback(self)

    def result(self):
        return None

    def go(self):
        self.is_given = True
        if self.waiting is not None:
            self.waiting(self)


def install(js, over):
    """`js`: `begin(f)` calls f on a stack of its own. `over`: the exception that ends a run."""
    from pyodide.ffi import create_proxy, run_sync

    def start(self):
        if self._os is not None:
            raise RuntimeError("threads can only be started once")
        self.begins()
        self._os = types.SimpleNamespace(ident=identity.FIRST + len(trace.CLOCK.threads))
        self.baton = None
        trace.CLOCK.threads.append(self)
        trace.CLOCK.after(0, lambda: trace.CLOCK.resume(self))

    def main(self):
        hook = threading.gettrace()
        if hook is not None:
            sys.settrace(hook)
        try:
            self.run()
        except over:
            return  # nobody is to go on
        except BaseException:
            pass  # Python writes it to standard error, which nobody sees
        finally:
            if hook is not None:
                sys.settrace(None)
        self.finished = True
        self.ends()
        self.reason = "end"
        for wake in self.joiners:
            wake()
        self.giver.go()

    def yield_(self, reason):
        self.reason = reason
        self.baton = Baton()
        self.giver.go()
        run_sync(self.baton)

    def switch(self, w):
        before, self.current = self.current, w
        STACK.on = STACK.other
        w.giver = giver = Baton()
        if w.baton is None:
            js.begin(create_proxy(lambda: main(w)))
        else:
            w.baton.go()
        run_sync(giver)
        self.current = before
        STACK.on = STACK.main if before == "main" else STACK.other
        if w.reason != "cpu":
            self.gil.release(w)

    SimThread.start, SimThread.yield_ = start, yield_
    VirtualKernel.switch = switch


def refuse_threads():
    """where stacks cannot be switched"""
    SimThread.start = refused("Thread.start", "needs a browser that can switch between stacks of Python: here it cannot")
