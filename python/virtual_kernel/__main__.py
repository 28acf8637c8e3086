"""
Runs one workload on real Twisted, in virtual time, and writes its trace.

    python3 -m virtual_kernel WORKLOAD.json [-o TRACE.json] [--reactor select|epoll] [--twisted DIR]
    python3 -m virtual_kernel WORKLOAD.json --server server.py [--set BLOCK=2.5]
    python3 -m virtual_kernel WORKLOAD.json --real          (the same program on the real kernel, in real time)

ORACLE.md has the formats. Exit codes: 0 there is a trace; 2 the arguments or the workload are wrong; 3 the program does what is
not modelled. The last two say why in one line on standard error, and write no trace.
"""
import argparse
import gc
import json
import os
import sys

from . import trace
from .clients import Client
from .hooks import install_trace_hooks
from .install import install_virtual
from .kernel import VirtualKernel
from .refuse import same_hashes
from .stack import STACK
from .trace import TRACE
from .workload import problem


def parse(argv):
    """the arguments and the workload that they name, checked"""
    ap = argparse.ArgumentParser(prog="virtual_kernel")
    ap.add_argument("workload")
    ap.add_argument("-o", "--out")
    ap.add_argument("--reactor", choices=["select", "epoll"])
    ap.add_argument("--twisted", help="directory to prepend to sys.path (another Twisted)")
    ap.add_argument("--real", action="store_true")
    ap.add_argument("--server", help="run this server.py instead of the workload's program")
    ap.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="replace a constant of server.py")
    args = ap.parse_args(argv)
    try:
        sys.setrecursionlimit(20000)  # for the reading of nested operations alone
        cfg = json.load(sys.stdin if args.workload == "-" else open(args.workload))
        constants = {k: json.loads(v) for k, v in (x.split("=", 1) for x in args.set)}
    except (OSError, ValueError) as e:
        ap.error("%s, or a --set that is not NAME=JSON: %s" % (args.workload, e))
    sys.setrecursionlimit(1000)
    wrong = problem(cfg, args.real)
    if wrong:
        ap.error(wrong)
    if args.server:
        cfg.setdefault("server", {})
    if "server" not in cfg:
        ap.error("server: the workload has none, and no --server is given")
    if args.real and (args.server or "file" in cfg["server"]):
        ap.error("a server file runs in virtual time only")
    cfg["server"].setdefault("constants", {}).update(constants)
    return args, cfg


def writer(args, cfg, reactor_name):
    """what writes the trace and ends the process, from any thread"""
    import twisted

    def write():
        head = {
            "workload": cfg.get("name"),
            "twisted": twisted.__version__,
            "python": sys.version.split()[0],
            "reactor": reactor_name,
            "mode": "real" if args.real else "virtual",
            "end": getattr(trace.CLOCK, "done", None),
            "count": len(TRACE.events),
        }
        with open(args.out, "w") if args.out else os.fdopen(os.dup(1), "w") as out:
            out.write(json.dumps(head)[:-1] + ', "events": [\n')
            out.write(",\n".join(TRACE.events))
            out.write("\n]}\n")
        os._exit(0)
    return write


def listen_with(progs, srv, reactor, factory, port):
    """the workload's program listens; it may do so again"""
    factory.noisy = False

    def listen():
        progs.PORT = reactor.listenTCP(port, factory, backlog=srv.get("backlog", 50), interface="127.0.0.1")
        if srv.get("numberAccepts"):
            progs.PORT.numberAccepts = srv["numberAccepts"]
    progs.listen = listen
    listen()


def main(argv=None):
    args, cfg = parse(argv)
    reactor_name = args.reactor or cfg.get("reactor", "select")
    if args.twisted:
        sys.path.insert(0, args.twisted)
    gc.disable()
    if args.real:
        from . import real
        trace.CLOCK = real.RealClock(cfg)
        reactor = real.install_real(cfg, reactor_name)
    else:
        trace.CLOCK = VirtualKernel(cfg)
        reactor = install_virtual(cfg, reactor_name)
    install_trace_hooks(reactor, not args.real)
    if not args.real:
        from . import peers
        peers.install(cfg.get("peers", []))
    gc.freeze()  # what is there now stays
    srv = cfg["server"]
    path = args.server or ("file" in srv and os.path.join(os.path.dirname(os.path.abspath(args.workload)), srv["file"]))
    TRACE.on = True
    if not path:
        from .programs import base as programs
        programs.bind(reactor)
        factory = programs.make(srv["program"], srv.get("params", {}))
        if factory is not None:
            listen_with(programs, srv, reactor, factory, 0 if args.real else 8000)
    if args.real:
        over = real.start_clients(cfg, reactor, programs.PORT)
    else:
        for spec in cfg.get("clients", []):
            Client(trace.CLOCK, spec).start()
    trace.CLOCK.write = writer(args, cfg, reactor_name)
    if path:
        from . import server_file
        server_file.bind(reactor)
        server_file.run(path, srv, cfg.get("names"))
    else:
        programs.started()
        STACK.start(1)
        reactor.run(installSignalHandlers=False)
        if args.real:
            over()
        else:
            trace.CLOCK.await_threads()
    trace.CLOCK.write()


def command():
    same_hashes("virtual_kernel")
    main()


if __name__ == "__main__":
    command()
