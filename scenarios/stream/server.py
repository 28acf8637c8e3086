from twisted.internet import protocol, reactor

READ_SIZE = 64  # bytes; Twisted's own is 65536


class Raw(protocol.Protocol):
    def connectionMade(self):
        self.transport.bufferSize = READ_SIZE

    def dataReceived(self, data):
        print(data)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Raw))
reactor.run()
