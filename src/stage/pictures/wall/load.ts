export { default } from './WallPicture.svelte';
