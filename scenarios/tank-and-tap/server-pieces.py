import io
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

FILE = 30  # megabytes
DISK = 100  # megabytes a second
PIECE = 100_000  # bytes


class File(io.BytesIO):  # in place of open(…), with a disk’s speed
    def read(self, size):
        time.sleep(size / (DISK * 1_000_000))
        return super().read(size)


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"GET":
            file = File(bytes(FILE * 1_000_000))
            self.piece(file)
        else:
            self.sendLine(line)

    def piece(self, file):
        data = file.read(PIECE)
        if data:
            self.transport.write(data)
            reactor.callLater(0, self.piece, file)
        else:
            self.transport.loseConnection()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
