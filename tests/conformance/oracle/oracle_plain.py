"""
The socket and select modules for a server file that does without Twisted: CPython runs the file, its calls go to the oracle's
kernel.  Sockets sleep, as Python makes them: accept() on the main thread, recv() in any other.  What is not modelled says so.
"""
import select as real_select
import socket as real_socket
import types


def modules(O):
    """{"socket": ..., "select": ...}; `O` is the oracle's module"""
    emit = O.emit

    def over():
        """the run has ended: the program never would"""
        if O.CLOCK.done:
            raise SystemExit

    class Socket(O.FakeSocket):
        sleeper = None  # the thread in recv()

        def accept(self):
            if not self.readable():
                if self.k.current != "main":
                    raise NotImplementedError("an accept() that sleeps is modelled on the main thread")
                emit("acceptWait", conn=self.label)
                self.k.wait(self.readable, None)
                over()
            return super().accept()

        def recv(self, n):
            if not self.readable():
                if self.k.current == "main":
                    raise NotImplementedError("a recv() that sleeps is modelled in a thread")
                emit("recvWait", conn=self.label)
                self.sleeper = self.k.current
                self.sleeper.yield_("until")
            return super().recv(n)

        def send(self, data):
            sent = super().send(data)
            if sent < len(data):
                raise NotImplementedError("a send() that sleeps is not modelled")
            return sent

        def sendall(self, data):
            self.send(data)

        def changed(self):
            if self.sleeper is None or not self.readable():
                return
            thread, self.sleeper = self.sleeper, None
            self.k.after(0, lambda: self.k.resume(thread))

        def setblocking(self, x):
            raise NotImplementedError("sockets that do not sleep are not modelled")

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.close()

    def create_server(address, *, backlog=None):
        s = Socket()
        s.bind(address)
        s.listen(128 if backlog is None else backlog)  # socket.py: min(SOMAXCONN, 128)
        return s

    def select(r, w, x, timeout=None):
        answer = O.CLOCK.select(r, w, x, timeout)
        over()
        return answer

    def changed(module, **names):
        copy = types.ModuleType(module.__name__)
        copy.__dict__.update({k: v for k, v in vars(module).items() if not k.startswith("__")})
        copy.__dict__.update(names)
        return copy

    return {"socket": changed(real_socket, socket=Socket, create_server=create_server),
            "select": changed(real_select, select=select)}
