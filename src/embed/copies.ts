import type { BetState } from '../session/bet.svelte';
import type { Driver } from './driver';
import { hearCopy, readTelling, type Mirroring, type Telling } from './mirror';
import { reopen, without } from './place';
import type { Happening } from './playRules';
import type { Playing } from './playing';

/** So long a copy of a deck waits for the deck to be heard before it starts anything by itself, in ms. */
const ALONE_AFTER_MS = 300;

/**
 * Keeps copies of this embed in other windows in step: a deck and its speaker's view. Returns what is to be told of
 * slides that come and go; it holds that back until it is clear whether this copy follows another.
 */
export function followCopies(driver: Driver, playing: Playing): (what: Happening) => void {
  const happen = (what: Happening): void => playing.happen(what);
  const channel = openChannel();
  if (channel === null) return happen;

  const { session } = driver;
  const depth = parent === top ? 1 : 2;
  const who = Math.random().toString(36).slice(2);
  let mirroring: Mirroring = { n: 0, who, depth, follows: false };
  let obeying = false;
  let told = gist();

  function gist(): { what: string; playing: boolean; place: string } {
    const query = without(session.query, 'step', 't', 'theme', 'motion');
    const what = `${query} ${driver.hands.join()} ${session.bet.settled} ${session.bet.stands}`;
    const place = `${session.index} ${session.timeNs}`;
    return { what, playing: session.state === 'playing', place };
  }
  const say = (auto: boolean, asks = false): void => {
    const telling: Telling = {
      n: mirroring.n,
      depth,
      who,
      query: without(session.query, 'theme', 'motion'),
      playing: session.state === 'playing',
      hands: driver.hands,
      settled: session.bet.settled,
      stands: session.bet.stands,
      auto,
      asks,
    };
    channel.postMessage(telling);
  };

  driver.onchange(() => {
    const now = gist();
    const both = now.playing && told.playing;
    const same = now.what === told.what && now.playing === told.playing;
    // While it plays on, each copy goes by its own clock.
    const news = !same || (!both && now.place !== told.place);
    const ran = told.playing && session.state === 'ended';
    told = now;
    if (!news || obeying) return;
    const auto = driver.auto || ran;
    if (!auto) mirroring.n++;
    say(auto);
  });

  channel.onmessage = ({ data }) => {
    const said = readTelling(data);
    if (said === null) return;
    const heard = hearCopy(mirroring, said);
    mirroring = heard.mirroring;
    playing.follows = mirroring.follows;
    if (mirroring.follows) release([]);
    if (said.asks && !mirroring.follows) {
      // Whoever opens while this one plays joins in, a deck as well: as if someone had just pressed Play.
      if (session.state === 'playing') mirroring.n++;
      say(mirroring.n === 0);
    }
    if (!heard.obey) return;
    obeying = true;
    driver.act(() => {
      reopen(session, said.query);
      driver.takeHands(said.hands);
      follow(session.bet, said);
    });
    // By itself: what brings it to a place ends what waits for its slide.
    if (said.playing) driver.act(playing.playAlong);
    obeying = false;
  };
  say(true, true);

  // In the deck itself nothing waits.
  let held: Happening[] | null = depth > 1 ? [] : null;
  const release = (all: readonly Happening[]): void => {
    held = null;
    all.forEach(happen);
  };
  if (held) setTimeout(() => held && release(held), ALONE_AFTER_MS);
  return (what) => {
    if (held) held.push(what);
    else happen(what);
  };
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
