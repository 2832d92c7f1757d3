// Collects lines of emitted text with their depth and source line, and writes them out with or without a way back to the source.

/** How emitted lines point back: a comment behind the line, a `#line` directive, or nothing. */
export type LineStyle = 'comments' | 'directives' | 'none';

interface Line {
  readonly depth: number;
  readonly text: string;
  readonly source?: number | undefined;
}

export interface Rendering {
  readonly style: LineStyle;
  /** Path of the source file, as it appears in directives. */
  readonly source: string;
  /** Name of the emitted file, for the directive that ends a mapped part. */
  readonly output: string;
}

/** A path inside a `//` comment or a directive's string: control characters, quotes and backslashes could break out of it. */
export function safePath(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
  return path.replace(/\\/g, '/').replace(/[\u0000-\u001f\u007f"\u2028\u2029]/g, '?');
}

export class Writer {
  private readonly lines: Line[] = [];
  private depth = 0;

  /** One line at the present depth; an empty one stays empty. `source` is a line number of the source file. */
  line(text = '', source?: number): this {
    this.lines.push({ depth: text === '' ? 0 : this.depth, text, source });
    return this;
  }

  /** Several lines of ready text, at the present depth. */
  text(block: string): this {
    for (const line of block.replace(/\n$/, '').split('\n')) this.line(line);
    return this;
  }

  /** What `body` writes, one level deeper. */
  indented(body: () => void): this {
    this.depth++;
    body();
    this.depth--;
    return this;
  }

  /** `head {`, the body, `}`. */
  block(
    head: string,
    body: () => void,
    options: { readonly source?: number | undefined; readonly end?: string } = {},
  ): this {
    this.line(head === '' ? '{' : `${head} {`, options.source);
    this.indented(body);
    return this.line(options.end ?? '}');
  }

  /** Appends what another writer collected. */
  append(other: Writer): this {
    for (const { depth, text, source } of other.lines)
      this.lines.push({ depth: text === '' ? 0 : depth + this.depth, text, source });
    return this;
  }

  /** The whole text, four blanks a level, with a newline at its end. */
  render({ style, source, output }: Rendering): string {
    const out: string[] = [];
    let mapped: number | undefined;
    for (const line of this.lines) {
      const indent = '    '.repeat(line.depth);
      if (style === 'directives') {
        if (line.source !== undefined && line.source !== mapped)
          out.push(`#line ${line.source} "${safePath(source)}"`);
        else if (line.source === undefined && mapped !== undefined)
          out.push(`#line ${out.length + 2} "${safePath(output)}"`);
        // The line that follows counts on by itself.
        mapped = line.source === undefined ? undefined : line.source + 1;
      }
      const comment = style === 'comments' && line.source !== undefined ? `  // ${line.source}` : '';
      out.push(line.text === '' ? '' : `${indent}${line.text}${comment}`);
    }
    return `${out.join('\n')}\n`;
  }
}
