import time

from twisted.internet import protocol, reactor, task, threads
from twisted.protocols.basic import LineReceiver


def slow(ms):
    time.sleep(ms / 1000)
    return b"slept"


class Mixed(LineReceiver):
    MAX_LENGTH = 30

    def connectionMade(self):
        self.sendLine(b"welcome")

    def connectionLost(self, reason):
        if self.factory.last is self:
            self.factory.last = None

    def lineReceived(self, line):
        self.factory.last = self
        if line == b"boom":
            raise ValueError("boom")
        if line == b"true":
            return True
        if line == b"deferred":
            return threads.deferToThread(slow, 1)
        if line == b"later":
            reactor.callLater(0.01, self.later)
        elif line == b"thread":
            threads.deferToThread(slow, 15).addCallback(self.sendLine)
        elif line == b"loop":
            self.loop = task.LoopingCall(self.tick)
            self.loop.start(0.005)
        elif line == b"raw":
            self.setRawMode()
        elif line == b"abort":
            self.transport.abortConnection()
        elif line == b"bye":
            self.sendLine(b"bye")
            self.transport.loseConnection()
        else:
            self.sendLine(line)

    def rawDataReceived(self, data):
        self.transport.writeSequence([b"<", data, b">"])
        if b"." in data:
            self.setLineMode(b"tail\r\n")

    def later(self):
        self.sendLine(b"later")

    def tick(self):
        self.sendLine(b"tick")
        if self.factory.last is None:
            self.loop.stop()


factory = protocol.Factory.forProtocol(Mixed)
factory.last = None
reactor.callLater(0.5, reactor.stop)
reactor.listenTCP(8000, factory)
reactor.run()
