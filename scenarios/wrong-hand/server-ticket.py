import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


def slow_report(client):
    time.sleep(0.5)  # or a query, or requests.get
    write = client.transport.write
    reactor.callFromThread(write, b"42 rows\r\n")


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            reactor.callInThread(slow_report, self)
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
