import type { BetState } from '../session/bet.svelte';
import type { Driver } from './driver.svelte';
import { hearCopy, readTelling, type Mirroring, type Telling } from './mirror';
import { reopen, without } from './steps';
import type { Happening } from './playEvents';
import type { Playing } from './playing';

/** So long a copy of a deck waits for the deck to be heard before it starts anything by itself, in ms. */
const ALONE_AFTER_MS = 300;

/** What is compared to know whether there is something to tell the others. */
interface Gist {
  what: string;
  playing: boolean;
  place: string;
}

/**
 * Keeps copies of this embed in other windows in step: a deck and its speaker's view. Returns what is to be told of
 * slides that come and go; it holds that back until it is clear whether this copy follows another.
 */
export function followCopies(driver: Driver, playing: Playing): (what: Happening) => void {
  const channel = openChannel();
  if (channel === null) return (what) => playing.happen(what);
  const copies = new Copies(driver, playing, channel);
  return (what) => copies.happen(what);
}

class Copies {
  readonly #driver: Driver;
  readonly #playing: Playing;
  readonly #channel: BroadcastChannel;
  #mirroring: Mirroring = {
    n: 0,
    who: Math.random().toString(36).slice(2),
    depth: parent === top ? 1 : 2,
    follows: false,
  };
  #told: Gist;
  /** What another copy said is being done: they know it. */
  #obeying = false;
  /** What happened before it was clear whether the deck is there; null since it is. In the deck itself nothing waits. */
  #held: Happening[] | null;

  constructor(driver: Driver, playing: Playing, channel: BroadcastChannel) {
    this.#driver = driver;
    this.#playing = playing;
    this.#channel = channel;
    this.#told = this.#gist;
    this.#held = this.#mirroring.depth > 1 ? [] : null;
    driver.onchange(() => this.#changed());
    channel.onmessage = ({ data }) => {
      const said = readTelling(data);
      if (said !== null) this.#heard(said);
    };
    this.#say(true, true);
    if (this.#held) setTimeout(() => this.#release(this.#held ?? []), ALONE_AFTER_MS);
  }

  /** The slide came or went. */
  happen(what: Happening): void {
    if (this.#held) this.#held.push(what);
    else this.#playing.happen(what);
  }

  #changed(): void {
    const before = this.#told;
    const now = (this.#told = this.#gist);
    const same = now.what === before.what && now.playing === before.playing;
    // While it plays on, each copy goes by its own clock.
    const moved = !(now.playing && before.playing) && now.place !== before.place;
    if ((same && !moved) || this.#obeying) return;
    const ran = before.playing && this.#driver.session.state === 'ended';
    const auto = this.#driver.auto || ran;
    if (!auto) this.#mirroring.n++;
    this.#say(auto);
  }

  #heard(said: Telling): void {
    const { session } = this.#driver;
    const { mirroring, obey } = hearCopy(this.#mirroring, said);
    this.#mirroring = mirroring;
    this.#playing.follows = mirroring.follows;
    if (mirroring.follows) this.#release([]);
    if (said.asks && !mirroring.follows) {
      // Whoever opens while this one plays joins in, a deck as well: as if someone had just pressed Play.
      if (session.state === 'playing') mirroring.n++;
      this.#say(mirroring.n === 0);
    }
    if (!obey) return;
    this.#obeying = true;
    this.#driver.act(() => {
      reopen(session, said.query);
      this.#driver.takeHands(said.hands);
      follow(session.bet, said);
    });
    // By itself: what brings it to a place ends what waits for its slide.
    if (said.playing) this.#playing.playAlong();
    this.#obeying = false;
  }

  #say(auto: boolean, asks = false): void {
    const { session, hands } = this.#driver;
    const { n, depth, who } = this.#mirroring;
    // A link has whole milliseconds; copies stand at the same moment.
    const query = without(session.query, 'theme', 'motion').replace(
      /\bt=[\d.]+/,
      `t=${session.timeNs / 1e6}`,
    );
    const telling: Telling = {
      n,
      depth,
      who,
      query,
      hands: [...hands],
      auto,
      asks,
      playing: session.state === 'playing',
      settled: session.bet.settled,
      stands: session.bet.stands,
    };
    this.#channel.postMessage(telling);
  }

  #release(all: readonly Happening[]): void {
    this.#held = null;
    for (const what of all) this.#playing.happen(what);
  }

  get #gist(): Gist {
    const { session, hands } = this.#driver;
    const query = without(session.query, 'step', 't', 'theme', 'motion');
    return {
      what: `${query} ${hands.join()} ${session.bet.settled} ${session.bet.stands}`,
      playing: session.state === 'playing',
      place: `${session.index} ${session.timeNs}`,
    };
  }
}

/** Asks, tells or settles the bet as the copy that was heard. */
function follow(bet: BetState, { settled, stands }: Telling): void {
  if (settled && !bet.settled) {
    if (stands) bet.skip();
    else bet.pass();
  } else if (!stands) bet.move();
  else if (!bet.stands) bet.ask();
}

/** A sandbox has no channel to others. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(`inside-the-reactor:${location.pathname}${location.search}`);
  } catch {
    return null;
  }
}
