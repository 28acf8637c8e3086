import sys

from twisted.internet import defer, protocol, reactor, utils
from twisted.protocols.basic import LineReceiver

JOBS = 1
SWITCH = 5  # ms, Python's own

sys.setswitchinterval(SWITCH / 1000)


CRUNCH = """
import time
while time.thread_time() < 0.5:
    pass
print("done")
"""


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"CRUNCH":
            self.crunch_all()
        else:
            self.sendLine(line)

    def crunch_all(self):
        jobs = []
        for _ in range(JOBS):
            jobs.append(utils.getProcessOutput(sys.executable, ["-c", CRUNCH]))
        defer.gatherResults(jobs).addCallback(self.done)

    def done(self, _):
        self.sendLine(b"done")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
