"""No reactor at all."""
print(0, flush=True)
