export { default } from './CardsPicture.svelte';
