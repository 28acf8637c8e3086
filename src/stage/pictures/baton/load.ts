export { default } from './BatonPicture.svelte';
