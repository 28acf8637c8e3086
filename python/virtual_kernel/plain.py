"""
The socket and select modules for a server file that does without Twisted: CPython runs the file, its calls go to the oracle's
kernel.  Sockets sleep, as Python makes them: accept() on the main thread, recv() in any other.  What is not modelled says so.
"""
import select as real_select
import socket as real_socket

from . import trace
from .refuse import refuse, without
from .sockets import FakeSocket
from .trace import emit

# Functions of the socket module that ask this machine's own network.
NETWORK_CALLS = """close create_connection dup from_fd fromfd fromshare getaddrinfo getfqdn gethostbyaddr gethostbyname
    gethostbyname_ex gethostname getnameinfo has_dualstack_ipv6 if_indextoname if_nameindex if_nametoindex recv_fds send_fds
    setdefaulttimeout sethostname socketpair""".split()


def modules():
    """{"socket": ..., "select": ...}"""
    class Socket(FakeSocket):
        sleeper = None  # the thread in recv()

        def accept(self):
            if not self.readable():
                if self.k.current != "main":
                    refuse("an accept() that sleeps is modelled on the main thread alone")
                emit("acceptWait", conn=self.label)
                self.k.wait(self.readable, None, by_program=True)
            return super().accept()

        def recv(self, n, flags=0):
            self.no_flags("recv", flags)
            if not self.readable():
                if self.k.current == "main":
                    refuse("a recv() that sleeps is modelled in a thread, not on the main one")
                emit("recvWait", conn=self.label)
                self.sleeper = self.k.current
                self.sleeper.yield_("until")
            return super().recv(n)

        def send(self, data, flags=0):
            sent = super().send(data, flags)
            if sent < len(data):
                refuse("a send() that sleeps, for want of room, is not modelled")
            return sent

        def sendall(self, data, flags=0):
            self.send(data, flags)

        def __repr__(self):
            if self.closed:
                return "<socket.socket [closed] fd=-1, family=2, type=1, proto=0>"
            peer = "" if self.conn is None else ", raddr=%r" % (self.conn.addr,)
            own = getattr(self, "addr", ("0.0.0.0", 0))
            return "<socket.socket fd=%d, family=2, type=1, proto=0, laddr=%r%s>" % (self.fd, own, peer)

        def changed(self):
            if self.sleeper is None or not self.readable():
                return
            thread, self.sleeper = self.sleeper, None
            self.k.after(0, lambda: self.k.resume(thread))

        def setblocking(self, x):
            if not x:
                refuse("setblocking(False): sockets that do not sleep are not modelled outside of Twisted")

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

    def create_server(address, *, family=real_socket.AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
        if family != real_socket.AF_INET:
            refuse("create_server(): IPv4 alone is modelled")
        s = Socket()
        s.bind(address)
        s.listen(128 if backlog is None else backlog)  # socket.py: min(SOMAXCONN, 128)
        return s

    def select(r, w, x, timeout=None):
        if trace.CLOCK.current != "main":
            refuse("a select() that sleeps is modelled on the main thread alone")
        if not all(isinstance(one, FakeSocket) for one in (*r, *w, *x)):
            refuse("select() of anything but sockets is not modelled")
        return trace.CLOCK.select(r, w, x, timeout, by_program=True)

    return {"socket": without(real_socket, NETWORK_CALLS, socket=Socket, SocketType=Socket, create_server=create_server),
            "select": without(real_select, ["poll", "epoll", "kqueue", "devpoll"], select=select)}
