export { default } from './TankPicture.svelte';
