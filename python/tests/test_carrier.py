from . import KernelTest


class Losses(KernelTest):
    def sent_into_a_cut(self, **cable):
        actions = [{"at": 10, "cut": "up"}, {"at": 20, "send": "lost"}, *cable.get("then", [])]
        self.kernel(clients=[{"name": "A", "actions": actions}])
        self.listening()

    def test_a_lost_segment_is_sent_again_after_twice_the_time_each(self):
        self.sent_into_a_cut()
        self.pass_ms(2000)
        self.assertEqual([t for t, _ in self.told("net.retransmit")], [220, 620, 1420])

    def test_it_arrives_once_the_cable_is_mended(self):
        self.sent_into_a_cut(then=[{"at": 300, "mend": True}])
        self.pass_ms(1000)
        self.assertEqual([t for t, _ in self.told("net.arrive")], [621])

    def test_the_peer_gives_up_after_924_6_seconds(self):
        self.sent_into_a_cut()
        self.pass_ms(2_000_000)
        self.assertEqual(self.told("net.timeout"), [(924_620, "net.timeout")])


class Keepalive(KernelTest):
    def test_a_peer_that_is_gone_is_found_out(self):
        import socket as S
        k = self.kernel(clients=[{"name": "A", "actions": [{"at": 100, "cut": "both"}]}])
        port = self.listening()
        self.pass_ms(50)
        s, _ = port.accept()
        s.setsockopt(S.IPPROTO_TCP, S.TCP_KEEPIDLE, 10)
        s.setsockopt(S.IPPROTO_TCP, S.TCP_KEEPINTVL, 2)
        s.setsockopt(S.IPPROTO_TCP, S.TCP_KEEPCNT, 3)
        s.setsockopt(S.SOL_SOCKET, S.SO_KEEPALIVE, 1)
        k.advance(60_000_000_000)
        with self.assertRaises(TimeoutError):
            s.recv(1)


class Nat(KernelTest):
    def test_a_box_that_forgot_drops_what_comes_later(self):
        nat = {"idleMs": 1000, "then": "drop"}
        self.kernel(clients=[{"name": "A", "nat": nat, "actions": [{"at": 100, "send": "x"}, {"at": 5000, "send": "y"}]}])
        self.listening()
        self.pass_ms(6000)
        self.assertEqual([e["n"] for e in self.events("net.arrive")], [1])
        self.assertEqual([e["t"] for e in self.events("net.natForgot")], [1101])
