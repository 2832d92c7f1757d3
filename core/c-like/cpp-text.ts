// Puts foreign text into C++ so that it cannot break out: string literals and comment lines.

/** A C++ string literal of any text, as UTF-8. */
export function quoted(text: string): string {
  let out = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (char === '"' || char === '\\' || char === '?') out += `\\${char}`;
    else if (code < 32 || code === 127) out += `\\${code.toString(8).padStart(3, '0')}`;
    else out += char;
  }
  return `"${out}"`;
}

/** Text behind `//`: one line, without a backslash that would join it to the next one. */
export function commentText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').replace(/\\/g, '/');
}
