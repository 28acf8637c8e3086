"""--real: the same programs on this machine's kernel, clock and network, to hold the model against."""
import errno
import os
import threading
import time as _realtime
import types

from . import trace
from .hooks import traced_delayed_call
from .trace import TRACE, emit


class RealClock:
    def __init__(self, cfg):
        self.t0 = _realtime.monotonic()
        self.cfg = cfg
        self.names = {}

    def t_out(self):
        return round((_realtime.monotonic() - self.t0) * 1000, 3)

    def thread_name(self):
        t = threading.current_thread()
        return "main" if t is threading.main_thread() else t.name

    def block(self, ms):
        emit("block", ms=ms)
        _realtime.sleep(ms / 1000)

    def cpu(self, ms):
        emit("cpu", ms=ms)
        end = _realtime.thread_time() + ms / 1000
        x = 0
        while _realtime.thread_time() < end:
            x += 1

    def seconds(self):
        return _realtime.time()


def install_real(cfg, reactor_name):
    import socket as realsocket
    from twisted.internet import base, tcp
    from twisted.internet.main import installReactor

    class S(realsocket.socket):
        label = None

        def accept(self):
            try:
                fd, addr = self._accept()
            except OSError:
                emit("acceptAgain")
                raise
            s = S(self.family, self.type, self.proto, fileno=fd)
            s.label = trace.CLOCK.names.get(addr[1], "?")
            emit("accept", conn=s.label)
            return s, addr

        def recv(self, n, *a):
            try:
                d = super().recv(n, *a)
            except OSError as e:
                emit("recv", conn=self.label, err=errno.errorcode[e.args[0]])
                raise
            emit("recv", conn=self.label, n=len(d))
            return d

        def send(self, d, *a):
            try:
                n = super().send(d, *a)
            except OSError as e:
                emit("send", conn=self.label, err=errno.errorcode[e.args[0]])
                raise
            emit("send", conn=self.label, offered=len(d), n=n)
            return n

    sockmod = types.ModuleType("tracedsocket")
    sockmod.__dict__.update(realsocket.__dict__)
    sockmod.socket = S
    base.socket = tcp.socket = sockmod
    traced_delayed_call(base)
    import select as realselect
    from twisted.internet import selectreactor

    def sorted_select(r, w, e, t):  # the kernel's answer, in fd order instead of set order
        r, w, e = realselect.select(r, w, e, t)
        return sorted(r, key=lambda x: x.fileno()), sorted(w, key=lambda x: x.fileno()), e

    selectreactor._select = sorted_select
    if reactor_name == "epoll":
        from twisted.internet.epollreactor import EPollReactor as R
    else:
        from twisted.internet.selectreactor import SelectReactor as R
    reactor = R()
    installReactor(reactor)
    return reactor


def real_client(port, specs, ports):
    """--real: plain-socket clients, one thread each, in a child process."""
    import socket as S

    def one(spec, lport):
        t0 = T0
        s = S.socket()
        s.setsockopt(S.SOL_SOCKET, S.SO_REUSEADDR, 1)
        s.bind(("127.0.0.1", lport))
        _realtime.sleep(max(0, spec.get("connect", 0) / 1000 - (_realtime.monotonic() - t0)))
        s.connect(("127.0.0.1", port))
        s.setsockopt(S.IPPROTO_TCP, S.TCP_NODELAY, 1)
        reading = threading.Event()
        if not spec.get("pauseReading"):
            reading.set()

        def rd():
            try:
                import select as SEL
                while True:
                    reading.wait()
                    if not SEL.select([s], [], [], 0.01)[0]:  # never sit in recv(): close() must really close
                        continue
                    if not s.recv(65536):
                        if spec.get("onEof", "close") == "close":
                            s.close()
                        return
            except (OSError, ValueError):
                pass

        threading.Thread(target=rd, daemon=True).start()
        for a in spec.get("actions", []):
            _realtime.sleep(max(0, a["at"] / 1000 - (_realtime.monotonic() - t0)))
            try:
                if "send" in a:
                    s.sendall(a["send"].encode("latin-1"))
                elif "sendBytes" in a:
                    b = a["sendBytes"]
                    s.sendall((b.get("fill", "x").encode() * b["n"])[: b["n"]] + b.get("end", "").encode())
                elif a.get("close"):
                    s.shutdown(2)
                    s.close()
                elif a.get("shutdownWrite"):
                    s.shutdown(1)
                elif a.get("reset"):
                    import struct
                    s.setsockopt(S.SOL_SOCKET, S.SO_LINGER, struct.pack("ii", 1, 0))
                    s.close()
                elif a.get("pauseReading"):
                    reading.clear()
                elif a.get("resumeReading"):
                    reading.set()
            except OSError:
                pass

    T0 = _realtime.monotonic()
    ths = [threading.Thread(target=one, args=(sp, lp), daemon=True) for sp, lp in zip(specs, ports)]
    [t.start() for t in ths]
    [t.join() for t in ths]
    _realtime.sleep(30)


def start_clients(cfg, reactor, port):
    """The clients begin in a child process, and the reactor ends when the run's time is over. Returns what ends the child."""
    import socket as S

    clients, pid = cfg.get("clients", []), 0
    if clients:
        ports = []
        for spec in clients:
            s = S.socket()
            s.setsockopt(S.SOL_SOCKET, S.SO_REUSEADDR, 1)
            s.bind(("127.0.0.1", 0))
            ports.append(s.getsockname()[1])
            s.close()
            trace.CLOCK.names[ports[-1]] = spec["name"]
        pid = os.fork()
        if pid == 0:
            real_client(port.getHost().port, clients, ports)
            os._exit(0)
    trace.CLOCK.t0 = _realtime.monotonic()
    last = max([a["at"] for c in clients for a in c.get("actions", [])] + [0])
    end = cfg.get("realUntil", cfg.get("until") or last + 500)

    def stop():
        TRACE.on = False
        reactor.crash()
    TRACE.on = False
    reactor.callLater(end / 1000, stop)
    TRACE.on = True

    def over():
        if pid:
            os.kill(pid, 9)
            os.waitpid(pid, 0)
    return over
