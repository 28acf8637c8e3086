import asyncio


class Hello(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        loop = asyncio.get_running_loop()
        loop.call_soon(lambda: print("call_soon"))
        self.transport.write(b"hello")
        print("unsent", self.transport.get_write_buffer_size())
        print("next line")


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Hello, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hi")
    await reader.readexactly(5)
    writer.close()
    server.close()


asyncio.run(main())
