import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { python } from '@codemirror/lang-python';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import {
  Annotation,
  EditorState,
  RangeSetBuilder,
  StateEffect,
  StateField,
} from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  type DecorationSet,
} from '@codemirror/view';
import type { CodeMarks } from '../../player/world/world.types';
import { changeBetween, withLineFeeds } from './change';
import { look, words } from './editorLook';
import type { Told } from './words';

/** The lines that the run is at. */
type Marks = CodeMarks & { blocked: boolean };

const setMarks = StateEffect.define<Marks>();
/** The text comes from the page, not from the keyboard. */
const fromPage = Annotation.define<true>();

const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(found, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return decorated(transaction.state, effect.value);
    }
    return found.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorated(state: EditorState, { line, ran, others, blocked }: Marks): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (let number = 1; number <= state.doc.lines; number++) {
    const name =
      number === line
        ? blocked
          ? 'cm-current cm-blocked'
          : 'cm-current'
        : others.includes(number)
          ? 'cm-worker'
          : number === ran
            ? 'cm-ran'
            : null;
    if (name === null) continue;
    const { from } = state.doc.line(number);
    builder.add(from, from, Decoration.line({ class: name }));
  }
  return builder.finish();
}

/** The editor of a server's file, with the marks of the run and of what is wrong. */
export class CodeEditor {
  readonly #view: EditorView;

  /** @param host gets a shadow root: the page's policy lets no style element in, and a shadow's sheets are none. */
  constructor(
    host: HTMLElement,
    text: string,
    does: { changed: (text: string) => void; run: () => void },
  ) {
    const root = host.attachShadow({ mode: 'open' });
    const runs = keymap.of([{ key: 'Mod-Enter', run: () => (does.run(), true) }]);
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          runs,
          lineNumbers(),
          history(),
          python(),
          words,
          indentUnit.of('    '),
          indentOnInput(),
          bracketMatching(),
          highlightActiveLine(),
          lintGutter(),
          marked,
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': 'server.py, editor', tabindex: '0' }),
          // Tab is not among them: it leaves the editor, as everywhere on the page.
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.updateListener.of((update) => {
            const own = update.transactions.some((one) => one.annotation(fromPage));
            if (update.docChanged && !own) does.changed(update.state.doc.toString());
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  focus(): void {
    this.#view.focus();
  }

  /** The page's text, where it is another one: only what differs is replaced, so that the cursor stays. */
  setText(text: string): void {
    const wanted = withLineFeeds(text);
    if (wanted === this.text) return;
    const changes = changeBetween(this.text, wanted);
    this.#view.dispatch({ changes, annotations: fromPage.of(true) });
  }

  mark(marks: Marks): void {
    this.#view.dispatch({ effects: setMarks.of(marks) });
  }

  /** Shows what is wrong at its line. */
  tell(told: Told | null): void {
    this.#view.dispatch(setDiagnostics(this.#view.state, told === null ? [] : this.#found(told)));
  }

  close(): void {
    this.#view.destroy();
  }

  #found({ what, line, column }: Told): Diagnostic[] {
    const { doc } = this.#view.state;
    if (line === null || line < 1 || line > doc.lines) return [];
    const { from, to } = doc.line(line);
    const begin = column == null ? from : Math.min(from + column - 1, to);
    return [{ from: begin, to, severity: 'error', message: what }];
  }
}
