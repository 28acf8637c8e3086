"""
Python's clocks for a server file, on the oracle's virtual clock.

The wall clock says EPOCH when the run begins and goes as virtual time goes; the local time zone is UTC.  monotonic() and
perf_counter(), whose origin Python leaves open, count from the beginning of the run.  thread_time() counts what its thread
computes, and `while time.thread_time() < until:` is how a program computes in virtual time. hashlib.pbkdf2_hmac computes in
virtual time, too, without the GIL.
"""
import datetime as real_datetime
import hashlib
import os
import sys
import time as real_time
import types

from . import refuse, trace
from .stack import hook
from .units import NS_S, VT, ms_out

EPOCH = 1767225600  # 2026-01-01 00:00:00 UTC, in seconds


def modules():
    """{"time": ..., "datetime": ...}"""
    os.environ["TZ"] = "UTC"
    real_time.tzset()
    time = VirtualTime()
    return {"time": time, "datetime": virtual_datetime(time), "hashlib": virtual_hashlib()}


HASH_ROUND = 1000  # ns of a processor that a round of pbkdf2_hmac takes


def virtual_hashlib():
    """the hashlib module: pbkdf2_hmac takes its time, and lets go of the GIL meanwhile, as it does in CPython"""

    @hook
    def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
        trace.CLOCK.cpu(ms_out(iterations * HASH_ROUND), lock=False)
        return hashlib.pbkdf2_hmac(hash_name, password, salt, iterations, dklen)
    return refuse.changed(hashlib, pbkdf2_hmac=pbkdf2_hmac)


class VirtualTime(types.ModuleType):
    """the time module"""

    def __init__(self):
        super().__init__("time")
        self.__dict__.update({k: v for k, v in vars(real_time).items() if not k.startswith("__")})
        reads, last = 0, -1

        @hook
        def now_ns():
            nonlocal reads, last
            ns = trace.CLOCK.seconds().ns
            reads = reads + 1 if ns == last else 0
            last = ns
            if reads > 100000:
                refuse.refuse("the program waits in a loop for the clock; virtual time only passes in time.sleep")
            return ns

        @hook
        def sleep(seconds):
            if seconds < 0:
                raise ValueError("sleep length must be non-negative")
            trace.CLOCK.block(ms_out(VT.to_ns(seconds)))

        spent = {}  # by thread, ns

        @hook
        def compute(ns):
            who = trace.CLOCK.current
            trace.CLOCK.cpu(ms_out(ns))
            spent[who] = spent.get(who, 0) + ns

        class CpuTime(float):
            """a thread's CPU time: a loop that goes on until it has come to a time computes until then, in one round"""

            def __lt__(self, until):
                ns = round((until - float(self)) * NS_S)
                if ns <= 0:
                    return False
                compute(ns)
                return True

        @hook
        def thread_time():
            now_ns()  # which refuses a program that waits for it in another way
            return CpuTime(spent.get(trace.CLOCK.current, 0) / NS_S)

        def now():
            return EPOCH + now_ns() / NS_S

        def of_now(f):
            """gmtime and the like: of now, unless they are told when"""
            return lambda seconds=None: f(now() if seconds is None else seconds)

        def strftime(format, t=None):
            return real_time.strftime(format, self.gmtime() if t is None else t)

        def asctime(t=None):
            return real_time.asctime(self.gmtime() if t is None else t)

        self.sleep, self.thread_time = sleep, thread_time
        self.monotonic_ns = self.perf_counter_ns = now_ns
        self.monotonic = self.perf_counter = lambda: now_ns() / NS_S
        self.time, self.time_ns = now, lambda: EPOCH * NS_S + now_ns()
        self.ctime, self.gmtime, self.localtime = map(of_now, (real_time.ctime, real_time.gmtime, real_time.localtime))
        self.strftime, self.asctime = strftime, asctime
        for name in refuse.TIME_CALLS:
            setattr(self, name, refuse.refused("time." + name))


def virtual_datetime(time):
    """the datetime module: now(), today() and utcnow() are of the virtual wall clock, to the microsecond"""
    module = types.ModuleType("datetime")
    module.__dict__.update({k: v for k, v in vars(real_datetime).items() if not k.startswith("__")})
    zero = real_datetime.datetime(1970, 1, 1)

    class datetime(real_datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            d = cls.utcnow()
            return d if tz is None else d.replace(tzinfo=real_datetime.timezone.utc).astimezone(tz)

        @classmethod
        def utcnow(cls):
            d = zero + real_datetime.timedelta(microseconds=time.time_ns() // 1000)
            return cls(d.year, d.month, d.day, d.hour, d.minute, d.second, d.microsecond)

        today = utcnow

    class date(real_datetime.date):
        @classmethod
        def today(cls):
            d = datetime.utcnow()
            return cls(d.year, d.month, d.day)

    module.datetime, module.date = datetime, date
    return module


def patch_reactor(reactor, space):
    """reactor.seconds() and DelayedCall.getTime() are of the wall clock too, but only for the program in `space`: Twisted
    itself goes on with whole nanoseconds since the beginning."""
    from twisted.internet import base

    def for_program(f):
        def g(*a):
            value = f(*a)
            return EPOCH + value.ns / NS_S if sys._getframe(1).f_globals is space else value
        return g
    reactor.seconds = for_program(reactor.seconds)
    base.DelayedCall.getTime = for_program(base.DelayedCall.getTime)
