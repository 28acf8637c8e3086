import json

from twisted.internet import protocol, reactor
from twisted.protocols.basic import Int32StringReceiver


class Json(Int32StringReceiver):
    MAX_LENGTH = 99999  # the default

    def stringReceived(self, string):
        message = json.loads(string)
        self.sendString(b"ok")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Json))
reactor.run()
