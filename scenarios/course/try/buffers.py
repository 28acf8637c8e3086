from twisted.internet import protocol, reactor


def waiting(transport):
    """Bytes that this process keeps for a peer that does not read; Send-Q has more."""
    # Names of tcp.Connection, in Twisted 22.4 and 26.4; _tempDataLen is private.
    return len(transport.dataBuffer) - transport.offset + transport._tempDataLen


class Sends(protocol.Protocol):
    def connectionMade(self):
        self.transport.write(bytes(30_000_000))
        reactor.callLater(0.3, self.tell)

    def tell(self):
        print(f"{waiting(self.transport):,} bytes wait for one client")
        reactor.stop()


# Only to try it: a client that does not read.
class Deaf(protocol.Protocol):
    def connectionMade(self):
        self.transport.pauseProducing()


port = reactor.listenTCP(0, protocol.Factory.forProtocol(Sends), interface="127.0.0.1")
deaf = protocol.ClientFactory()
deaf.protocol = Deaf
reactor.connectTCP("127.0.0.1", port.getHost().port, deaf)
reactor.run()
