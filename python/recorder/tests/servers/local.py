"""A UNIX socket, UDP, and a TLS port if there is a library for it: `python local.py PATH`."""
import sys
import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Echo(LineReceiver):
    def lineReceived(self, line):
        if line == b"stop":
            reactor.stop()
        if line == b"sleep":
            time.sleep(0.3)
        self.sendLine(line)


class Udp(protocol.DatagramProtocol):
    def datagramReceived(self, data, address):
        time.sleep(0.3)
        self.transport.write(data, address)


factory = protocol.ServerFactory()
factory.protocol = Echo
reactor.listenUNIX(sys.argv[1], factory)
port = reactor.listenUDP(0, Udp(), interface="127.0.0.1")
print(port.getHost().port, flush=True)
reactor.run()
