"""Checks passwords in threads, two at a time; a thread reports to the reactor as it goes."""
import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

USERS = {"ann": "tea", "bob": "rum"}


def check(name, password, report):
    reactor.callFromThread(report, b"looking up " + name.encode())
    time.sleep(0.2)
    known = USERS[name]
    threads.blockingCallFromThread(reactor, report, b"comparing")
    time.sleep(0.1)
    return known == password


class Login(LineReceiver):
    def lineReceived(self, line):
        name, _, password = line.decode().partition(" ")
        d = threads.deferToThread(check, name, password, self.sendLine)
        d.addCallback(lambda ok: self.sendLine(b"welcome" if ok else b"no"))
        d.addErrback(self.unknown)

    def unknown(self, failure):
        failure.trap(KeyError)
        self.sendLine(b"who?")


reactor.suggestThreadPoolSize(2)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Login))
reactor.run()
