export { default } from './PathPicture.svelte';
