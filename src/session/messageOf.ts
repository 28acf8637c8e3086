/** What was thrown, as words: an error's message, or whatever else it is as text. */
export const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : String(thrown);
