"""What went up and down each connection, told as the format has it: with sends, arrivals, acknowledgements."""


class Stream:
    """One connection in one window, under the name that it has there. Bytes count from the window's beginning, at which
    the recorder had counted `read_before` and `sent_before`."""
    __slots__ = ("name", "arrived", "read", "sent", "acked", "pending", "last", "untold", "made", "fin", "read_before", "sent_before")

    def __init__(self, name):
        self.name = name
        self.arrived = self.read = self.sent = self.acked = 0
        self.pending, self.untold, self.made = [], [], []
        self.last = None
        self.fin = False
        self.read_before = self.sent_before = None


class Streams:
    def __init__(self, put):
        self._put = put
        self._open, self._times, self._fds = {}, {}, {}
        self._gone = set()
        self._from = 0

    def know(self, fds):
        """Connections from before the first window, by descriptor."""
        self._fds.update(fds)

    def begin(self, ns):
        """A window begins: connections of which bytes were told before it get a new name, since some may be missing between."""
        self._from, self._gone = ns, set()
        self._open = {name: stream for name, stream in self._open.items() if stream.read == stream.sent == stream.arrived == 0}

    def end(self):
        for stream in self._open.values():
            self._settle(stream, stream.sent)

    def of_fd(self, fd):
        name = self._fds.get(fd)
        return None if name is None else self.conn(name)

    def conn(self, name):
        return self._of(name).name

    def _of(self, name):
        stream = self._open.get(name)
        if stream is None:
            stream = self._new(name)
            for kind, fields in (("client.connect", {}), ("client.connected", {}), ("net.acceptable", {"queued": 1, "known": "inferred"}),
                                 ("accept", {"fd": 0, "queued": 0}), ("addReader", {}), ("connectionMade", {})):
                self._put(self._from, kind, conn=stream.name, order=0, **fields)
        return stream

    def _new(self, name):
        times = self._times[name] = self._times.get(name, 0) + 1
        stream = self._open[name] = Stream(name if times == 1 else f"{name}#{times}")
        return stream

    def accepted(self, ns, name, fd, queued, made):
        self._fds[fd] = name
        stream = self._new(name)
        stream.made = [self._put(made, "client.connect", conn=stream.name),
                       self._put(made, "client.connected", conn=stream.name),
                       self._put(made, "net.acceptable", conn=stream.name, queued=queued + 1, known="measured")]
        self._put(ns, "accept", conn=stream.name, fd=fd, queued=queued)
        self._put(ns, "addReader", conn=stream.name)

    def closed(self, name):
        stream = self._open.pop(name, None)
        if stream is not None:
            self._gone.add(name)
            self._settle(stream, stream.sent)

    def arrive(self, name, total, read, ns):
        """The watcher saw that `total` bytes had arrived by `ns`, of which `read` had been read."""
        if name in self._gone:
            return
        stream = self._of(name)
        if stream.read_before is None:
            stream.read_before = read
        self._arrive(stream, total - stream.read_before, ns, "sampled")

    def _arrive(self, stream, total, ns, known):
        if total > stream.arrived:
            n, stream.arrived = total - stream.arrived, total
            for event in stream.made:
                event[0] = min(event[0], ns)  # the time of the handshake comes in steps of 4 ms
            send = self._put(ns, "client.send", conn=stream.name, n=n, data="")
            arrival = self._put(ns, "net.arrive", conn=stream.name, n=n, buffered=total - stream.read, known=known)
            stream.last = send, arrival
            stream.untold.append(send[4])
        elif known == "measured" and stream.last is not None and total == stream.arrived:
            # Sampled before: now exact.
            for event in stream.last:
                event[0] = ns
            stream.last[1][4]["known"] = known

    def read(self, ns, name, n, arrived, data, counted):
        """`n` bytes were read, the last of which had arrived at `arrived` (0: nobody knows)."""
        stream = self._of(name)
        if n == 0:
            self.fin(ns, name)
            self._put(ns, "recv", conn=stream.name, n=0, left=0)
            return stream.name
        if stream.read_before is None:
            stream.read_before = counted - n
        total = stream.read + n
        self._arrive(stream, total, arrived or ns, "measured" if arrived else "inferred")
        stream.read = total
        if data:
            place, text = 0, data[:-3] if data.endswith("...") and len(data) == 43 else data
            for send in stream.untold:
                send["data"] = text[place:place + send["n"]]
                place += send["n"]
        stream.untold = []
        self._put(ns, "recv", conn=stream.name, n=n, left=stream.arrived - total)
        return stream.name

    def fin(self, ns, name):
        if name in self._gone:
            return
        stream = self._of(name)
        if not stream.fin:
            stream.fin = True
            self._put(ns, "client.close", conn=stream.name)
            self._put(ns, "net.fin", conn=stream.name)

    def sent(self, ns, name, n, counted):
        stream = self._of(name)
        if stream.sent_before is None:
            stream.sent_before = counted - n
        stream.sent += n
        stream.pending.append([stream.sent, n, ns])

    def acknowledged(self, ns, name, total):
        """A client that reads slowly: `total` bytes had been acknowledged at `ns`; the rest comes later than that."""
        stream = self._open.get(name)
        if stream is None or stream.sent_before is None:
            return
        self._settle(stream, total - stream.sent_before)
        for pending in stream.pending:
            pending[2] = ns

    def _settle(self, stream, total):
        """What was sent is with the client as soon as it is sent, unless the watcher has seen it wait."""
        while stream.pending and stream.acked < total:
            end, _, ns = stream.pending[0]
            part = min(end, total) - stream.acked
            stream.acked += part
            self._put(ns, "net.ack", conn=stream.name, n=part, kernelFree=65536)
            self._put(ns, "client.recv", conn=stream.name, n=part, total=stream.acked, data="")
            if stream.acked == end:
                stream.pending.pop(0)
