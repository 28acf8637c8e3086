import asyncio


class Chat(asyncio.Protocol):  # your own
    def data_received(self, data):
        print("read", len(data), "bytes:", data)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Chat, "127.0.0.1", 0)

    # Only to try it: a client that sends two lines in three pieces.
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for piece in [b"HEL", b"LO\r\nWOR", b"LD\r\n"]:
        writer.write(piece)
        await asyncio.sleep(0.2)


asyncio.run(main())
