import { messageOf } from '../../session/messageOf';
/** Why a recording cannot be opened, in one sentence. */
export function whyNot(error: unknown): string {
  if (error instanceof Error && error.name === 'RecordingError') return error.message;
  const what = messageOf(error);
  return `The recording cannot be read: ${what.replace(/\.$/, '')}.`;
}
