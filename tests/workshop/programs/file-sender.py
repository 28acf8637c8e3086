"""Sends a file to whoever asks, no faster than the client reads; a number of its lines goes along."""
import io

from twisted.internet import protocol, reactor
from twisted.protocols.basic import FileSender, LineReceiver

SIZE = 300_000


class Sends(LineReceiver):
    lines = 0

    def lineReceived(self, line):
        if line != b"get":
            self.sendLine(b"get, please")
            return
        text = b"a line of the file\n" * (SIZE // 19)
        self.lines = 0
        done = FileSender().beginFileTransfer(io.BytesIO(text), self.transport, self.count)
        done.addCallbacks(self.sent, self.broken)

    def count(self, chunk):
        self.lines += chunk.count(b"\n")
        return chunk

    def sent(self, last):
        self.sendLine(b"%d lines, the last byte is %r" % (self.lines, last))
        self.transport.loseConnection()

    def broken(self, failure):
        print("not all was sent:", failure.getErrorMessage(), self.lines)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Sends))
reactor.run()
