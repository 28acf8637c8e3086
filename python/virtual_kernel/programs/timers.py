"""callLater, LoopingCall, and what is done when the reactor starts and stops."""

from ..trace import emit
from . import base
from .base import S, block, later, named, program


@program("timers")
def timers(params):
    """params.timers: list of
       {"name","delay",["block"],["at"],["cancelAt"],["resetAt","resetTo"],["delayAt","delayBy"]}  callLater
       {"name","loop":interval,["now":true],["withCount":true],["block":[ms,...]],["stopAfter":n]}  LoopingCall
       {"name","at","block":ms}  (a plain blocking call at time `at`)"""
    from twisted.internet import task

    def setup():
        for t in params["timers"]:
            later(t["at"], "setup:" + t["name"], add, t) if "at" in t and "loop" not in t and "delay" in t and t["at"] > 0 else add(t)

    def add(t):
        name = t["name"]
        if "loop" in t:
            blocks = iter(t.get("block", []))
            calls = [0]

            def body(count=None):
                calls[0] += 1
                emit("loopCall", name=name, n=calls[0], count=count)
                b = next(blocks, 0)
                if b:
                    block(b)
                if calls[0] == t.get("stopAfter"):
                    lc.stop()
            named(name, body)
            lc = task.LoopingCall.withCount(body) if t.get("withCount") else task.LoopingCall(body)
            if t.get("withCount"):
                named(name, lc.f)
            lc.clock = base.reactor
            d = lc.start(S(t["loop"]), now=t.get("now", True))
            d._oracle_name = name + " done"
            d.addCallback(lambda _: emit("loopDone", name=name))
        else:
            def fire():
                emit("timer", name=name)
                if t.get("block"):
                    block(t["block"])
            c = base.reactor.callLater(S(t["delay"]), named(name, fire))
            if "cancelAt" in t:
                later(t["cancelAt"], "cancel:" + name, c.cancel)
            if "resetAt" in t:
                later(t["resetAt"], "reset:" + name, lambda: c.reset(S(t["resetTo"])))
            if "delayAt" in t:
                later(t["delayAt"], "delay:" + name, lambda: c.delay(S(t["delayBy"])))
    base.reactor.callWhenRunning(setup)
    return None


@program("startup")
def startup(params):
    """callWhenRunning / callLater(0) / callFromThread / system event order around reactor.run and stop"""
    def say(x):
        return named(x, lambda: emit("note", text=x))
    base.reactor.callLater(S(0), say("callLater0 before run"))
    base.reactor.callFromThread(say("callFromThread before run"))
    base.reactor.callWhenRunning(say("callWhenRunning before run"))
    base.reactor.addSystemEventTrigger("before", "startup", say("before startup"))
    base.reactor.addSystemEventTrigger("after", "startup", say("after startup"))
    base.reactor.addSystemEventTrigger("before", "shutdown", say("before shutdown"))
    base.reactor.addSystemEventTrigger("during", "shutdown", say("during shutdown"))
    base.reactor.addSystemEventTrigger("after", "shutdown", say("after shutdown"))

    def first():
        emit("note", text="first timer")
        base.reactor.callLater(S(0), named("nested callLater0", lambda: emit("note", text="nested callLater0")))
        base.reactor.callFromThread(named("nested callFromThread", lambda: emit("note", text="nested callFromThread")))
        base.reactor.callWhenRunning(lambda: emit("note", text="callWhenRunning while running"))
        emit("note", text="first timer ends")
    later(5, "first", first)
    later(params.get("stopMs", 20), "stop", base.reactor.stop)
    return None
