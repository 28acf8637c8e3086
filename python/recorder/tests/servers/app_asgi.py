"""An ASGI application, as uvicorn calls it."""
import time


async def app(scope, receive, send):
    assert scope["type"] == "http"
    if scope["path"] == "/slow":
        time.sleep(0.3)  # held: sleeping
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"done"})
