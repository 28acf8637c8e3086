import json

from twisted.internet import protocol, reactor


class Json(protocol.Protocol):
    def dataReceived(self, data):
        message = json.loads(data)
        self.transport.write(b"ok\r\n")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Json))
reactor.run()
