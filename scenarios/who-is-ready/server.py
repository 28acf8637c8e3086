from twisted.internet import protocol, reactor


class Answer(protocol.Protocol):
    def dataReceived(self, data):
        self.transport.write(b"ok\r\n")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Answer))
reactor.run()

# The heart of run(), until stop():
#     r, w, _ = select.select(readers, writers, [], timeout)
#     for s in r:
#         s.doRead()
#     for s in w:
#         s.doWrite()
