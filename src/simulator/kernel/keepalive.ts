import type { VirtualNs } from '../../recording/events';
import type { Job } from '../clock';
import { NS_PER_SECOND } from '../units';
import type { LossyPath } from './lossyPath';
import { KEEPALIVE_INTVL_S, KEEPALIVE_PROBES, KEEPALIVE_TIME_S } from './tcpConstants';

/** Keepalive of the server's end, as Linux's `tcp_keepalive_timer` (net/ipv4/tcp_timer.c). */
export class Keepalive {
  /** `TCP_KEEPIDLE`, `TCP_KEEPINTVL` (seconds) and `TCP_KEEPCNT`. */
  #idleS = KEEPALIVE_TIME_S;
  intervalS = KEEPALIVE_INTVL_S;
  probes = KEEPALIVE_PROBES;
  readonly #path: LossyPath;
  #sent = 0;
  #job: Job | null = null;

  constructor(path: LossyPath) {
    this.#path = path;
  }

  /** `SO_KEEPALIVE`: counts from now. */
  set(on: boolean): void {
    if (!on) this.stop();
    else if (this.#job === null) this.#arm(this.#idleNs);
  }

  /** `TCP_KEEPIDLE`: the silence until now counts. */
  setIdle(seconds: number): void {
    this.#idleS = seconds;
    if (this.#job === null) return;
    this.stop();
    this.#arm(Math.max(0, this.#idleNs - this.#silentNs()));
  }

  stop(): void {
    if (this.#job !== null) this.#path.kernel.queue.cancel(this.#job);
    this.#job = null;
  }

  /** The peer has been heard. */
  heard(): void {
    this.#sent = 0;
  }

  /** It is on, and finds a peer each time. */
  finds(): boolean {
    return this.#job !== null && this.#wouldBeAnswered();
  }

  get #idleNs(): VirtualNs {
    return this.#idleS * NS_PER_SECOND;
  }

  #silentNs(): VirtualNs {
    return this.#path.kernel.queue.nowNs - this.#path.heardNs;
  }

  #arm(delayNs: VirtualNs): void {
    const { queue } = this.#path.kernel;
    this.#job = queue.atInBackground(
      queue.nowNs + delayNs,
      () => {
        this.#job = null;
        this.#expire();
      },
      () => this.#wouldBeAnswered(),
    );
  }

  /** A probe would find a peer that is there, over a path that stays as it is. */
  #wouldBeAnswered(): boolean {
    const { cable, client, nat } = this.#path;
    if (cable.up.isCut || cable.down.isCut || client.isDead()) return false;
    return nat === null || (!nat.forgot && this.#idleNs < nat.idleNs);
  }

  #expire(): void {
    const { kernel, label, server } = this.#path;
    // Unacknowledged bytes have a timer of their own.
    if (server.hasUnacknowledged()) return this.#arm(this.#idleNs);
    const silentNs = this.#silentNs();
    if (silentNs < this.#idleNs) return this.#arm(this.#idleNs - silentNs);
    if (this.#sent >= this.probes) {
      this.#path.sendReset('server', null);
      server.giveUp();
      return;
    }
    this.#sent++;
    kernel.trace.emit('net.keepalive', { conn: label, n: this.#sent });
    kernel.queue.after(this.#path.latencyNs, () => this.#probeArrives());
    this.#arm(this.intervalS * NS_PER_SECOND);
  }

  #probeArrives(): void {
    const path = this.#path;
    if (!path.passes('server', 'keepalive')) return;
    if (path.client.isDead()) path.sendReset('client', null);
    else path.kernel.queue.after(path.latencyNs, () => path.passes('client', 'ack'));
  }
}
