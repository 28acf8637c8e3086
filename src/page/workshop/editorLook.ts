import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** As the lesson's own listing: weight and slant, and the page's colours, which know light and dark. */
export const words = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.keyword, fontWeight: '700' },
    { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  ]),
);

export const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--panel)', fontSize: '0.9rem', height: '100%' },
  '&.cm-focused': { outline: '2px solid var(--link)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '0' },
  '.cm-gutters': { color: 'var(--muted)', backgroundColor: 'var(--panel)', border: '0' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': { boxShadow: 'inset 2px 0 0 var(--outline)' },
  '.cm-current': {
    backgroundColor: 'var(--running-tint)',
    boxShadow: 'inset 0 0 0 1.5px var(--running)',
    borderRadius: '3px',
    fontWeight: '700',
  },
  '.cm-current.cm-blocked': {
    backgroundColor: 'var(--blocked-tint)',
    boxShadow: 'inset 0 0 0 2px var(--blocked)',
  },
  '.cm-ran': { outline: '1px dashed var(--running)', outlineOffset: '-1px', borderRadius: '3px' },
  '.cm-worker': { boxShadow: 'inset 4px 0 0 var(--worker)', backgroundColor: 'var(--worker-tint)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--blocked) 1.5px',
  },
  '.cm-tooltip': {
    color: 'var(--ink)',
    backgroundColor: 'var(--panel)',
    border: '1px solid var(--outline)',
    maxWidth: '30rem',
  },
});
