from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import TimeoutMixin


class Chat(LineReceiver, TimeoutMixin):
    def connectionMade(self):
        self.setTimeout(90)  # seconds
        self.pings = task.LoopingCall(self.sendLine, b"PING")
        self.pings.start(30, now=False)

    def lineReceived(self, line):
        self.resetTimeout()

    def timeoutConnection(self):
        self.transport.abortConnection()

    def connectionLost(self, reason):
        self.setTimeout(None)
        self.pings.stop()
        print(reason.type.__name__)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
