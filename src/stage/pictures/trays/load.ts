export { default } from './TraysPicture.svelte';
