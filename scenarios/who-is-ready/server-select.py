import select
import socket

listener = socket.create_server(("", 8000))
readers = [listener]
answers = {}  # socket: what is still to be sent

while True:
    r, w, _ = select.select(readers, list(answers), [])
    for s in r:
        if s is listener:
            readers.append(s.accept()[0])
        elif s.recv(65536):
            answers[s] = answers.get(s, b"") + b"ok\r\n"
        else:
            readers.remove(s)
            answers.pop(s, None)
            s.close()
    for s in w:
        if s in answers:
            s.send(answers.pop(s))  # a few bytes: there is room
