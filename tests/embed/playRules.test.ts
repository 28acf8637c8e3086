import { describe, expect, test } from 'vitest';
import { happen, unseen, type Happening, type Rules } from '../../src/embed/playRules';

/** An embed that does what the rules say, and a reader who may press Play and Pause. */
class Embed {
  showing = unseen;
  playing = false;
  resets = 0;
  readonly rules: Rules;

  constructor(rules: Partial<Rules>) {
    this.rules = { autoplay: false, resets: true, ...rules };
  }

  go(...all: Happening[]): this {
    for (const what of all) {
      const { showing, deeds } = happen(this.showing, what, this.rules, this.playing);
      this.showing = showing;
      for (const deed of deeds) {
        this.playing = deed === 'play';
        if (deed === 'reset') this.resets++;
      }
      if (this.playing) this.showing = { ...this.showing, started: true };
    }
    return this;
  }

  press(what: 'play' | 'pause'): this {
    this.playing = what === 'play';
    this.showing = {
      ...this.showing,
      started: this.showing.started || this.playing,
      touched: true,
      interrupted: false,
    };
    return this;
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
