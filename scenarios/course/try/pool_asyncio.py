import asyncio
import time
from concurrent.futures import ThreadPoolExecutor


async def tell():
    while True:
        await asyncio.sleep(0.3)  # in earnest: 10 seconds
        began = time.monotonic()
        await asyncio.to_thread(lambda: None)
        print(f"the next job waits {time.monotonic() - began:.1f} s")


async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4))
    telling = asyncio.create_task(tell())
    # Only to try it: jobs that fill the pool for a second.
    await asyncio.gather(*[asyncio.to_thread(time.sleep, 1) for _ in range(4)])
    await asyncio.sleep(0.5)
    telling.cancel()


asyncio.run(main())
