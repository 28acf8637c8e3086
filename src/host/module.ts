// `import '…/inside-the-reactor.esm.js'`.
import { define } from './define';

export { InsideTheReactorElement } from './element';

define(new URL(/* @vite-ignore */ '.', import.meta.url).href);
