import { describe, expect, test } from 'vitest';
import { articles } from '../../src/page/course/articles/list';
import { chapterEnd, course, lessons, nextLesson } from '../../src/page/course/course';
import { nounsOf, piecesOf } from '../../src/page/lesson/nounText';
import { articlePage } from '../../build/articles';
import { ownServer } from '../../scenarios/course/ownServer';
import { renderArticle } from '../../src/page/course/articles/render';

describe('next', () => {
  const known = ['stream', 'chat', 'blocked-reactor'];

  test('is the one after, of those that exist', () => {
    expect(nextLesson('stream', known, [])).toMatchObject({ id: 'chat', place: 7 });
    expect(nextLesson('chat', known, ['blocked-reactor'])?.id).toBe('blocked-reactor');
  });

  test('at the end is the first that is not done', () => {
    expect(nextLesson('blocked-reactor', known, [])?.id).toBe('stream');
    expect(nextLesson('blocked-reactor', known, ['stream'])?.id).toBe('chat');
    expect(nextLesson('blocked-reactor', known, known)).toBeUndefined();
  });

  test('a scenario that the course has not planned comes after it', () => {
    const last = lessons([...known, 'my-own']).at(-1);
    expect(last).toEqual({ id: 'my-own', title: 'My own', place: course.length + 1 });
    expect(nextLesson('blocked-reactor', [...known, 'my-own'], [])?.id).toBe('my-own');
  });

  test('the end of each chapter leads to its place in “In your own server”', () => {
    const places = course.map((_, index) => chapterEnd(index + 1)).filter(Boolean);
    expect(places).toEqual(ownServer.map(({ id }) => id));
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
