"""twisted.web with a resource that blocks, and a query on sqlite in a thread."""
import time

from twisted.enterprise import adbapi
from twisted.internet import reactor
from twisted.web import resource, server

pool = adbapi.ConnectionPool("sqlite3", ":memory:", check_same_thread=False, cp_max=1)


class Slow(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        time.sleep(0.3)  # held: sleeping
        return b"slow"


class Query(resource.Resource):
    isLeaf = True

    def render_GET(self, request):
        def finish(rows):
            request.write(b"%d" % rows[0][0])
            request.finish()
        pool.runQuery("select 42").addCallback(finish)
        return server.NOT_DONE_YET


root = resource.Resource()
root.putChild(b"slow", Slow())
root.putChild(b"query", Query())
print(reactor.listenTCP(0, server.Site(root), interface="127.0.0.1").getHost().port, flush=True)
reactor.run()
