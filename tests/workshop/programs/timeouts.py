"""Hangs up on those who are silent for half a second, and on everybody after three seconds."""
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import TimeoutMixin


class Patient(LineReceiver, TimeoutMixin):
    def connectionMade(self):
        self.setTimeout(0.5)
        self.last = reactor.callLater(3, self.enough)

    def lineReceived(self, line):
        self.resetTimeout()
        if line == b"busy":
            self.setTimeout(None)
            reactor.callLater(1, self.ready)
        else:
            self.sendLine(b"%.1f s left" % (self.last.getTime() - reactor.seconds()))

    def ready(self):
        if self.transport.connected:
            self.sendLine(b"ready")
            self.setTimeout(0.5)

    def timeoutConnection(self):
        self.sendLine(b"are you there?")
        self.transport.loseConnection()

    def enough(self):
        self.sendLine(b"time is up")
        self.transport.abortConnection()

    def connectionLost(self, reason):
        self.setTimeout(None)
        if self.last.active():
            self.last.cancel()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Patient))
reactor.run()
