export { default } from './ChainPicture.svelte';
