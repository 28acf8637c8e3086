export { default } from './TurnPicture.svelte';
