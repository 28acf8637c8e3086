"""An aiohttp application with an endpoint that blocks, and one that does not."""
import asyncio
import time

from aiohttp import web


async def slow(request):
    time.sleep(0.3)  # held: sleeping
    return web.Response(text="slow")


async def quick(request):
    return web.Response(text="quick")


async def main():
    app = web.Application()
    app.add_routes([web.get("/slow", slow), web.get("/quick", quick)])
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
