export { default } from './ReachPicture.svelte';
