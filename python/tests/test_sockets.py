import errno
import socket
import struct

from . import KernelTest


class Listening(KernelTest):
    def test_clients_wait_in_the_queue_in_the_order_in_which_they_came(self):
        self.kernel(clients=[{"name": "A", "connect": 5}, {"name": "B", "connect": 1}])
        port = self.listening()
        self.pass_ms(20)
        self.assertEqual([port.accept()[0].label for _ in range(2)], ["B", "A"])
        self.assertEqual([e["queued"] for e in self.events("accept")], [1, 0])

    def test_accept_without_a_client_would_block(self):
        self.kernel()
        with self.assertRaises(BlockingIOError):
            self.listening().accept()
        self.assertEqual(self.told(), [(0, "acceptAgain")])

    def test_a_closed_port_refuses_and_resets_what_waited(self):
        self.kernel(clients=[{"name": "A"}, {"name": "B", "connect": 50}])
        port = self.listening()
        self.pass_ms(20)
        port.close()
        self.pass_ms(80)
        self.assertEqual([e["conn"] for e in self.events("net.reset")], ["A"])
        self.assertEqual([e["conn"] for e in self.events("client.refused")], ["B"])

    def test_an_address_is_taken_once(self):
        self.kernel()
        self.listening()
        with self.assertRaises(OSError) as caught:
            self.listening()
        self.assertEqual(caught.exception.errno, errno.EADDRINUSE)


class Connected(KernelTest):
    def accepted(self, ms=10, **client):
        self.kernel(clients=[{"name": "A", **client}])
        port = self.listening()
        self.pass_ms(ms)
        return port.accept()[0]

    def test_the_stream_has_no_messages(self):
        s = self.accepted(actions=[{"at": 4, "send": "ab"}, {"at": 5, "send": "cd"}])
        self.assertEqual([s.recv(3), s.recv(3)], [b"abc", b"d"])
        with self.assertRaises(BlockingIOError):
            s.recv(3)

    def test_the_end_of_the_stream_is_an_empty_read(self):
        s = self.accepted(actions=[{"at": 4, "send": "x"}, {"at": 5, "close": True}])
        self.assertEqual([s.recv(9), s.recv(9)], [b"x", b""])

    def test_a_reset_takes_what_was_not_read(self):
        s = self.accepted(actions=[{"at": 4, "send": "x"}, {"at": 5, "reset": True}])
        with self.assertRaises(ConnectionResetError):
            s.recv(9)

    def test_a_send_takes_as_much_as_there_is_room_for(self):
        s = self.accepted(serverSendBuffer=10, clientRecvBuffer=4, pauseReading=True)
        self.assertEqual(s.send(b"x" * 25), 10)
        with self.assertRaises(BlockingIOError):
            s.send(b"x")
        self.assertFalse(s.writable())

    def test_there_is_room_again_when_the_peer_has_read(self):
        s = self.accepted(serverSendBuffer=10, clientRecvBuffer=4, pauseReading=True, actions=[{"at": 40, "resumeReading": True}])
        s.send(b"x" * 10)
        self.pass_ms(60)
        self.assertTrue(s.writable())
        self.assertEqual(sum(e["n"] for e in self.events("client.recv")), 10)

    def test_linger_of_zero_resets(self):
        s = self.accepted()
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        s.close()
        self.pass_ms(20)
        self.assertEqual([e["conn"] for e in self.events("client.connectionReset")], ["A"])

    def test_an_option_is_what_it_was_set_to(self):
        s = self.accepted()
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30)
        self.assertEqual(s.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE), 30)
        with self.assertRaises(OSError):
            s.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 0)
