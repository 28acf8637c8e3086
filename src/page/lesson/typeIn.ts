/** What a line to type in needs, loaded together. */
export { default as TypeLine } from '../../session/components/TypeLine.svelte';
export { lastLineNow } from '../../session/typing';
