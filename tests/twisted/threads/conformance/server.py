"""
A server that uses everything of Twisted's threads: adbapi's pool with a database that only prints,
deferToThread, callMultipleInThread, blockingCallFromThread, and a stop with work in both pools.
threads.test.ts has the same server on the simulator. Make the traces again, in this folder:

    for r in select epoll; do
      PYTHONPATH=../../../../python python3 -m virtual_kernel workload.json --reactor $r -o $r.json && gzip -n9 -f $r.json
    done
"""
import sys, time, types
from twisted.enterprise import adbapi
from twisted.internet import defer, reactor, task, threads
from twisted.internet.protocol import Factory
from twisted.protocols.basic import LineReceiver

mod = types.ModuleType("fakedb")
mod.apilevel, mod.threadsafety = "2.0", 1
count = [0]

class Cursor:
    def __init__(self, n): self.n = n
    def execute(self, sql, ms):
        print("execute %d %s" % (self.n, sql))
        time.sleep(ms / 1000)
        if sql == "bad":
            raise RuntimeError("bad sql")
    def fetchall(self): return [(1,), (2,)]
    def close(self): print("cursor close %d" % self.n)

class Connection:
    def __init__(self):
        count[0] += 1
        self.n = count[0]
    def cursor(self):
        print("cursor %d" % self.n)
        return Cursor(self.n)
    def commit(self): print("commit %d" % self.n)
    def rollback(self): print("rollback %d" % self.n)
    def close(self): print("close %d" % self.n)

def connect():
    print("connect")
    time.sleep(0.002)
    return Connection()

mod.connect = connect
sys.modules["fakedb"] = mod
pool = adbapi.ConnectionPool("fakedb", cp_min=1, cp_max=2, cp_reactor=reactor)

def rows(result):
    return "%d rows" % len(result) if isinstance(result, list) else str(result)

def step(d, what):
    d.addCallbacks(lambda r: print("%s: %s" % (what, rows(r))), lambda f: print("%s failed: %s" % (what, f.value)))

def tx(txn, ms):
    txn.execute("one", ms)
    time.sleep(0.003)
    txn.execute("two", ms)
    return "tx"

def withConn(conn, ms):
    time.sleep(ms / 1000)
    conn.close()
    return "wc"

def inReactor(x):
    print("in reactor %s" % x)
    return task.deferLater(reactor, 0.02, lambda: "answer %s" % x)

def blocking(x):
    print("thread asks %s" % x)
    try:
        print("thread got %s" % threads.blockingCallFromThread(reactor, inReactor, x))
    except Exception as e:
        print("thread raised %s" % e)

def failing():
    raise ValueError("no")

def blockingFails():
    try:
        threads.blockingCallFromThread(reactor, failing)
    except Exception as e:
        print("thread raised %s" % e)

def nap(ms):
    print("nap %s" % ms)
    time.sleep(ms / 1000)

class P(LineReceiver):
    def lineReceived(self, line):
        word = line.decode()
        if word == "q":
            step(pool.runQuery("select", 10), "query")
        elif word == "o":
            step(pool.runOperation("insert", 5), "operation")
        elif word == "bad":
            step(pool.runQuery("bad", 5), "bad")
        elif word == "tx":
            step(pool.runInteraction(tx, 7), "tx")
        elif word == "wc":
            step(pool.runWithConnection(withConn, 4), "wc")
        elif word == "block":
            step(threads.deferToThread(blocking, "x"), "blocking")
        elif word == "blockfail":
            step(threads.deferToThread(blockingFails), "blockfail")
        elif word == "multi":
            threads.callMultipleInThread([(nap, (3,), {}), (nap, (4,), {})])
        elif word == "stop":
            step(pool.runQuery("last", 30), "last")
            step(pool.runQuery("last", 30), "last")
            step(pool.runQuery("last", 30), "last")
            reactor.stop()
        self.sendLine(line)

reactor.listenTCP(8000, Factory.forProtocol(P))
reactor.run()
