import time

from twisted.internet import endpoints, protocol, reactor, task
from twisted.protocols.basic import LineReceiver


class Chat(LineReceiver):
    open = {}  # each connection, and when it was last heard

    def connectionMade(self):
        Chat.open[self] = time.monotonic()

    def dataReceived(self, data):
        Chat.open[self] = time.monotonic()
        LineReceiver.dataReceived(self, data)

    def connectionLost(self, reason):
        del Chat.open[self]


def tell_silent(limit):
    now = time.monotonic()
    for peer, heard in Chat.open.items():
        if now - heard > limit:
            print(f"{peer.transport.getPeer().host} silent for {now - heard:.1f} s")


port = reactor.listenTCP(0, protocol.Factory.forProtocol(Chat))
task.LoopingCall(tell_silent, 0.5).start(1)  # in earnest: 90 seconds, every 30

# Only to try it: a client that connects and says nothing.
server = endpoints.TCP4ClientEndpoint(reactor, "127.0.0.1", port.getHost().port)
endpoints.connectProtocol(server, protocol.Protocol())
reactor.callLater(1.5, reactor.stop)
reactor.run()
