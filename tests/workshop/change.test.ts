import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { changeBetween, withLineFeeds } from '../../src/page/workshop/change';

test.each(['a\r\nb\r\n', 'a\rb', '\ufeffa\n\tb', 'a\n\r\nb', ''])(
  'a file from another machine, %j, comes into the editor line for line',
  (text) => {
    const lines = text.split(/\r\n|\r|\n/);
    // What an editor makes of a text that it starts with.
    const state = EditorState.create({ doc: text });
    expect(state.doc.toString()).toBe(withLineFeeds(text));
    const other = EditorState.create({ doc: 'a\nx\nc' });
    const changes = changeBetween(other.doc.toString(), withLineFeeds(text));
    expect(other.update({ changes }).state.doc.toString().split('\n')).toEqual(lines);
  },
);
