import asyncio
import threading


asked = threading.Event()


def here():
    return threading.current_thread() is threading.main_thread()


def job():
    asked.wait()  # until the coroutine waits for it
    return here()


async def main():
    loop = asyncio.get_running_loop()
    posts = []
    post = loop.call_soon_threadsafe
    loop.call_soon_threadsafe = lambda *call: (posts.append(here()), post(*call))[1]
    loop.call_soon(asked.set)
    print("job in the loop's thread:", await asyncio.to_thread(job))
    print("goes on in the loop's thread:", here())
    print("posted from:", ["the loop" if own else "the worker" for own in posts][:1])


asyncio.run(main())
