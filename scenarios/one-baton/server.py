import sys
import time

from twisted.internet import defer, protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

JOBS = 1
SWITCH = 5  # ms, Python's own
SECONDS = 0.5  # of a processor

sys.setswitchinterval(SWITCH / 1000)


def crunch():
    until = time.thread_time() + SECONDS
    while time.thread_time() < until:
        pass


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"CRUNCH":
            self.crunch_all()
        else:
            self.sendLine(line)

    def crunch_all(self):
        jobs = []
        for _ in range(JOBS):
            jobs.append(threads.deferToThread(crunch))
        defer.gatherResults(jobs).addCallback(self.done)

    def done(self, _):
        self.sendLine(b"done")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
