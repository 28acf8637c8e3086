"""
How deep Python's stack is, so that the oracle's own frames do not count.

CPython 3.11 raises RecursionError when `recursion_remaining` of the thread goes below 0. It counts each Python frame, and
each call of a C function or class that is not inlined. A program under the oracle has to meet that limit where it meets it
under plain Twisted; so a hook adds to the count what it takes and takes it back when it is done.

`STACK.on.remaining += n` calls nothing, and so works with no frame left: a call, even sys.setrecursionlimit, would not.
CPython 3.12 and newer count Python frames only: there the limit is met elsewhere. `COUNTS` says which it is.
"""
import ctypes
import sys

FREE = 400  # frames that a hook may take
LIMIT = 1000  # Python's own limit, which programs meet

# "3.11": Python frames and calls of C; "3.12": Python frames alone; None: not to be had here
COUNTS = "3.11" if sys.version_info[:2] == (3, 11) else "3.12" if sys.version_info >= (3, 12) else None


class Fields(ctypes.Structure):
    """of PyThreadState, in 3.11 and newer; 3.12 calls them py_recursion_remaining and py_recursion_limit"""

    _fields_ = [("remaining", ctypes.c_int), ("limit", ctypes.c_int)]


class Nothing:
    """for other threads, and where the count is not to be had"""

    remaining = 0


def find():
    """the main thread's fields: those that follow sys.setrecursionlimit"""
    if COUNTS is None:
        return Nothing()
    get = ctypes.pythonapi.PyThreadState_Get
    get.restype = ctypes.c_void_p
    state, before = get(), sys.getrecursionlimit()
    try:
        for offset in range(0, 256, 4):
            fields = Fields.from_address(state + offset)
            if all(sys.setrecursionlimit(n) or fields.limit == n for n in (1237, 1511, before)) and 0 < fields.remaining < before:
                return fields
    finally:
        sys.setrecursionlimit(before)
    raise RuntimeError("this Python keeps its recursion limit somewhere else")


class Stack:
    def __init__(self):
        self.main, self.other = find(), Nothing()
        self.on = self.main  # of the thread that runs

    def start(self, depth):
        """the caller's frame is the `depth`th of the program"""
        self.main.remaining = LIMIT - depth - 1  # this frame goes


STACK = Stack()


def hook(f):
    """f takes one frame, as a leaf call would, however many it needs"""

    def hooked(*a, **kw):
        s = STACK.on
        s.remaining += FREE
        try:
            return f(*a, **kw)
        finally:
            s.remaining -= FREE
    hooked.__name__ = getattr(f, "__name__", "hook")
    hooked.__wrapped__ = f
    return hooked


def around(before, f, frames=1):
    """before(...), which takes no frames, then f(...) as if it had been called directly; `frames`: those between here and f's own"""

    def wrapped(*a, **kw):
        s = STACK.on
        s.remaining += FREE
        try:
            before(*a, **kw)
        finally:
            s.remaining -= FREE
        s.remaining += frames
        try:
            return f(*a, **kw)
        finally:
            s.remaining -= frames
    # A program may hand it to Twisted, which tells of it by its name.
    wrapped.__name__ = getattr(f, "__name__", "wrapped")
    wrapped.__qualname__ = getattr(f, "__qualname__", wrapped.__name__)
    return wrapped
