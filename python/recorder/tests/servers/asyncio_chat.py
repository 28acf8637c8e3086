"""The chat on plain asyncio: a protocol, streams, and a thread pool. `python asyncio_chat.py protocol|streams`."""
import asyncio
import sys
import time


def sleeps(seconds):
    time.sleep(seconds)  # held: sleeping


async def later(line, write, transport):
    words = line.split()
    if words[0] == b"sleep":
        sleeps(float(words[1]))
    elif words[0] == b"thread":
        await asyncio.get_running_loop().run_in_executor(None, time.sleep, float(words[1]))
    write(b"ok " + line + b"\r\n")


class Chat(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        for line in data.splitlines():
            if line == b"stop":
                stopped.set()
            elif line.startswith(b"sleep"):
                sleeps(float(line.split()[1]))
                self.transport.write(b"ok " + line + b"\r\n")
            else:
                asyncio.ensure_future(later(line, self.transport.write, self.transport))


async def serve(reader, writer):
    while True:
        line = (await reader.readline()).strip()
        if not line:
            return
        if line == b"stop":
            stopped.set()
        await later(line, writer.write, None)


async def main():
    global stopped
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    if sys.argv[1] == "protocol":
        server = await loop.create_server(Chat, "127.0.0.1", 0)
    else:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await stopped.wait()
    server.close()


asyncio.run(main())
