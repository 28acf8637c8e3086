export { default } from './CurePicture.svelte';
