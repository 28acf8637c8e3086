"""Who a thread is. Twisted asks the operating system; here the answer is the simulated thread that has the turn."""
import _thread
import threading

from virtual_kernel import trace

FIRST = 1000  # idents of simulated threads; the main one keeps its own


def install():
    """Twisted's and Python's questions about the present thread are answered with the simulated one."""
    from twisted.python import context, threadable
    main = _thread.get_ident()

    def ident():
        current = getattr(trace.CLOCK, "current", "main")
        return main if isinstance(current, str) else current.ident

    threadable.getThreadID = threading.get_ident = ident
    context.theContextTracker.storage = PerThread(ident)


class PerThread:
    """threading.local for simulated threads"""

    def __init__(self, ident):
        object.__setattr__(self, "_ident", ident)
        object.__setattr__(self, "_of", {})

    def __getattr__(self, name):
        try:
            return self._of[self._ident()][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name, value):
        self._of.setdefault(self._ident(), {})[name] = value
