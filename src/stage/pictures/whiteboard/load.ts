export { default } from './WhiteboardPicture.svelte';
