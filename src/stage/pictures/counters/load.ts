export { default } from './CountersPicture.svelte';
