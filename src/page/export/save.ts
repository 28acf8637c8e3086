/** Saves a file, where the browser puts what is downloaded. */
export function saveAs(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser has it by the next task; a minute is for those that ask the reader first.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
