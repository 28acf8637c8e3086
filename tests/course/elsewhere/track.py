"""asyncio: a coroutine that sleeps before it awaits something that is done holds the loop all the while."""
import asyncio
import time

BLOCK = 0.3


async def report(loop):
    future = loop.create_future()
    time.sleep(BLOCK)
    future.set_result("42 rows")
    return await future


async def main():
    loop = asyncio.get_running_loop()
    task = loop.create_task(report(loop))
    loop.call_later(BLOCK / 3, lambda: print("timer", "after" if task.done() else "before"))
    await task
    print("report")
    await asyncio.sleep(0.05)
    # An engine: the same wait, and the timer is on time.
    engine = loop.create_task(asyncio.sleep(BLOCK, "42 rows"))
    loop.call_later(BLOCK / 3, lambda: print("timer", "after" if engine.done() else "before"))
    await engine


asyncio.run(main())
