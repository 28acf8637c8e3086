/** A word of the course: what it means here, in one or two exact sentences, and where it can be seen. */
export interface Term {
  /** Its place on the page: `glossary/#<id>`. */
  id: string;
  term: string;
  text: string;
  /** Ids of the scenarios that show it. */
  shownBy: readonly string[];
}

/** In alphabetical order; the six nouns have cards of their own above them. */
export const glossary: readonly Term[] = [
  {
    id: 'accept',
    term: 'accept',
    text: 'Takes a connection that the kernel has set up already out of the listen queue and gives it a socket. Twisted then makes the protocol and calls its connectionMade.',
    shownBy: ['blocked-reactor', 'who-is-ready', 'after-the-block'],
  },
  {
    id: 'ack',
    term: 'ACK',
    text: 'TCP’s note from one kernel to the other that bytes have arrived in its buffer. Neither program sees it, and it does not say that anybody has read them.',
    shownBy: ['did-it-arrive', 'silent-peer'],
  },
  {
    id: 'adbapi',
    term: 'adbapi',
    text: 'Twisted’s way to call a DB-API driver, which blocks: each query runs in a thread of a pool of its own, three to five of them, with a connection each. The result fires a Deferred in the reactor thread.',
    shownBy: ['database'],
  },
  {
    id: 'backlog',
    term: 'backlog, listen queue',
    text: 'Connections that are set up but not accepted yet wait in the listen queue; the backlog is its length, 50 in Twisted unless you say otherwise.',
    shownBy: ['blocked-reactor', 'after-the-block'],
  },
  {
    id: 'blocking',
    term: 'blocking',
    text: 'Holding the thread that called, until something else has happened or a long computation is done. Here a handler counts as blocked when it holds the reactor thread for more than 100 ms.',
    shownBy: ['blocked-reactor', 'after-the-block', 'what-blocks'],
  },
  {
    id: 'callback',
    term: 'callback, errback',
    text: 'Functions that a Deferred calls with its result or with its failure. They run in the thread that fires the Deferred, which has to be the reactor’s.',
    shownBy: ['blocked-reactor', 'did-it-arrive', 'track-not-engine', 'two-rails', 'wrong-hand'],
  },
  {
    id: 'call-later',
    term: 'callLater',
    text: 'Asks the reactor to call a function no earlier than so many seconds from now. With 0 it is called in the next turn, not at once.',
    shownBy: ['one-turn', 'after-the-block', 'slices'],
  },
  {
    id: 'connection-made',
    term: 'connectionMade, connectionLost',
    text: 'The first and the last call that a protocol gets. connectionLost comes when the kernel says that the connection ended, which for a cut cable may be never.',
    shownBy: ['silent-peer', 'after-the-block'],
  },
  {
    id: 'cooperate',
    term: 'cooperate, Cooperator',
    text: 'Runs a generator a step at a time: in each turn of the reactor as many steps as fit into 10 ms, of all such generators in turn. A step itself is never interrupted.',
    shownBy: ['slices'],
  },
  {
    id: 'coroutine',
    term: 'coroutine, inlineCallbacks',
    text: 'A function that can pause at await or yield until a Deferred has its result. Up to the first one without a result it runs like any other function, in its caller’s time.',
    shownBy: ['track-not-engine', 'defer-to-thread', 'what-blocks'],
  },
  {
    id: 'data-received',
    term: 'dataReceived',
    text: 'Called with the bytes of one read: as many as the kernel had, at most 65,536. Where the sender’s writes began and ended is not in them.',
    shownBy: ['stream', 'find-the-marker', 'who-is-ready'],
  },
  {
    id: 'deadlock',
    term: 'deadlock',
    text: 'Each waits for another, and so all wait for ever: jobs that hold every thread of a pool while they wait for jobs that need one.',
    shownBy: ['thread-pool'],
  },
  {
    id: 'defer-to-thread',
    term: 'deferToThread',
    text: 'Hands a function to a worker of the reactor’s pool and returns a Deferred. When the function returns, the reactor thread fires the Deferred in its next turn.',
    shownBy: ['defer-to-thread', 'blocked-reactor', 'what-blocks'],
  },
  {
    id: 'delimiter',
    term: 'delimiter',
    text: 'The bytes that end a message, CR LF in LineReceiver. A length before each message is the other usual way to find its end.',
    shownBy: ['find-the-marker'],
  },
  {
    id: 'failure',
    term: 'Failure',
    text: 'An exception as a value: it goes from errback to errback, to nobody’s caller. Where none returns a value, it is logged when the last reference to its Deferred goes.',
    shownBy: ['two-rails', 'did-it-arrive'],
  },
  {
    id: 'firing',
    term: 'firing a Deferred',
    text: 'Calling its callback or errback method, which puts the result in; once only. Whoever does so is the engine: a timer, a line from the network, a worker’s result.',
    shownBy: ['track-not-engine', 'two-rails', 'wrong-hand'],
  },
  {
    id: 'gil',
    term: 'GIL',
    text: 'CPython’s global interpreter lock: only the thread that has it runs Python. A thread that sleeps or waits for the OS has let go of it, and each process has one of its own.',
    shownBy: ['one-baton', 'shared-dict'],
  },
  {
    id: 'half-open',
    term: 'half-open connection',
    text: 'One end is gone, the other has not been told. It looks just like a connection on which nobody speaks.',
    shownBy: ['silent-peer'],
  },
  {
    id: 'idle-timeout',
    term: 'idle timeout',
    text: 'A limit to how long the other end may be silent. Twisted’s TimeoutMixin keeps one timer for each connection, and every resetTimeout starts it afresh.',
    shownBy: ['silent-peer', 'after-the-block'],
  },
  {
    id: 'keepalive',
    term: 'keepalive',
    text: 'Empty segments that a kernel sends on an idle connection to see whether the other end answers. Off unless asked for; on Linux the first goes out after two hours.',
    shownBy: ['silent-peer'],
  },
  {
    id: 'kernel',
    term: 'kernel',
    text: 'The part of the operating system that speaks TCP. It sets up connections and keeps bytes while your program is busy; here it is a model of Linux.',
    shownBy: ['blocked-reactor', 'did-it-arrive', 'silent-peer'],
  },
  {
    id: 'line-receiver',
    term: 'LineReceiver',
    text: 'A Twisted protocol that collects bytes until a delimiter and then calls lineReceived with the line. A line of more than 16,384 bytes ends the connection.',
    shownBy: ['find-the-marker', 'chat'],
  },
  {
    id: 'looping-call',
    term: 'LoopingCall',
    text: 'Calls a function at an interval, on a grid from the time of its start. Times that passed during a block are skipped, not made up for.',
    shownBy: ['after-the-block', 'database'],
  },
  {
    id: 'modelled',
    term: 'modelled, measured',
    text: 'Beside a number: modelled is what the simulator makes of a rule, such as a switch of threads each 5 ms; measured is what a real program took on a real machine, and only there.',
    shownBy: ['one-baton', 'slices', 'track-not-engine', 'wrong-hand'],
  },
  {
    id: 'nat',
    term: 'NAT',
    text: 'A router between a private network and the rest that keeps a note for each connection. After enough silence it forgets the note and passes nothing on any more.',
    shownBy: ['silent-peer'],
  },
  {
    id: 'process',
    term: 'process',
    text: 'A program of its own with its own memory and, in Python, its own lock on the interpreter. Computing there leaves the reactor free.',
    shownBy: ['one-baton', 'what-blocks'],
  },
  {
    id: 'producer',
    term: 'producer, FileSender',
    text: 'What a transport may ask for more: registered, it is paused while the buffer is over 64 KiB and resumed when it is empty, or asked for each piece. FileSender is one for files.',
    shownBy: ['tank-and-tap'],
  },
  {
    id: 'protocol',
    term: 'protocol',
    text: 'The object that holds your code for one connection; a factory makes it when the connection is accepted. Its self.transport is the connection.',
    shownBy: ['blocked-reactor', 'chat'],
  },
  {
    id: 'race',
    term: 'race',
    text: 'Two threads change one thing, and what comes of it hangs on whose line runs first. The GIL keeps one step whole, not the lines between a read and its write.',
    shownBy: ['shared-dict'],
  },
  {
    id: 'readiness',
    term: 'readiness',
    text: 'A socket is readable when a read would return at once, writable when the kernel has room for more. A listening socket is readable when somebody waits to be accepted.',
    shownBy: ['who-is-ready', 'blocked-reactor'],
  },
  {
    id: 'retransmission',
    term: 'retransmission',
    text: 'Bytes without an ACK are sent again, after a pause that doubles each time. Linux gives up after 15 of them, about 924.6 s, and only then tells the program.',
    shownBy: ['did-it-arrive', 'silent-peer'],
  },
  {
    id: 'select',
    term: 'select, epoll',
    text: 'One question to the OS about many sockets, in which the thread sleeps until one is ready or a timer is due. epoll keeps the list in the kernel instead of sending it each time.',
    shownBy: ['who-is-ready', 'one-turn', 'wrong-hand'],
  },
  {
    id: 'stand-in',
    term: 'stand-in',
    text: 'What this course runs in place of a thing that it does not simulate, such as a slow disk: it sleeps or computes for as long.',
    shownBy: ['who-is-ready', 'what-blocks'],
  },
  {
    id: 'stream',
    term: 'stream',
    text: 'What TCP carries: bytes in the order of their sending, without any marks between one write and the next.',
    shownBy: ['stream', 'find-the-marker'],
  },
  {
    id: 'switch-interval',
    term: 'switch interval',
    text: 'How long a thread that computes in Python may keep the GIL while another wants it: 5 ms, unless sys.setswitchinterval says otherwise.',
    shownBy: ['one-baton'],
  },
  {
    id: 'thread-pool',
    term: 'thread pool',
    text: 'Some threads and a queue of jobs for them: a job without a free thread waits its turn. The reactor’s pool has at most ten threads, and looking a host’s name up is a job there, too.',
    shownBy: ['thread-pool', 'blocked-reactor'],
  },
  {
    id: 'thread-safe',
    term: 'thread-safe',
    text: 'May be called from any thread. Of Twisted callFromThread and blockingCallFromThread are; what touches the reactor’s lists, its connections or its Deferreds is not, however often it goes well.',
    shownBy: ['wrong-hand', 'shared-dict'],
  },
  {
    id: 'transport-write',
    term: 'transport.write, sendLine',
    text: 'Puts bytes into Twisted’s own buffer and returns None at once. The reactor gives them to the kernel in a later turn.',
    shownBy: ['did-it-arrive', 'one-turn', 'chat', 'wrong-hand', 'tank-and-tap'],
  },
  {
    id: 'turn',
    term: 'turn',
    text: 'One round of the reactor: calls from threads, timers that are due, one question to the OS, then a handler for each socket that is ready.',
    shownBy: ['one-turn', 'blocked-reactor', 'after-the-block'],
  },
  {
    id: 'waker',
    term: 'waker',
    text: 'A pipe to itself that the reactor listens on. A worker writes one byte to it, so that the reactor’s sleep in the OS ends.',
    shownBy: ['blocked-reactor', 'defer-to-thread', 'wrong-hand'],
  },
];
