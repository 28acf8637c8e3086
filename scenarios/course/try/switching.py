import sys
import time

from twisted.internet import reactor, task, threads


class Late:
    def __init__(self, every):
        self.every, self.worst, self.last = every, 0, time.monotonic()
        task.LoopingCall(self.look).start(every, now=False)

    def look(self):
        now = time.monotonic()
        self.worst = max(self.worst, now - self.last - self.every)
        self.last = now


late = Late(0.01)


def tell():
    print(f"interval {sys.getswitchinterval() * 1e3:.0f} ms; late by {late.worst * 1e3:.0f} ms")


# Only to try it: four threads that compute, each for half a second of its own.
def compute():
    end = time.thread_time() + 0.3
    while time.thread_time() < end:
        pass


for _ in range(4):
    reactor.callWhenRunning(threads.deferToThread, compute)
reactor.callLater(0.8, tell)
reactor.callLater(0.9, reactor.stop)
reactor.run()
