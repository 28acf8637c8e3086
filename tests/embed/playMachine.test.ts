import { describe, expect, test } from 'vitest';
import type { Change, Deed, Happening, PlayEvent, Rules } from '../../src/embed/playEvents';
import { afterEvent, freshPlay, type PlayState } from '../../src/embed/playMachine';

/** An embed that does what the machine says, and a reader who may press Play and Pause. */
class Embed {
  state: PlayState;
  playing = false;
  resets = 0;
  readonly done: Deed[] = [];

  constructor(rules: Partial<Rules>) {
    this.state = freshPlay({ autoplay: false, resets: true, ...rules });
  }

  send(event: PlayEvent): this {
    const { state, deeds } = afterEvent(this.state, event);
    this.state = state;
    for (const deed of deeds) {
      this.done.push(deed);
      if (deed === 'reset') this.resets++;
      // Going somewhere pauses.
      const until = deed === 'stop' ? 'at' : 'before';
      if (deed !== 'hold') this.become(deed === 'play', { until, byItself: true });
    }
    return this;
  }

  /** The session plays or stands now. */
  become(plays: boolean, more: Partial<Change> = {}): this {
    const began = plays && !this.playing;
    this.playing = plays;
    const [ended, until, byItself] = [false, 'before' as const, false];
    return this.send({ type: 'change', plays, began, ended, until, byItself, ...more });
  }

  go(...all: Happening[]): this {
    for (const type of all) this.send({ type });
    return this;
  }

  press(what: 'play' | 'pause'): this {
    return this.become(what === 'play');
  }
}

describe('in a deck that says what is shown', () => {
  test('starts when its slide comes, and not before', () => {
    const embed = new Embed({ autoplay: true });
    expect(embed.playing).toBe(false);
    expect(embed.go('slide:start').playing).toBe(true);
  });

  test('without autoplay nothing starts by itself', () => {
    const embed = new Embed({});
    expect(embed.go('seen', 'slide:start', 'slide:stop', 'slide:start', 'awake').playing).toBe(
      false,
    );
  });

  test('a start that nobody saw is undone when the slide comes', () => {
    const embed = new Embed({ autoplay: true }).go('seen');
    expect(embed).toMatchObject({ playing: true, resets: 0 });
    expect(embed.go('slide:start')).toMatchObject({ playing: true, resets: 1 });
  });

  test('what was touched has been seen: a start that is told late changes nothing', () => {
    const embed = new Embed({ autoplay: true }).go('seen').press('pause').go('slide:start');
    expect(embed).toMatchObject({ playing: false, resets: 0 });
    expect(embed.go('slide:stop', 'slide:start')).toMatchObject({ playing: true, resets: 1 });
  });

  test('begins again each time that its slide comes back', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'slide:stop');
    expect(embed.playing).toBe(false);
    expect(embed.go('slide:start')).toMatchObject({ playing: true, resets: 2 });
  });

  test('what is said again of a slide that is shown changes nothing', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'unseen', 'seen', 'slide:start');
    expect(embed).toMatchObject({ playing: true, resets: 1 });
    expect(embed.press('pause').go('slide:start')).toMatchObject({ playing: false, resets: 1 });
  });

  test('reset=never goes on, if it was playing', () => {
    const embed = new Embed({ autoplay: true, resets: false }).go('slide:start', 'slide:stop');
    expect(embed.go('slide:start')).toMatchObject({ playing: true, resets: 0 });
    embed.press('pause').go('slide:stop');
    expect(embed.go('slide:start')).toMatchObject({ playing: false, resets: 0 });
  });

  test('sight alone starts nothing once a deck has spoken, but what cannot be seen stands still', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'slide:stop', 'unseen', 'seen');
    expect(embed.playing).toBe(false);
    embed.go('slide:start', 'unseen');
    expect(embed.playing).toBe(false);
    expect(embed.go('seen')).toMatchObject({ playing: true, resets: 2 });
  });
});

