"""A job that computes, beside asyncio: in a thread its loop waits for the lock at each timer, in a process it does not."""
import asyncio
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor

INTERVAL = 0.2  # seconds: so long that a busy machine makes no difference


def crunch():
    until = time.monotonic() + 1.5
    while time.monotonic() < until:
        pass


async def lateness():
    late = []
    for _ in range(4):
        due = time.monotonic() + 0.01
        await asyncio.sleep(0.01)
        late.append(time.monotonic() - due)
    return statistics.median(late)


async def beside(job):
    job = asyncio.ensure_future(job)
    await asyncio.sleep(0.1)
    late = await lateness()
    await job
    return "waits" if late > INTERVAL * 0.75 else "free"


async def main():
    sys.setswitchinterval(INTERVAL)
    print("to_thread", await beside(asyncio.to_thread(crunch)))
    with ProcessPoolExecutor(1) as pool:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(pool, int)  # it is there
        print("process", await beside(loop.run_in_executor(pool, crunch)))


if __name__ == "__main__":
    asyncio.run(main())
