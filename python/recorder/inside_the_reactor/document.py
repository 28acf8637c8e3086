"""Writes the recording: one JSON document, one event a line, so that one that was cut opens up to its last whole event."""
import errno
import gc
import json
import json.encoder
import os
import sys

from .causes import pairs_of
from .expand import Expander
from .holds import Paths, held_events
from .state import MS

LEAST_BYTES = 140  # of the document for what is told as one event, on the average: it has 150 to 230
FORMAT, VERSION = "inside-the-reactor/recording", 2
_text = json.JSONEncoder(separators=(",", ":"), ensure_ascii=True).encode
SAMPLE = 4000  # of what was told, of which the size of the document is guessed


def encoder():
    """As `_text`, for very many small things: `JSONEncoder` makes its encoder in C anew for each."""
    make = json.encoder.c_make_encoder
    if make is None:
        return _text
    encode = make(None, None, json.encoder.encode_basestring_ascii, None, ":", ",", False, False, True)
    return lambda event: "".join(encode(event, 0))


def header_of(s, version):
    """What is known of the recording before it is written; the spill has it, too."""
    o = s.options
    return {"started": s.started, "cwd": os.getcwd(), "limit": o.limit, "source": o.source, "size": o.size, "asyncio": not s.twisted,
            "reactor": s.reactor if s.twisted else "asyncio",
            "workload": o.name, "known": s.known(),
            "recorder": {"version": version, "python": sys.version.split()[0], "platform": sys.platform, "tier": o.tier,
                         "limitMs": o.limit / MS, "payload": o.payload, **({"around": o.around} if o.around else {})}}


def lines_of(header, windows):
    """The events as lines of JSON, in their order, and what led to what: None where not all of it is known."""
    expander = Expander(header["asyncio"], header["reactor"] == "asyncio", header["known"])
    expander.streams.know(connections_before(header["known"]["conns"], windows))
    for events in windows:
        expander.window(events)
    paths = Paths(header["cwd"])
    events = expander.out + held_events(expander.spans, expander.samples, expander.collections, header["limit"], paths, header.get("source", False))
    events.sort(key=lambda e: (e[0], e[1]))
    zero = min(header["started"], events[0][0]) if events else 0
    if len(windows) == 1 and events and header["recorder"]["tier"] == "full":
        zero = events[0][0]
    turn, lines, last, text = 0, [], zero, encoder()
    for ns, _, kind, thread, fields, *_ in events:
        turn += kind == "iteration"
        last = max(last, ns)
        event = {"t": round((last - zero) / MS, 6), "i": turn, "kind": kind}
        if thread is not None:
            event["thr"] = thread
        event.update(fields)
        lines.append(text(event))
    # At the base tier nobody looks at most reads.
    return lines, pairs_of(events) if header["recorder"]["tier"] == "full" else None


def connections_before(conns, windows):
    """The connections that had been accepted before what is left of the events: `{descriptor: name}`."""
    events = [e for window in windows for e in window if e[1] in ("accepted", "closed")]
    accepted = {e[2] for e in events if e[1] == "accepted"}
    found = {fd: name for fd, name in conns if name not in accepted}
    for event in reversed(events):
        if event[1] == "closed" and event[2] not in accepted:
            found[event[3]] = event[2]
    return found


def documents(header, windows):
    """The document's events as lines, and their causes; the oldest events are left out where it would be larger than the ceiling."""
    count = sum(map(len, windows))
    if count > 2 * SAMPLE:
        # As many as have room, at once: to make the events takes seconds.
        whole = header["size"] * 0.97 * SAMPLE / size_of(*lines_of(header, newest(windows, SAMPLE / count)))
        if count > whole:
            windows = left_out(header, windows, whole / count)
    lines, causes = lines_of(header, windows)
    while size_of(lines, causes) > header["size"] and any(len(w) > 1 for w in windows):
        keep = header["size"] / size_of(lines, causes) * 0.9
        windows = left_out(header, windows, keep)
        lines, causes = lines_of(header, windows)
    return lines, causes


def most(header):
    """How many of what was told the document has room for, at most."""
    return header["size"] // LEAST_BYTES


def left_out(header, windows, share):
    """The newest `share` of the events, and a note of it."""
    notes = header["recorder"].get("notes", [])
    header["recorder"]["notes"] = sorted({*notes, "The oldest events were left out: the file has its ceiling."})
    return newest(windows, share)


def size_of(lines, causes):
    """Bytes of the document, about."""
    return sum(map(len, lines)) + 2 * len(lines) + 16 * len(causes or ()) + 2000


def newest(windows, share):
    """The newest `share` of the events."""
    count = int(share * sum(map(len, windows)))
    kept = []
    for window in reversed(windows):
        if count <= 0:
            break
        kept.append(window[-count:])
        count -= len(kept[-1])
    return kept[::-1]


def write(path, header, windows, before_retry=lambda: None):
    """Writes the recording, whole or not at all; with a full disk, as much of its end as fits.

    @returns how many events it has
    @raises OSError if not even a part of it can be written
    """
    collects = gc.isenabled()
    gc.disable()  # it would look through all of the events again and again, and they are in no circles
    try:
        return _written(path, header, windows, before_retry)
    finally:
        if collects:
            gc.enable()


def _written(path, header, windows, before_retry):
    attempt = 0
    while True:
        lines, causes = documents(header, windows)
        try:
            _write(path, header, lines, causes)
            return len(lines)
        except OSError as error:
            if error.errno not in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT) or attempt > 8:
                raise
            before_retry()
            attempt += 1
            if attempt > 1:
                windows = newest(windows, 0.5)
            header["recorder"]["notes"] = ["The oldest events were left out: the disk was full."] if attempt > 1 else header["recorder"].get("notes", [])
            if not windows:
                raise


def _write(path, header, lines, causes):
    part = f"{path}.{os.getpid()}.part"
    known = {"format": FORMAT, "version": VERSION, "mode": "real", "workload": header["workload"], "reactor": header["reactor"],
             "end": None, "count": len(lines), "recorder": header["recorder"]}
    try:
        with open(part, "w", encoding="ascii") as file:
            file.write(_text(known)[:-1] + ',"events":[\n')
            for start in range(0, len(lines), 1000):
                file.write((",\n" if start else "") + ",\n".join(lines[start:start + 1000]))
            file.write("\n]" + (f',"causes":{_text(causes)}' if causes is not None else "") + "}\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        try:
            os.unlink(part)
        except OSError:
            pass
        raise