describe('in a page that says nothing', () => {
  test('starts when it is seen, stops when it is not, begins again when it comes back', () => {
    const embed = new Embed({ autoplay: true }).go('seen');
    expect(embed).toMatchObject({ playing: true, resets: 0 });
    expect(embed.go('unseen').playing).toBe(false);
    expect(embed.go('seen')).toMatchObject({ playing: true, resets: 1 });
  });

  test('what its page asked before it was seen is not undone', () => {
    const embed = new Embed({}).press('play').go('seen');
    expect(embed).toMatchObject({ playing: true, resets: 0 });
  });

  test('seen again while it is seen is nothing new', () => {
    const embed = new Embed({ autoplay: true }).go('seen').press('pause').go('seen');
    expect(embed).toMatchObject({ playing: false, resets: 0 });
  });
});

describe('a hidden window', () => {
  test('stands still, and goes on only if it was playing', () => {
    const embed = new Embed({ autoplay: true }).go('seen', 'asleep');
    expect(embed.playing).toBe(false);
    expect(embed.go('awake')).toMatchObject({ playing: true, resets: 0 });
    expect(embed.press('pause').go('asleep', 'awake').playing).toBe(false);
  });

  test('a start that comes meanwhile waits', () => {
    const embed = new Embed({ autoplay: true }).go('asleep', 'slide:start');
    expect(embed.playing).toBe(false);
    expect(embed.go('awake').playing).toBe(true);
  });

  test('a slide that has gone meanwhile does not go on', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'asleep', 'slide:stop', 'awake');
    expect(embed.playing).toBe(false);
  });
});

describe('what was left, and other copies', () => {
  test('reset=never goes on where it was left, when it is seen', () => {
    const left = (playing: boolean): Embed =>
      new Embed({ autoplay: true, resets: false }).send({ type: 'left', playing });
    expect(left(true).playing).toBe(false);
    expect(left(true).go('seen').playing).toBe(true);
    expect(left(false).go('seen').playing).toBe(false);
  });

  test('plays along with another copy where it is shown, and else when it comes', () => {
    const embed = new Embed({}).send({ type: 'join' });
    expect(embed.playing).toBe(false);
    expect(embed.go('seen').playing).toBe(true);
    expect(new Embed({}).go('slide:start', 'unseen').send({ type: 'join' }).playing).toBe(true);
  });

  test('who is told to stand does not go on', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'unseen');
    expect(embed.send({ type: 'pause' }).go('seen').playing).toBe(false);
  });

  test('nor who was brought to another place meanwhile', () => {
    const embed = new Embed({ autoplay: true }).go('slide:start', 'unseen').become(false);
    expect(embed.go('seen').playing).toBe(false);
  });
});

describe('the end', () => {
  const over = (embed: Embed): unknown => embed.state.value.course;

  test('comes at `until`, and is over as soon as it is left', () => {
    const embed = new Embed({}).press('play').become(true, { until: 'after' });
    expect(embed).toMatchObject({ playing: false, done: ['stop', 'hold'] });
    expect(over(embed)).toBe('ended');
    expect(over(embed.become(false))).toBe('ahead');
  });

  test('is not reached by whoever begins there or goes there', () => {
    const embed = new Embed({}).become(false, { until: 'at' }).become(true, { until: 'at' });
    expect(embed.become(true, { until: 'after' }).done).toEqual([]);
    expect(embed.become(false).become(true).become(true, { until: 'at' }).done).toEqual([
      'stop',
      'hold',
    ]);
  });

  test('is that of the run, and begins again when it was looked at, if it can be seen', () => {
    const embed = new Embed({}).go('seen').press('play').become(false, { ended: true });
    expect(embed.done).toEqual(['hold']);
    expect(over(embed)).toBe('ended');
    expect(embed.send({ type: 'again' }).playing).toBe(true);
    embed.become(false, { ended: true }).go('unseen');
    expect(embed.send({ type: 'again' }).playing).toBe(false);
  });
});

test('a poster is shown until somebody does something, or it plays', () => {
  const shown = (): Embed => new Embed({}).send({ type: 'poster' });
  const poster = (embed: Embed): unknown => embed.state.value.poster;
  expect(poster(shown().go('seen', 'slide:start').become(false, { byItself: true }))).toBe('shown');
  expect(poster(shown().press('pause'))).toBe('gone');
  expect(poster(shown().become(true, { byItself: true }))).toBe('gone');
  expect(poster(shown().send({ type: 'home' }))).toBe('gone');
});
