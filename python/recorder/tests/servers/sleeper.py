"""A small asyncio server that does as it is told at its start: `python sleeper.py WORD`."""
import asyncio
import inspect
import os
import subprocess
import sys
import time


def goes_on():
    while os.path.exists("on"):
        time.sleep(0.01)


async def serve(reader, writer):
    while True:
        line = (await reader.readline()).strip()
        if not line:
            return
        word, _, rest = line.decode().partition(" ")
        if word == "sleep":
            time.sleep(float(rest))
        elif word == "exit":
            os._exit(3)
        elif word == "fork":
            if os.fork() == 0:
                time.sleep(0.01)
                os._exit(0)
            os.wait()
        elif word == "leave":
            if os.fork() == 0:
                goes_on()
                os._exit(0)
        elif word == "exec":
            os.execv(sys.executable, [sys.executable, "-c", inspect.getsource(goes_on) + "import os, time\ngoes_on()"])
        elif word == "subprocess":
            subprocess.run([sys.executable, "-c", "pass"], check=True)
        elif word == "children":
            try:
                os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                writer.write(b"none\r\n")
                continue
        elif word == "crash":
            asyncio.get_running_loop().stop()
        writer.write(b"ok\r\n")


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
