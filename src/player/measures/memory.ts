/** Memory in words: `80 KB`, `2.8 MB`; a KB is what the measurement has, 1,024 bytes. */
export const memoryText = (kb: number): string =>
  kb < 1000 ? `${kb} KB` : `${Math.round(kb / 100) / 10} MB`;
