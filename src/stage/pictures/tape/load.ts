export { default } from './TapePicture.svelte';
