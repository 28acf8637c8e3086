import type { Claim } from '../claims';
import { measured, source, text } from '../evidence';

export const theWire: readonly Claim[] = [
  {
    id: 'no-beginning-no-end',
    chapter: 1,
    said: 'A TCP connection has no beginning and no end.',
    so: 'It has both, and Twisted calls you for each: connectionMade and connectionLost. It is the messages that have none on the wire.',
    evidence: [
      source(
        'internet/protocol.py',
        '566-572',
        'connectionMade',
        'the first call that a protocol gets',
      ),
      source('internet/tcp.py', '316-331', 'protocol.connectionLost(reason)', 'and the last'),
    ],
  },
  {
    id: 'stays-open',
    chapter: 1,
    said: 'An open connection stays open until somebody closes it.',
    so: 'Or until one end crashes, is reset or cannot be reached any more. Then the other end may believe for hours that it is open: a half-open connection.',
    evidence: [
      text('RFC 9293, section 3.5.1', 'describes half-open connections and how a reset ends them'),
      measured(
        'write() of 50 MB to a client that never reads: 2.9 MB in the kernel, 47 MB in Twisted, no error',
      ),
    ],
  },
  {
    id: 'no-word-of-sending',
    chapter: 1,
    said: 'You cannot wait until your message has been sent, since TCP will not tell you.',
    so: 'TCP tells the kernel, not you. write() returns None before anything is sent. A producer is told when the kernel has taken the bytes, which says nothing about the other program.',
    evidence: [
      source(
        'internet/abstract.py',
        '366-381',
        'self._tempDataBuffer.append(data)',
        'write keeps the bytes and asks to be called when there is room',
      ),
      source(
        'internet/abstract.py',
        '243-311',
        'resumeProducing',
        'a producer is resumed when the kernel has everything',
      ),
    ],
  },
  {
    id: 'waits-for-ever',
    chapter: 1,
    said: 'TCP waits for ever.',
    so: 'For an idle connection yes, as keepalive is off unless you ask for it. With bytes under way and no ACK, Linux gives up after 15 retransmissions: about a quarter of an hour.',
    evidence: [
      text(
        'Linux kernel documentation, ip-sysctl, tcp_retries2',
        'the default of 15 is a timeout of at least 924.6 s',
      ),
      text('tcp(7), tcp_keepalive_time', 'keepalive is asked for with SO_KEEPALIVE; 7,200 s'),
      source(
        'internet/tcp.py',
        '359-360',
        'SO_KEEPALIVE',
        'setTcpKeepAlive, which Twisted calls for nobody',
      ),
    ],
  },
  {
    id: 'routers-time-out',
    chapter: 1,
    said: 'Routers on the way drop a connection after 2 to 30 minutes of silence.',
    so: 'Limits between minutes and a day are in use, and the standard asks for two hours and four minutes at least. The router forgets in silence: both ends still think that they are connected.',
    evidence: [
      text('RFC 5382, REQ-5', 'a NAT must keep an idle connection for 2 h 4 min at least'),
      text('AWS, Network Load Balancer, idle timeout', '350 s unless set otherwise'),
    ],
  },
  {
    id: 'only-a-marker',
    chapter: 1,
    said: 'You have to look for a marker that ends the message.',
    so: 'A marker is one way. Others: a length before each message, messages of one size, one message for each connection. Twisted has classes for markers and for lengths.',
    evidence: [
      source(
        'protocols/basic.py',
        '650-652',
        'length prefixed protocols',
        'IntNStringReceiver, the base of Int32StringReceiver',
      ),
      source('protocols/basic.py', '53-54', 'NetstringReceiver', 'netstrings'),
    ],
  },
  {
    id: 'linereceiver-functions',
    chapter: 1,
    said: 'Twisted has linereceiver and sendline functions.',
    so: 'It has a class, LineReceiver: you write lineReceived, and it has sendLine. Both take bytes. A line of more than 16,384 bytes ends the connection.',
    evidence: [
      source('protocols/basic.py', '487-509', 'MAX_LENGTH = 16384', 'the class and its limit'),
      source(
        'protocols/basic.py',
        '609-619',
        'return self.transport.loseConnection()',
        'what happens beyond it',
      ),
    ],
  },
  {
    id: 'http-is-lines',
    chapter: 1,
    said: 'CR LF ends the messages of chat protocols and of HTTP.',
    so: 'Of HTTP/1 only the head is lines. The body is raw bytes whose length the head tells, and HTTP/2 is binary. LineReceiver changes over with setRawMode.',
    evidence: [
      source('protocols/basic.py', '577-583', 'def setRawMode', 'from lines to raw bytes'),
      source('web/http.py', '2415', 'self.setRawMode()', 'where Twisted’s web server does so'),
    ],
  },
];
