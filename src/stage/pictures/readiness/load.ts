export { default } from './ReadinessPicture.svelte';
