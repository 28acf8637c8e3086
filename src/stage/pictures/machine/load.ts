export { default } from './MachinePicture.svelte';
