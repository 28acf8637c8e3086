import sqlite3
import time

from twisted.enterprise import adbapi
from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver

EVERY = 30  # seconds
JOB = 15.0  # seconds

QUERIES = {
    b"PAGE": "SELECT sleep(0.05)",
    b"REPORT": "SELECT sleep(1)",
    b"OOPS": "SELECT oops",
}


def can_sleep(db):  # as a database does that works for you
    db.create_function("sleep", 1, time.sleep)


class Site(LineReceiver):
    def lineReceived(self, line):
        d = dbpool.runQuery(QUERIES[line])
        d.addCallbacks(self.rows, self.failed)

    def rows(self, rows):  # the worker has committed
        self.sendLine(b"%d rows" % len(rows))

    def failed(self, failure):  # the worker has rolled back
        self.sendLine(b"error: " + failure.getErrorMessage().encode())


def rebuild():
    own.execute("SELECT sleep(?)", (JOB,))


own = sqlite3.connect(":memory:")
can_sleep(own)
dbpool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False, cp_openfun=can_sleep)
task.LoopingCall(rebuild).start(EVERY, now=False)
reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
