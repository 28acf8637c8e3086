import time

from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import TimeoutMixin

BLOCK = 3.0  # seconds
IDLE = 2.0  # seconds


class Chat(LineReceiver, TimeoutMixin):
    def connectionMade(self):
        self.sendLine(b"welcome")
        self.setTimeout(IDLE)

    def lineReceived(self, line):
        if line == b"REPORT":
            reactor.callLater(0, self.report)
        self.sendLine(line)
        self.resetTimeout()

    def report(self):
        time.sleep(BLOCK)

    def timeoutConnection(self):
        self.transport.abortConnection()


def tick():
    print("tick")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
task.LoopingCall(tick).start(1)
reactor.run()
