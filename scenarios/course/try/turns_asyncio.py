import asyncio
import time


async def tell_load(every):
    while True:
        wall, cpu = time.monotonic(), time.process_time()
        await asyncio.sleep(every)
        share = (time.process_time() - cpu) / (time.monotonic() - wall)
        print(f"busy {100 * share:.0f} %, {len(asyncio.all_tasks())} tasks")


async def main():
    asyncio.create_task(tell_load(0.5))  # in earnest: every 10 seconds

    # Only to try it: a stretch of computing.
    await asyncio.sleep(0.6)
    sum(range(50_000_000))
    await asyncio.sleep(0.8)


asyncio.run(main())
