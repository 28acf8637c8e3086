"""What led to what: which read a piece of code works for.

A cause is `(number, conn, is_direct)`: of a read, its connection, and whether this is its own handler. `NOTHING` is that of
what no read led to (a timer that was set at the start); None where nobody knows, as in what comes by a connection that the
server made. It is carried through timers, jobs and calls from threads, and by contexts through coroutines.
"""
import sys
from contextvars import ContextVar

NOTHING = (0, None, False)
UNKNOWN = -1
MOST_OPEN = 64  # reads of a connection that have no answer yet and are known

CAUSE = ContextVar("inside_the_reactor: cause", default=None)
_get = CAUSE.get


def number():
    """Of the present cause, for an event that may have one: 0 for nothing, -1 where nobody knows."""
    cause = CAUSE.get()
    return UNKNOWN if cause is None else cause[0]


def carried():
    """The present cause for what is done later."""
    cause = CAUSE.get()
    return cause and (cause[0], cause[1], False)


def answering(conn):
    """
    The number of the cause of a write to a connection. Callbacks of a Deferred are another's: of whoever added them. Where
    one may be running, and this connection waits for the answer to something else, nobody knows.
    """
    cause = _get()
    if cause is None:
        return UNKNOWN
    read, of, is_direct = cause
    waiting = conn.open
    if of is conn:
        if not waiting:
            return read
        if is_direct and waiting[0] < read and in_callback():
            return UNKNOWN
        if read in waiting:
            waiting.remove(read)
    elif waiting and in_callback():
        return UNKNOWN
    return read


def in_callback():
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "_runCallbacks":
            return True
        frame = frame.f_back
    return False


def pairs_of(events):
    """
    The format's `causes` of events `[ns, order, kind, thread, fields, cause]` in their order; a delivery has the number of its
    read for a cause. None unless all writes have a known one.
    """
    deliveries, pairs = {}, []
    for place, event in enumerate(events):
        if len(event) < 6:
            continue
        kind, cause = event[2], event[5]
        if kind == "dataReceived":
            deliveries[cause] = place
        elif cause > 0 and cause in deliveries:
            pairs.append([place, deliveries[cause]])
        elif cause != 0 and kind == "write":
            return None
    return pairs
