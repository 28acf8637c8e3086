# A handler holds asyncio's loop; meanwhile a timer runs out and bytes arrive. Which comes first?
import asyncio
import socket
import threading
import time

all_sent = threading.Event()
idle = None  # A's idle timer


class Server(asyncio.Protocol):
    def data_received(self, data):
        print("read", data.decode())
        if data == b"block":
            all_sent.wait()
            time.sleep(0.3)  # the timers run out too
        else:
            idle.cancel()


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Server, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    ended = loop.create_future()

    def clients():
        a, c = socket.create_connection(address), socket.create_connection(address)
        c.sendall(b"block")
        time.sleep(0.2)
        a.sendall(b"ping")
        all_sent.set()
        time.sleep(1)
        loop.call_soon_threadsafe(ended.set_result, None)

    def connected():
        global idle
        idle = loop.call_later(0.25, print, "A is dropped as idle")
        loop.call_later(0.25, print, "timer")
        threading.Thread(target=clients).start()

    loop.call_soon(connected)
    await ended


asyncio.run(main())
