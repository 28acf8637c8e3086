import type { Aside } from '../../src/scenario/types';

export const aside: Aside = {
  claims: {
    'stays-open': '?step=cut',
    'waits-for-ever': '?variant=write&step=told-by-the-kernel',
    'routers-time-out': '?cut=0&step=nat-forgot',
  },
  elsewhere: {
    twisted:
      'setTcpKeepAlive only switches probes on. On Linux, TCP_KEEPIDLE (seconds until the first) and TCP_USER_TIMEOUT (ms until unacknowledged bytes are given up) are set with transport.getHandle().setsockopt.',
    asyncio:
      'connection_lost waits just as long. SO_KEEPALIVE is set on transport.get_extra_info("socket"); for reads there is asyncio.timeout.',
    node: 'socket.setKeepAlive(true, ms) asks the kernel to probe; socket.setTimeout(ms) only emits “timeout”, closing is up to you.',
  },
};
