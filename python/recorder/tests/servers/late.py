"""Starts and stops the recorder itself, after it listens and has a client."""
import os
import socket
import sys
import time

import inside_the_reactor
from twisted.internet import protocol, reactor, tcp
from twisted.protocols.basic import LineReceiver


def hooked():
    """Which of these are the recorder's."""
    return [o for o in (socket.socket.accept, tcp.Connection.connectionLost, os._exit)
            if "inside_the_reactor" in getattr(getattr(o, "__code__", None), "co_filename", "")]


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"start":
            inside_the_reactor.start(sys.argv[1])
        elif line == b"again":
            try:
                inside_the_reactor.start(sys.argv[1])
            except inside_the_reactor.RecorderError as error:
                line = str(error).encode()
        elif line == b"stop":
            line = b"%d" % inside_the_reactor.stop()
        elif line == b"hooks":
            line = b"%d" % len(hooked())
        elif line == b"sleep":
            time.sleep(0.2)
        elif line == b"end":
            reactor.stop()
        self.sendLine(line)


factory = protocol.ServerFactory()
factory.protocol = Chat
print(reactor.listenTCP(0, factory, interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
