import asyncio
import threading


def job():
    return threading.current_thread() is threading.main_thread()


async def main():
    loop = asyncio.get_running_loop()
    posts = []
    post = loop.call_soon_threadsafe
    loop.call_soon_threadsafe = lambda *call: (posts.append(job()), post(*call))[1]
    print("job in the loop's thread:", await asyncio.to_thread(job))
    print("goes on in the loop's thread:", job())
    print("posted from:", ["the loop" if here else "the worker" for here in posts][:1])


asyncio.run(main())
