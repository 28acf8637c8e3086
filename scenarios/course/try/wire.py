import sys

from twisted.internet import endpoints, protocol, reactor
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import TrafficLoggingFactory


class Traffic(TrafficLoggingFactory):
    def open(self, name):
        return sys.stdout  # instead of one file for each connection


class Chat(LineReceiver):  # your own
    def lineReceived(self, line):
        self.sendLine(line)


factory = protocol.Factory.forProtocol(Chat)
port = reactor.listenTCP(0, Traffic(factory, "traffic"))


# Only to try it: a client that sends two lines in three pieces.
class Pieces(protocol.Protocol):
    def connectionMade(self):
        for n, piece in enumerate([b"HEL", b"LO\r\nWOR", b"LD\r\n"]):
            reactor.callLater(0.2 * n, self.transport.write, piece)
        reactor.callLater(0.6, reactor.stop)


server = endpoints.TCP4ClientEndpoint(reactor, "127.0.0.1", port.getHost().port)
endpoints.connectProtocol(server, Pieces())
reactor.run()
