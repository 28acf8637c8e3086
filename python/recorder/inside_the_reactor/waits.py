"""Who waited while a handler held the loop's thread, read off a recording of this recorder.

The page has the same rule (`src/player/measures/holds.ts`, with `waits.ts` and `answers.ts`), for recordings of every
kind; a test holds both against the same recordings. The rule: what a client sends waits until the client has received
the answer to it; where the server wrote none, until it was given to the server's code; else until the client's end, or
for ever. Its first wait begins with its connecting, where it sent at once. The answer is the first write to its connection
that the handling of what it sent led to, where the recording says so (`causes`), else the next write. A client waited
in a hold if a wait of its falls into it by more than no time, and the hold is not its own handler's; it waited there
as long as that part is.
"""
import bisect
import re

FOREVER = float("inf")
REPLY_MS = 100  # a client replies by itself, as a PONG; a person takes longer
ENDS = ("client.close", "client.eof", "client.reset", "client.connectionReset")


class Client:
    """What went up and down a connection. Places are those of the events; times are ms."""

    def __init__(self):
        self.sends, self.messages, self.writes = [], [], []  # [place, t, end], [place, t, end, end of the answer], [place, start, end]
        self.got, self.got_at = [], []  # how much the client had received, and (place, t)
        self.connect = self.connected = None
        self.ends = []  # (place, t)

    def sent(self, place, t, n):
        self.sends.append((place, t, (self.sends[-1][2] if self.sends else 0) + n))

    def delivered(self, place, t, n):
        self.messages.append([place, t, (self.messages[-1][2] if self.messages else 0) + n, None])

    def wrote(self, place, n):
        start = self.writes[-1][2] if self.writes else 0
        self.writes.append((place, start, start + n))
        return start + n


def client_of(conn):
    """`A` of `A#2`, its second connection."""
    return re.sub(r"#\d+$", "", conn)


def waits_of(recording):
    """All waits, in the order of their beginnings: (client, since ms, until ms); until for ever where nothing ends it."""
    events, causes = recording["events"], recording.get("causes")
    clients, ends = collected(events)
    if causes is None:
        match_in_order(events, clients)
    else:
        match_by_cause(events, clients, causes, ends)
    led = None if causes is None else {effect for effect, _ in causes}
    waits = []
    for conn, client in clients.items():
        waits += waits_of_client(client_of(conn), client, led)
    return [wait for _, *wait in sorted(waits)]


def collected(events):
    """What each connection's events say, and of each write where it ends in its stream."""
    clients, ends = {}, {}
    for place, event in enumerate(events):
        kind, conn = event["kind"], event.get("conn")
        if not isinstance(conn, str):
            continue
        client = clients.get(conn)
        if client is None:
            if not kind.startswith("client.") and kind not in ("net.acceptable", "accept"):
                continue  # the listening socket
            client = clients[conn] = Client()
        t = event["t"]
        if kind == "client.send":
            client.sent(place, t, event["n"])
        elif kind == "dataReceived":
            client.delivered(place, t, event["n"])
        elif kind == "write":
            ends[place] = client.wrote(place, event["n"])
        elif kind == "client.recv":
            client.got.append(event["total"])
            client.got_at.append((place, t))
        elif kind == "client.connect":
            client.connect = client.connect or (place, t)
        elif kind == "client.connected":
            client.connected = client.connected or (place, t)
        elif kind in ENDS:
            client.ends.append((place, t))
    return clients, ends


def match_in_order(events, clients):
    """Each write answers one message, first come, first served; one made in another connection's handler answers nobody."""
    answered, written, handlers = {}, {}, []
    for place, event in enumerate(events):
        kind, on_loop = event["kind"], "thr" not in event
        if kind == "handlerStart" and on_loop:
            handlers.append(event["conn"])
        elif kind == "handlerEnd" and on_loop and handlers:
            handlers.pop()
        elif kind == "write" and event["conn"] in clients and event["n"]:
            conn = event["conn"]
            end = written[conn] = written.get(conn, 0) + event["n"]
            handler = handlers[-1] if on_loop and handlers else None
            if handler is not None and handler != conn:
                continue
            messages, at = clients[conn].messages, answered.get(conn, 0)
            if at < len(messages) and messages[at][0] <= place:
                messages[at][3] = end
                answered[conn] = at + 1


def match_by_cause(events, clients, causes, ends):
    """The answer is the first write to its connection that the delivery led to; what else led to writes answers in order."""
    by_delivery = {message[0]: (conn, message) for conn, client in clients.items() for message in client.messages}
    passed_on = {}
    for effect, delivery in causes:
        write = events[effect]
        if write["kind"] != "write" or not write["n"] or effect not in ends:
            continue
        conn, message = by_delivery.get(delivery, (None, None))
        if message is not None:
            if conn == write["conn"] and message[3] is None:
                message[3] = ends[effect]
        elif events[delivery].get("conn") not in clients:
            passed_on.setdefault(write["conn"], []).append((effect, ends[effect]))
    for conn, answers in passed_on.items():
        answers = iter(answers)
        for message in clients[conn].messages:
            if message[3] is None:
                message[3] = next((end for effect, end in answers if effect >= message[0]), None)


def waits_of_client(name, client, led):
    """The waits on a connection, each after the place of the event that it begins with."""
    waits, start, at = [], 0, 0
    messages = client.messages
    for number, (place, t, end) in enumerate(client.sends):
        while at < len(messages) and messages[at][2] <= start:
            at += 1
        last = None
        while at < len(messages) and messages[at][2] <= end:
            if messages[at][3] is not None or last is None or last[3] is None:
                last = messages[at]
            at += 1
        if last is None and at < len(messages):
            last = messages[at]  # read together with the next send
        start = end
        if led is not None and (last is None or last[3] is None) and is_reply(client, number, led):
            continue
        since = place, t
        if not waits and client.connect and not (client.connected and client.connected[1] < t):
            since = client.connect
        waits.append((since[0], name, since[1], until(client, last, max(place, since[0]))))
    return waits


def until(client, message, place):
    """When a wait for what the message has in it is over."""
    if message is not None and message[3] is None:
        return message[1]
    at = len(client.got) if message is None else bisect.bisect_left(client.got, message[3])
    if at < len(client.got):
        return client.got_at[at][1]
    return next((t for end, t in client.ends if end > place), FOREVER)


def is_reply(client, number, led):
    """True for what is sent right after the client got something that nothing of its own had led to, and first after it."""
    place, t, _ = client.sends[number]
    at = bisect.bisect_left(client.got_at, (place,)) - 1
    if at < 0 or t - client.got_at[at][1] > REPLY_MS or (number and client.sends[number - 1][0] > client.got_at[at][0]):
        return False
    start = client.got[at - 1] if at else 0
    return any(effect not in led for effect, begin, end in client.writes if end > start and begin < client.got[at])


def waited_in(hold, waits):
    """Who waited in a hold, and in which part of it: (client, since ms, until ms)."""
    start, end = hold["t"], hold["t"] + hold["ms"]
    holder = None if hold["conn"] is None else client_of(hold["conn"])
    return [(client, max(since, start), min(until_, end)) for client, since, until_ in waits
            if client != holder and min(until_, end) > max(since, start)]
