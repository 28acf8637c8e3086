export { default } from './ClockPicture.svelte';
