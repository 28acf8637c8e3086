/** Python's `repr` of bytes: `b'HELLO\r\n'`. Takes a string of latin-1, as bytes are here. */
export function bytesRepr(data: string): string {
  const quote = data.includes("'") && !data.includes('"') ? '"' : "'";
  let text = '';
  for (const char of data) {
    const code = char.charCodeAt(0);
    if (char === '\\' || char === quote) text += `\\${char}`;
    else if (char === '\r') text += '\\r';
    else if (char === '\n') text += '\\n';
    else if (char === '\t') text += '\\t';
    else if (code < 32 || code > 126) text += `\\x${code.toString(16).padStart(2, '0')}`;
    else text += char;
  }
  return `b${quote}${text}${quote}`;
}
