"""The chat's block over TLS, on asyncio: `python tls.py CERTIFICATE KEY`."""
import asyncio
import ssl
import sys
import time


async def serve(reader, writer):
    while True:
        line = (await reader.readline()).strip()
        if not line:
            return
        if line == b"sleep":
            time.sleep(0.3)  # held: sleeping
        writer.write(b"ok\r\n")


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
