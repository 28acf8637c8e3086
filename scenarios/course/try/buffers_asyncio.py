import asyncio


async def serve(reader, writer):
    writer.write(bytes(30_000_000))  # without `await writer.drain()` nothing slows you down
    await asyncio.sleep(0.3)
    waiting = writer.transport.get_write_buffer_size()
    print(f"{waiting:,} bytes wait for one client")
    told.set()


async def main():
    global told
    told = asyncio.Event()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    # Only to try it: a client that does not read.
    _, port = server.sockets[0].getsockname()
    deaf = await asyncio.open_connection("127.0.0.1", port)
    await told.wait()


asyncio.run(main())
