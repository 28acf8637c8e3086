import './recordings.css';

export { default as RecordingDialog } from './RecordingDialog.svelte';
export { default as RecordingView } from './RecordingView.svelte';
