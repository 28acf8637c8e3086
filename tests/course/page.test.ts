import { describe, expect, test } from 'vitest';
import { articles } from '../../src/page/course/articles/list';
import { nextPlace } from '../../src/page/course/course';
import { nounsOf, piecesOf } from '../../src/page/lesson/nounText';
import { articlePage } from '../../build/articles';
import { chapters, course, loaders } from '../../scenarios/lessons';
import type { Scenario } from '../../src/scenario/types';
import { ownServer } from '../../scenarios/course/ownServer';
import { renderArticle } from '../../src/page/course/articles/render';

describe('the table of lessons', () => {
  test('has each id once, and goes from chapter to chapter', () => {
    expect(new Set(course.map(({ id }) => id)).size).toBe(course.length);
    const numbers = course.map(({ chapter }) => chapter);
    expect([...new Set(numbers)]).toEqual(chapters.map((_, i) => i + 1));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  test.each(Object.keys(loaders))('has %s as its folder and its file have it', async (id) => {
    const { scenario } = (await import(`../../scenarios/${id}/scenario.ts`)) as {
      scenario: Scenario;
    };
    expect(scenario.id).toBe(id);
    expect((await loaders[id]!()).scenario).toMatchObject({ id, bet: scenario.bet });
  });

  test('the end of each chapter leads to its place in “In your own server”', () => {
    const places = course.flatMap(({ inYourServer }) => inYourServer ?? []);
    expect(places).toEqual(ownServer.map(({ id }) => id));
  });
});

describe('next', () => {
  const known = ['stream', 'chat', 'blocked-reactor'];
  const some = course.filter(({ id }) => known.includes(id));

  test('is the one after', () => {
    expect(nextPlace(some, 'stream', [])).toMatchObject({ id: 'chat', place: 7 });
    expect(nextPlace(some, 'chat', ['blocked-reactor'])?.id).toBe('blocked-reactor');
  });

  test('at the end is the first that is not done', () => {
    expect(nextPlace(some, 'blocked-reactor', [])?.id).toBe('stream');
    expect(nextPlace(some, 'blocked-reactor', ['stream'])?.id).toBe('chat');
    expect(nextPlace(some, 'blocked-reactor', known)).toBeUndefined();
  });
});

describe('nouns in a text', () => {
  const found = (text: string): string[] =>
    piecesOf(text).flatMap(({ text: words, noun }) => (noun === null ? [] : [`${words}:${noun}`]));

  test.each<[string, string[]]>([
    ['Its handler runs on the one reactor thread.', ['handler:handler', 'reactor:reactor']],
    ['Workers and workers.', ['workers:worker']],
    ['Two clients share a client’s buffer.', ['clients:client', 'buffer:buffer']],
    ['reactor.run() is code, a Deferred is none', ['Deferred:Deferred']],
    ['deferToThread, buffering, handlers’', ['handlers:handler']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

test('the nouns of a picture are those of its layers, and what it names besides', () => {
  expect(nounsOf({ layers: ['wire', 'receiveBuffer', 'loop'] })).toEqual([
    'client',
    'buffer',
    'reactor',
  ]);
  expect(nounsOf({ layers: ['workers'], nouns: ['Deferred', 'worker'] })).toEqual([
    'client',
    'worker',
    'Deferred',
  ]);
});

describe.each(articles.map(({ id }) => id))('the page %s', (id) => {
  const html = articlePage('.', renderArticle(id, '../'));

  test('loads nothing and has its theme before its first paint', () => {
    expect(html).not.toMatch(/<script[^>]*\b(src|type)=|<link[^>]*stylesheet|url\(/);
    expect(html.indexOf('dataset.theme')).toBeLessThan(html.indexOf('<style>'));
    expect(html).toContain('data-state="ready"');
  });

  test('has every place once, and no empty text', () => {
    const places = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(places).size).toBe(places.length);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });
});

test('there is no page for an id that names none', () => {
  expect(() => renderArticle('elsewhere', '../')).toThrow('elsewhere');
});
