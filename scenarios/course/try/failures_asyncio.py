import asyncio
import logging

logging.basicConfig(format="%(name)s: %(message)s")


async def lookup():
    raise ValueError("no such table")


async def main():
    # Only to try it: a task that fails, and that nobody awaits.
    asyncio.create_task(lookup())
    await asyncio.sleep(0.1)


asyncio.run(main(), debug=True)  # debug: the message says where the task was made
