"""Which handlers held the loop's thread for longer than the limit: at which lines, and doing what."""
import linecache
import os
import site
import sys
import sysconfig

from .state import MS

HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
STDLIB = tuple({os.path.realpath(sysconfig.get_paths()[n]) + os.sep for n in ("stdlib", "platstdlib")} | {sysconfig.get_paths()["stdlib"] + os.sep})
PACKAGES = ("site-packages", "dist-packages")
LINES = 5  # of a hold that are told
LEAST_SHARE = 0.05
SOURCE_BEFORE, SOURCE_AFTER = 6, 3  # lines of code around a hold's line
SOURCE_COLUMNS = 200
# Without a look for so long while the thread ran: C code kept the GIL, or no core was free for the watcher.
# What ran before is counted to the line at which it looks again.
BLIND = 60 * MS


class Paths:
    """Names files as the reader does: no path of this machine beyond the folder that the server runs in."""

    def __init__(self, cwd):
        self._cwd = cwd.rstrip(os.sep) + os.sep

    def short(self, path):
        path = path.replace("\\", "/")
        for name in PACKAGES:
            if f"/{name}/" in path:
                return path.rsplit(f"/{name}/", 1)[1]
        for folder in (self._cwd, *STDLIB):
            if path.startswith(folder):
                return path[len(folder):]
        return path.rsplit("/", 1)[-1]

    def rank(self, path):
        """0 for the reader's own code, 1 for packages, 2 for Python's library, 3 for the recorder."""
        if path.startswith(HERE) or f"{os.sep}inside_the_reactor{os.sep}" in path:
            return 3
        if any(f"{os.sep}{name}{os.sep}" in path for name in PACKAGES):
            return 1
        if path.startswith(STDLIB) or path.startswith("<frozen"):
            return 2
        return 0

    def own(self, frames):
        """The innermost frame of the reader's own code; of a package's where the stack has none."""
        ranked = [(self.rank(path), place) for place, (path, _, function) in enumerate(frames) if function != "<module>"]
        if not ranked:
            return frames[0] if frames else ("", 0, "")
        best = min(rank for rank, _ in ranked)
        if best == 1 and ranked[0][0] == 2:
            return frames[next(place for rank, place in ranked if rank == 1)]
        return frames[next(place for rank, place in ranked if rank == best)]


class Line:
    __slots__ = ("path", "ns", "samples", "blind", "kinds")

    def __init__(self, path):
        self.path = path
        self.ns = self.samples = self.blind = 0
        self.kinds = {}

    def add(self, ns, parts):
        self.ns, self.samples = self.ns + ns, self.samples + 1
        if ns > BLIND and parts.get("computing", 0) + parts.get("machine", 0) + parts.get("gil", 0) > ns / 2:
            self.blind += ns
        for kind, part in parts.items():
            self.kinds[kind] = self.kinds.get(kind, 0) + part


def held_events(spans, samples, collections, limit, paths, source=False):
    """Events `held` and `heldAt`, as `[ns, order, kind, thread, fields]`, of the spans that are longer than `limit` ns; with their lines' `source`."""
    found = []
    for span in holds_of(spans, limit):
        lines = lines_of(span, [s for s in samples if span.start < s[0] <= span.end + 20 * MS], collections, paths)
        total = sum(line.ns for line in lines.values())
        kinds = {}
        for line in lines.values():
            for kind, ns in line.kinds.items():
                kinds[kind] = kinds.get(kind, 0) + ns
        ranked = sorted(lines.items(), key=lambda item: -item[1].ns)
        fields = {"conn": span.conn, "what": span.what, "ms": round((span.end - span.start) / MS, 3), "why": main(kinds)}
        if kinds:
            fields["cpu"] = round(100 * (kinds.get("computing", 0) + kinds.get("gc", 0)) / max(1, sum(kinds.values())))
        if ranked:
            fields.update(place_of(*ranked[0], total, source))
            fields["what"] = span.what or fields["function"]
        found.append([span.start, span.order, "held", None, fields])
        for where, line in ranked[1:LINES]:
            if line.ns >= LEAST_SHARE * total:
                more = {"ms": round(line.ns / MS, 3), "why": main(line.kinds), **place_of(where, line, total, source)}
                found.append([span.start, span.order + 0.1, "heldAt", None, more])
    return found


