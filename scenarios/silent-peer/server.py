from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Chat(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(b"you said " + line)

    def connectionLost(self, reason):
        print(reason.type.__name__)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
