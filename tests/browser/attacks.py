# What a program of a stranger might try, run by the workshop like any server. It gets past what the virtual kernel refuses at
# once, as JavaScript is there in an interpreter of a browser, and tells in its last line what it reached.
import sys

load = sys.modules["builtins"].__import__
js = load("js")
load("pyodide.ffi")
to_js = sys.modules["pyodide.ffi"].to_js
SITE = "@SITE@"
PORT = int(SITE.rsplit(":", 1)[1].rstrip("/"))


def run_sync(promise):
    """waits for it at most 100 ms; a refusal is told by a value, as a refusal without an error of JavaScript's ends the run"""
    late = promised(lambda yes, no: js.setTimeout(yes, 100, "late"))
    told = promise.then(lambda value: "reached", lambda error: "refused")
    if sys.modules["pyodide.ffi"].run_sync(js.Promise.race(to_js([told, late]))) != "reached":
        fail()


def promised(start):
    def run(yes, no):
        try:
            start(yes, no)
        except BaseException as error:
            no(repr(error))
    return js.Promise.new(run)


made = js.Reflect.construct
scope = js.Object.getPrototypeOf(js.Object.getPrototypeOf(js.self))


def new(name, *arguments):
    return made(getattr(js, name), to_js(list(arguments)))


def get(address):
    request = new("XMLHttpRequest")
    request.open("GET", address, False)
    request.send()
    return request.responseText


def settled(request):
    """a request of IndexedDB: opened synchronously, or not at all"""
    return request.readyState


script = "data:text/javascript,1"
PROBES = {
    "fetch": lambda: run_sync(js.fetch(SITE + "stolen/fetch")),
    "the browser's own fetch": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js([SITE + "stolen/own"]))),
    "fetch without cors": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js([new("Request", SITE + "stolen/no-cors")]))),
    "fetch elsewhere": lambda: run_sync(js.Reflect.apply(scope.fetch, js.self, to_js(["http://elsewhere.example/"]))),
    "XMLHttpRequest": lambda: get(SITE + "stolen/xhr"),
    "XMLHttpRequest of a page": lambda: get(SITE + "chat/"),
    "WebSocket": lambda: run_sync(promised(lambda yes, no: opens(new("WebSocket", SITE.replace("http", "ws") + "stolen/ws"), yes, no))),
    "EventSource": lambda: run_sync(promised(lambda yes, no: opens(new("EventSource", SITE + "stolen/events"), yes, no))),
    "WebTransport": lambda: run_sync(new("WebTransport", SITE.replace("http:", "https:") + "stolen/wt").ready),
    "sendBeacon": lambda: js.navigator.sendBeacon(SITE + "stolen/beacon") or fail(),
    "importScripts": lambda: js.importScripts(SITE + "stolen/script.js"),
    "the browser's own importScripts": lambda: js.Reflect.apply(scope.importScripts, js.self, to_js([SITE + "stolen/own.js"])),
    "eval": lambda: js.eval("1"),
    "Function": lambda: js.Function.new("return 1")(),
    "the constructor of a constructor": lambda: js.Object.constructor.new("return 1")(),
    "a timer of text": lambda: timed(),
    "a worker of the site": lambda: run_sync(promised(lambda yes, no: heard(new("Worker", SITE + "sw.js"), yes, no))),
    "a worker of data": lambda: run_sync(promised(lambda yes, no: heard(new("Worker", script), yes, no))),
    "a shared worker": lambda: new("SharedWorker", SITE + "sw.js"),
    "localStorage": lambda: js.localStorage.length,
    "sessionStorage": lambda: js.sessionStorage.length,
    "indexedDB": lambda: run_sync(promised(lambda yes, no: stored(js.indexedDB.open("x"), yes, no))),
    "caches": lambda: run_sync(js.caches.keys()),
    "cookies": lambda: js.document.cookie,
    "cookieStore": lambda: run_sync(js.cookieStore.getAll()),
    "files of the origin": lambda: run_sync(js.navigator.storage.getDirectory()),
    "service workers": lambda: run_sync(js.navigator.serviceWorker.register(SITE + "sw.js")),
    "the page": lambda: js.parent.document,
    "the window": lambda: js.window.top,
    "the page's address": lambda: js.location.href.index(SITE + "blocked"),
    "a channel to other tabs of the origin": lambda: js.self.origin.index("http"),
    "locks of the origin": lambda: run_sync(js.navigator.locks.query()),
    "a network below the virtual one": lambda: asks(load("_socket").socket(2, 1)),
    "a process": lambda: sys.modules["os"].fork(),
}


def timed():
    js.Reflect.apply(js.setTimeout, js.self, to_js(["self.stolen = 1"]))
    run_sync(promised(lambda yes, no: js.setTimeout(yes, 50)))
    return js.self.stolen


def asks(sock):
    """connect() alone does nothing here"""
    sock.connect(("127.0.0.1", PORT))
    sock.send(b"GET /stolen/socket HTTP/1.0\r\n\r\n")
    return sock.recv(1) or fail()


def fail():
    raise RuntimeError("nothing came of it")


def opens(thing, yes, no):
    thing.onopen, thing.onerror = yes, lambda event: no("refused")


def heard(worker, yes, no):
    worker.onmessage, worker.onerror = yes, lambda event: no("refused")
    js.setTimeout(no, 90, "late")


def stored(request, yes, no):
    request.onsuccess, request.onerror = yes, lambda event: no("refused")


reached = []
for name, probe in PROBES.items():
    try:
        probe()
        reached.append(name)
    except BaseException:
        pass
raise RuntimeError("%d tried, reached %s" % (len(PROBES), ", ".join(reached) or "nothing"))
