"""asyncio: a DB-API call in a coroutine holds the loop for as long as it takes; in to_thread it does not."""
import asyncio
import sqlite3
import time

HELD = 0.4


def query():
    own = sqlite3.connect(":memory:")
    own.create_function("sleep", 1, time.sleep)
    own.execute("SELECT sleep(?)", (HELD,)).fetchall()


async def late(call):
    """whether a timer that is due in half of the query's time is held up by it"""
    began = time.monotonic()
    timer = asyncio.ensure_future(asyncio.sleep(HELD / 2))
    timer.add_done_callback(lambda _: times.append(time.monotonic() - began))
    times = []
    await asyncio.sleep(0)
    await call()
    await timer
    await asyncio.sleep(0)
    return times[0] >= HELD


async def main():
    async def held():
        query()
    print("in a coroutine", "held" if await late(held) else "free")
    print("in to_thread", "held" if await late(lambda: asyncio.to_thread(query)) else "free")


asyncio.run(main())
