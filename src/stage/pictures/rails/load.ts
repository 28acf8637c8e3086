export { default } from './RailsPicture.svelte';
