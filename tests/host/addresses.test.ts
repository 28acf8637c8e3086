import { describe, expect, test } from 'vitest';
import { hasOrigin, isEmbedAddress, parameter, posterAddress } from '../../src/host/addresses';
import { changeOf, queryFrom, stateFrom } from '../../src/host/attributes';

describe('the address of an embed', () => {
  test.each([
    ['https://a.example/r/embed/chat/', 'https://a.example/r/chat/poster.svg'],
    ['https://a.example/embed/chat/?step=2&x=/embed/y/#z', 'https://a.example/chat/poster.svg'],
    ['../../embed/who-is-ready/index.html', '../../who-is-ready/poster.svg'],
    ['https://embed.example/embed/chat?step=2', 'https://embed.example/chat/poster.svg'],
  ])('%s has its poster at %s', (embed, poster) => {
    expect(posterAddress(embed)).toBe(poster);
  });

  test.each([
    ['https://a.example/r/embed/chat/', true],
    ['https://a.example/embed/chat/', false],
    ['https://video.example/embed/chat/', false],
    ['https://a.example/r/embed/', false],
    ['https://a.example/r/embed//video.example/', false],
  ])('%s is below https://a.example/r/: %s', (address, expected) => {
    expect(isEmbedAddress(address, 'https://a.example/r/')).toBe(expected);
  });

  test.each([
    ['https://a.example/r/embed/chat/', 'https://a.example', true],
    ['https://a.example/r/embed/chat/', 'https://a.example.evil.example', false],
    ['https://a.example:8443/embed/chat/', 'https://a.example', false],
    ['https://a.example/r/embed/chat/', 'null', false],
    ['https://a.example/r/embed/chat/', 'http://a.example', false],
    ['http://a.example/r/embed/chat/', 'https://a.example', true],
    ['blob:https://a.example/0f', 'https://a.example', true],
    ['data:text/html,https://a.example/', 'null', true],
    ['data:text/html,https://a.example/', 'https://a.example', false],
    ['file:///home/me/chat.html', 'null', true],
    ['file:///home/me/chat.html', 'file://', true],
    ['', '', false],
  ])('a document at %s has the origin %s: %s', (address, origin, expected) => {
    expect(hasOrigin(address, origin)).toBe(expected);
  });

  test.each([
    ['https://a.example/embed/chat/?keys=steps&step=2#x', 'keys', 'steps'],
    ['embed/chat/?step=os-knows#?keys=steps', 'keys', null],
    ['embed/chat/', 'keys', null],
    ['', 'keys', null],
  ])('of %s, %s is %s', (address, name, expected) => {
    expect(parameter(address, name)).toBe(expected);
  });
});

describe('attributes of the element', () => {
  const attributes = (given: Record<string, string>): { name: string; value: string }[] =>
    Object.entries(given).map(([name, value]) => ({ name, value }));

  test.each<[Record<string, string>, string]>([
    [{ scenario: 'chat', class: 'big', style: 'width:3em', 'data-v-1': '', 'aria-label': 'x' }, ''],
    [{ id: 'x', title: 'Chat', slot: 'a', onclick: 'f()', loading: 'lazy', base: '/' }, ''],
    [{ autoplay: '', loop: '', controls: '0' }, '?autoplay=1&loop=1&controls=0'],
    [{ 'print-step': 'last', name: 'one' }, '?print=last&id=one'],
    [
      { block: '3', compare: 'block:0', variant: 'thread' },
      '?block=3&compare=block:0&variant=thread',
    ],
    [{ step: 'os knows&x=1' }, '?step=os+knows%26x%3D1'],
    [{ panels: 'code,loop' }, '?panels=code,loop'],
  ])('%j say %j to the embed', (given, query) => {
    expect(queryFrom(attributes(given))).toBe(query);
  });

  test('a run that is there is told what is the scenario’s, and stays where it is', () => {
    const given = attributes({ block: '2', step: '1', theme: 'dark', autoplay: '', 'data-x': '1' });
    expect(stateFrom(given, 4)).toBe('?block=2&step=4');
    expect(stateFrom(given, 0)).toBe('?block=2');
  });

  test.each<[string, string | null, ReturnType<typeof changeOf>]>([
    ['theme', 'dark', { kind: 'say', method: 'setTheme', value: 'dark' }],
    ['theme', null, { kind: 'say', method: 'setTheme', value: 'light' }],
    ['speed', '2', { kind: 'say', method: 'setSpeed', value: 2 }],
    ['step', '3', { kind: 'say', method: 'goToStep', value: 3 }],
    ['step', 'last', { kind: 'say', method: 'goToStep', value: 'last' }],
    ['step', null, { kind: 'say', method: 'goToStep', value: 1 }],
    ['constructor', '1', { kind: 'state' }],
    ['step', 'os-knows', { kind: 'say', method: 'goToStep', value: 'os-knows' }],
    ['loop', '', { kind: 'say', method: 'setLoop', value: true }],
    ['loop', 'FALSE', { kind: 'say', method: 'setLoop', value: false }],
    ['loop', null, { kind: 'say', method: 'setLoop', value: false }],
    ['block', '2', { kind: 'state' }],
    ['variant', null, { kind: 'state' }],
    ['scenario', 'chat', { kind: 'load' }],
    ['keys', 'steps', { kind: 'load' }],
    ['print-step', '3', { kind: 'load' }],
    ['class', 'x', { kind: 'nothing' }],
    ['data-x', 'x', { kind: 'nothing' }],
  ])('a change of %s to %j', (name, value, change) => {
    expect(changeOf(name, value)).toEqual(change);
  });
});
