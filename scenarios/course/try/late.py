import time

from twisted.internet import reactor, task


def tell_late(every, limit):
    now = time.monotonic()
    late = now - tell_late.last - every
    if late > limit:
        print(f"the reactor ran {late:.1f} s late")
    tell_late.last = now


tell_late.last = time.monotonic()
task.LoopingCall(tell_late, 0.1, 0.05).start(0.1, now=False)

# Only to try it: a handler that holds the thread for half a second.
reactor.callLater(0.35, time.sleep, 0.5)
reactor.callLater(1.2, reactor.stop)
reactor.run()
