export { default } from './SlicesPicture.svelte';
