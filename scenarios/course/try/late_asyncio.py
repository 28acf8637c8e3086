import asyncio
import logging
import time

logging.basicConfig(format="%(name)s: %(message)s")


async def slow_report():
    time.sleep(0.5)


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 0.1  # seconds; this is the default
    await asyncio.create_task(slow_report())


asyncio.run(main(), debug=True)  # or PYTHONASYNCIODEBUG=1
