"""asyncio: getaddrinfo is a job of the pool of to_thread and run_in_executor, and waits behind the jobs that are there."""
import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor


async def main():
    loop = asyncio.get_running_loop()
    default = ThreadPoolExecutor()._max_workers
    print("default", default == min(32, (os.cpu_count() or 1) + 4))
    loop.set_default_executor(ThreadPoolExecutor(2))
    done = []
    jobs = [asyncio.to_thread(time.sleep, 0.5) for _ in range(2)]
    tasks = [asyncio.ensure_future(job) for job in jobs]
    await asyncio.sleep(0)
    look_up = asyncio.ensure_future(loop.getaddrinfo("127.0.0.1", 80))
    for name, task in [("job", tasks[0]), ("look-up", look_up)]:
        task.add_done_callback(lambda _, name=name: done.append(name))
    await asyncio.gather(*tasks, look_up)
    print(" ".join(done))


asyncio.run(main())
