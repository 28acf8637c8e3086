"""
Who is told of the lines of a server file as they run, and of the ends of its functions.

Python's tracer is told of every call, and from 3.12 on of every line, of Twisted's too, of which nothing is wanted: a third to a
half of a run goes there. Monitoring, which 3.12 and newer have, is of the file's own code; Python makes its tracer of it, so
both tell the same.
"""
import sys
import threading
import types

MONITORING = getattr(sys, "monitoring", None)


def trace(tracer):
    """`tracer`, as sys.settrace takes one, is told of everything, in this thread and in those that start from now on"""
    sys.settrace(tracer)
    threading.settrace(tracer)


def watch(code, tracer):
    """the same, but it need not be told of more than "line" and "return", in `code` and in the functions that it defines"""
    if MONITORING is None:
        trace(tracer)
        return
    tool, events, disable = MONITORING.DEBUGGER_ID, MONITORING.events, MONITORING.DISABLE

    def line(code, number):
        tracer(sys._getframe(1), "line", None)

    def jump(code, offset, target):
        """one back to where the same line begins runs it again: monitoring has no other word for that"""
        if target >= offset or line_at(code, target) != line_at(code, offset):
            return disable
        tracer(sys._getframe(1), "line", None)

    def end(code, offset, value):
        tracer(sys._getframe(1), "return", None)

    MONITORING.use_tool_id(tool, __name__)
    told = {events.LINE: line, events.JUMP: jump, events.PY_RETURN: end, events.PY_YIELD: end, events.PY_UNWIND: end}
    for event, callback in told.items():
        MONITORING.register_callback(tool, event, callback)
    # Where nobody asks for a function's start, Python may leave out its first line.
    local = sum(told) - events.PY_UNWIND | events.PY_START | events.PY_RESUME
    for one in codes(code):
        MONITORING.set_local_events(tool, one, local)
    MONITORING.set_events(tool, events.PY_UNWIND)  # of exceptions there is no such choice


def codes(code):
    """it, and all that are defined in it"""
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from codes(one)


def line_at(code, offset):
    return next(line for start, end, line in code.co_lines() if start <= offset < end)
