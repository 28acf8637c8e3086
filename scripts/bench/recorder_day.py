"""What the recorder keeps of a whole day: events of 24 hours go through its ring, its spill and its writer as fast as they can.

    .cache/python/bin/python scripts/bench/recorder_day.py [hours] [messages a second]

The events are those of a server with 50 clients, by a clock of their own: turns, reads, writes, sends, a client that leaves and one that
comes each minute, and every hour a hold of 0.5 s, which the watcher looks at. What a day can use up goes by their number alone: the
ring, the spill and the file have their ceilings, and connections and names end. Once all of it is kept, once what is `--around 2s` of the holds.
"""
import json
import os
import resource
import struct
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "python", "recorder"))
from inside_the_reactor import document, packed, state, store, watcher  # noqa: E402

MS, SECOND = 1_000_000, 1_000_000_000
HOUR = 3600 * SECOND
CLIENTS = 50
FRAME = (("/srv/report.py", 31, "Chat.lineReceived"), ("/srv/report.py", 3, "report"))


class Day:
    def __init__(self, folder, around):
        self.options = state.Options(os.path.join(folder, "run.json"), around=around)
        state.forget()
        self.state = state.S = state.State(self.options)
        self.state.twisted, self.state.turns = True, 1
        self.state.number_of("Chat.lineReceived")
        self.spill = store.Spill(self.options.out + ".spill", self.options.memory, lambda: document.header_of(self.state, "bench"))
        self.store = store.Store(self.options.memory, around, self.options.limit, self.spill)
        self.watcher = watcher.Watcher(self.store)
        self.t, self.reads, self.turn, self.next = 0, 0, 0, 0
        self.clients, self.counted = [], {}
        state.tell((self.t, "port", 3, "port", 8000))
        for _ in range(CLIENTS):
            self.come()

    def come(self):
        number, fd = self.next, 10 + self.next % (CLIENTS + 1)
        self.next += 1
        name = packed.letters(number)
        state.tell((self.t, "accepted", name, fd, 0, self.t, "port"))
        self.clients.append((number, name, fd))
        self.counted[number] = 0

    def go(self):
        number, name, fd = self.clients.pop(0)
        del self.counted[number]
        state.tell((self.t, "closed", name, fd))

    def message(self, every, hold=0):
        number, _, fd = self.clients[self.turn % CLIENTS]
        self.turn += 1
        self.reads += 1
        start, self.t = self.t, self.t + every
        total = self.counted[number] = self.counted[number] + 7
        t = self.t
        state.tell((t, "loop", start + 400_000, None, (fd, 1), start + 390_000))
        packed.READS.append(packed.pack_read(t + 10_000, number, 7, struct.pack("qq", *divmod(t - 50_000 + self.state.offset, SECOND)), total, self.reads, 0))
        if hold:
            for place in range(50 * MS, hold, 10 * MS):
                state.tell((t + place, "sample", t, 10 * MS, 0, 0, "sleeping", FRAME))
                self.store.hold(t, t + place)
        self.t = t = t + hold
        packed.WRITES.append(packed.pack_write(t + 40_000, number, 7, 0, self.reads))
        state.tell((t + 60_000, "loop", t + 50_000, 0.0, (fd, 4), t + 45_000))
        packed.SENTS.append(packed.pack_sent(t + 80_000, number, 7, 7, total))

    def run(self, hours, rate):
        every, largest, spilled = SECOND // rate, 0, 0
        for hour in range(hours):
            for second in range(3600):
                for place in range(rate):
                    self.message(every, 500 * MS if second == 1800 and place == 0 else 0)
                if second % 60 == 0:
                    self.go()
                    self.come()
                self.watcher.pack()
            largest = max(largest, self.store.size)
            spilled = max(spilled, sum(os.path.getsize(self.spill.path + end) for end in ("", ".1") if os.path.exists(self.spill.path + end)))
        return largest, spilled


def try_day(hours, rate, around):
    with tempfile.TemporaryDirectory() as folder:
        day = Day(folder, around)
        before, start = memory(), time.process_time()
        largest, spilled = day.run(hours, rate)
        passed, grown = time.process_time() - start, memory() - before
        start = time.process_time()
        header = document.header_of(day.state, "bench")
        count = document.write(day.options.out, header, day.store.events(document.most(header)))
        stopped, size = time.process_time() - start, os.path.getsize(day.options.out)
        with open(day.options.out) as file:
            recording = json.load(file)
        events = recording["events"]
        held = sum(e["kind"] == "held" for e in events)
        day.spill.drop()
    print(f"{f'around {around:g} s' if around else 'all':10} {hours} h at {rate} messages a second, {passed:.0f} s of CPU, {passed / (hours * rate * 3600) * 1e6:.1f} us a message with what makes them: "
          f"ring {largest / 1e6:.1f} MB, spill {spilled / 1e6:.1f} MB, memory {grown:+.0f} MB; written in {stopped:.2f} s of CPU: {size / 1e6:.1f} MB, {count:,} events, "
          f"{held} holds, the last {(events[-1]['t'] - events[0]['t']) / 3.6e6:.2f} h", flush=True)


def memory():
    """MB that this process has."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    chosen = [int(word) for word in sys.argv[1:]]
    for around_ in (None, 2.0):
        try_day(chosen[0] if chosen else 24, chosen[1] if len(chosen) > 1 else 50, around_)
