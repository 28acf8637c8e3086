import io
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

FILE = 30  # megabytes
DISK = 100  # megabytes a second


class File(io.BytesIO):  # in place of open(…), with a disk’s speed
    def read(self, size):
        time.sleep(size / (DISK * 1_000_000))
        return super().read(size)


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"GET":
            file = File(bytes(FILE * 1_000_000))
            self.transport.write(file.read(FILE * 1_000_000))
            self.transport.loseConnection()
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
