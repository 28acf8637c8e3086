import socket
import threading


def serve(conn):  # each client has a thread of its own
    with conn:
        while conn.recv(65536):
            conn.sendall(b"ok\r\n")


listener = socket.create_server(("", 8000))
while True:
    conn, address = listener.accept()
    threading.Thread(target=serve, args=(conn,)).start()
