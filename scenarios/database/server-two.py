import time

from twisted.enterprise import adbapi
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

QUERIES = {
    b"PAGE": "SELECT sleep(0.05)",
    b"REPORT": "SELECT sleep(1)",
    b"OOPS": "SELECT oops",
}


def can_sleep(db):  # as a database does that works for you
    db.create_function("sleep", 1, time.sleep)


class Site(LineReceiver):
    newest = b""

    def lineReceived(self, line):
        if line.startswith(b"RESULT"):  # of the other program, a client like any
            Site.newest = line
            self.sendLine(b"ok")
            return
        d = dbpool.runQuery(QUERIES[line])
        d.addCallbacks(self.rows, self.failed)

    def rows(self, rows):  # the worker has committed
        self.sendLine(b"%d rows" % len(rows))

    def failed(self, failure):  # the worker has rolled back
        self.sendLine(b"error: " + failure.getErrorMessage().encode())


dbpool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False, cp_openfun=can_sleep)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
