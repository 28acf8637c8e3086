"""adbapi's pool, with a database that only waits."""
import itertools
import sys
import types

from ..trace import emit
from . import base
from .base import Handler, block, line_protocol, program


@program("db-pool")
def db_pool(params):
    """lines: "query MS" -> runQuery, "tx MS MS" -> runInteraction, "fail MS" -> failing query"""
    from twisted.enterprise import adbapi
    mod = types.ModuleType("oracle_fakedb")
    mod.apilevel, mod.threadsafety = "2.0", 1
    conns = itertools.count(1)

    class Cursor:
        def __init__(self, c): self.c = c

        def execute(self, sql, ms):
            emit("dbStart", db=self.c.n, sql=sql)
            block(ms)
            emit("dbEnd", db=self.c.n, sql=sql)
            if sql == "fail":
                raise RuntimeError("db error")

        def fetchall(self): return [("row",)]
        def close(self): pass

    class Connection:
        def __init__(self): self.n = next(conns)
        def cursor(self): return Cursor(self)
        def commit(self): emit("dbCommit", db=self.n)
        def rollback(self): emit("dbRollback", db=self.n)
        def close(self): emit("dbClose", db=self.n)

    def connect(*a, **kw):
        emit("dbConnect")
        block(params.get("connectMs", 0))
        return Connection()
    mod.connect = connect
    sys.modules["oracle_fakedb"] = mod
    pool = adbapi.ConnectionPool("oracle_fakedb", cp_min=params.get("cpMin", 3), cp_max=params.get("cpMax", 5),
                                 cp_reactor=base.reactor)

    class Db:
        def handle(self, line):
            w = line.split()
            if w[0] in ("query", "fail"):
                d = pool.runQuery(w[0], float(w[1]))
            elif w[0] == "tx":
                def tx(txn, times):
                    for i, t in enumerate(times):
                        txn.execute("stmt%d" % (i + 1), t)
                    return txn.fetchall()
                d = pool.runInteraction(tx, [float(x) for x in w[1:]])
            else:
                self.say("pong " + line)
                return
            d._oracle_name = "%s:%s" % (self.name, line)

            def ok(rows):
                with Handler(self, "callback " + line):
                    self.say("rows %d for %s" % (len(rows), line))

            def bad(f):
                with Handler(self, "errback " + line):
                    self.say("error %s" % f.value)
            d.addCallbacks(ok, bad)
    return line_protocol(Db, params)
