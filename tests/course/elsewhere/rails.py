"""asyncio: a task's exception is logged when the last reference to the task goes, not before."""
import asyncio
import gc


async def save():
    raise OSError("disk full")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: print(context["message"]))
    order = loop.create_task(save())
    await asyncio.sleep(0.05)
    gc.collect()
    print("still held")
    order = None
    gc.collect()
    print("let go")


asyncio.run(main())