def holds_of(spans, limit):
    """Handlers over the limit, and times of the loop between two questions that no handler accounts for."""
    handlers = sorted((s for s in spans if s.what), key=lambda s: s.start)
    holds = [s for s in handlers if s.end - s.start > limit]
    at = 0
    for busy in sorted((s for s in spans if not s.what and s.end - s.start > limit), key=lambda s: s.start):
        while at < len(handlers) and handlers[at].end < busy.start:
            at += 1
        inside, last = 0, busy.start
        place = at
        while place < len(handlers) and handlers[place].start < busy.end:
            own = handlers[place]
            inside += max(0, min(own.end, busy.end) - max(own.start, last))
            last = max(last, own.end)
            place += 1
        if busy.end - busy.start - inside > limit:
            holds.append(busy)
    return holds


def lines_of(span, samples, collections, paths):
    """By place, what each sample counts for: the time since the one before it."""
    lines, before = {}, span.start
    for ns, _, wall, cpu, queued, waits, frames in agreeing(samples):
        end = min(ns, span.end)
        part = max(0, end - before)
        if part == 0:
            continue
        path, number, function = paths.own(frames)
        parts = kinds_of(part, wall, cpu, queued, waits, frames, collected(collections, before, end), paths)
        lines.setdefault((paths.short(path), number, function), Line(path)).add(part, parts)
        before = end
    if samples and before < span.end:
        # After the last look: it went on as it was.
        path, number, function = paths.own(samples[-1][6])
        line = lines.get((paths.short(path), number, function))
        if line is not None:
            line.ns += span.end - before
    return lines


def agreeing(samples):
    """The first sample's counters began before the hold: whether it waits for the GIL or a lock, the second one knows."""
    locks = ("gil", "lock")
    if len(samples) > 1 and samples[0][5] in locks and samples[1][5] in locks:
        return [(*samples[0][:5], samples[1][5], samples[0][6]), *samples[1:]]
    return samples


def collected(collections, start, end):
    return sum(max(0, min(end, b) - max(start, a)) for a, b in collections)


def kinds_of(part, wall, cpu, queued, waits, frames, gc, paths):
    """How the `part` ns of a sample were spent, in ns by kind."""
    parts = {"gc": min(part, gc)}
    left = part - parts["gc"]
    if frames and paths.rank(frames[0][0]) == 3:
        parts["recorder"] = left
        return parts
    share = min(1.0, max(0, cpu - gc) / max(1, wall - gc))
    parts["computing"] = left * share
    left -= parts["computing"]
    parts["machine"] = min(left, part * min(1.0, queued / max(1, wall)))
    left -= parts["machine"]
    if waits == "waiting" and share > 0.9:
        waits = "computing"
    parts[waits] = parts.get(waits, 0) + left
    return parts


def main(kinds):
    return max(kinds, key=kinds.get) if kinds else "unknown"


def place_of(where, line, total, source):
    path, number, function = where
    known = "inferred" if line.blind > line.ns / 2 else "sampled"
    return {"file": path, "line": number, "function": function, "share": round(100 * line.ns / max(1, total)),
            "samples": line.samples, "known": known, **(lines_around(line.path, number) if source else {})}


def lines_around(path, number):
    """The code around a line, and the number of its first; nothing where the file cannot be read."""
    first = max(1, number - SOURCE_BEFORE)
    lines = linecache.getlines(path)[first - 1:number + SOURCE_AFTER]
    return {"source": "\n".join(line.rstrip()[:SOURCE_COLUMNS] for line in lines), "from": first} if lines else {}
