import json

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Json(LineReceiver):
    delimiter = b"\r\n"  # the default
    MAX_LENGTH = 16384  # the default

    def lineReceived(self, line):
        message = json.loads(line)
        self.sendLine(b"ok")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Json))
reactor.run()
