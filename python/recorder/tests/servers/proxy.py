"""Passes on what comes to a server of this machine: `python proxy.py PORT`."""
import sys

from twisted.internet import reactor
from twisted.protocols.portforward import ProxyFactory

print(reactor.listenTCP(0, ProxyFactory("127.0.0.1", int(sys.argv[1])), interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
