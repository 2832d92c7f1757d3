// Reads assembly word by word: lines without comments, blocks in braces, and where each word stands for messages.
import { PxosError } from '../../diagnostics/index.ts';
import * as say from '../../diagnostics/messages/pixel-tools.ts';

/** One word of the text; line and column from 1. */
export interface Word {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** A line that has words. */
export type Line = readonly [Word, ...Word[]];

const WORD = /[^\s;]+|;.*$/g;

/** The lines that have words; `;` begins a comment. */
export function linesOf(text: string): Line[] {
  return text.split(/\r?\n/).flatMap((source, index): Line[] => {
    const words: Word[] = [];
    for (const { 0: word, index: column } of source.matchAll(WORD))
      if (!word.startsWith(';')) words.push({ text: word, line: index + 1, column: column + 1 });
    const [first, ...rest] = words;
    return first ? [[first, ...rest]] : [];
  });
}

/** Ends the reading at a word that is not what should be there; `found` says it where the word alone does not. */
export function expected(what: string, word: Word, file: string | undefined, found = word.text): never {
  const { line, column, text } = word;
  const place = { start: { line, column }, end: { line, column: column + text.length } };
  throw new PxosError(say.assemblyExpected({ what, found }, { file, place }));
}

/** The words of one line, taken one after the other. */
export class Words {
  private readonly line: Line;
  private readonly file: string | undefined;
  private next: number;

  constructor(line: Line, file: string | undefined, from = 0) {
    this.line = line;
    this.file = file;
    this.next = from;
  }

  get left(): boolean {
    return this.next < this.line.length;
  }

  /** The next word, or one of those behind it. */
  peek(ahead = 0): string | undefined {
    return this.line[this.next + ahead]?.text;
  }

  /** The next word; at the end of the line an error behind its last one. */
  take(what: string): Word {
    const word = this.line[this.next];
    if (word) {
      this.next++;
      return word;
    }
    const last = this.line.at(-1)!;
    return expected(
      what,
      { ...last, text: 'the end of the line', column: last.column + last.text.length },
      this.file,
    );
  }

  /** The value that `read` finds in the next word. */
  read<T>(what: string, read: (text: string) => T | undefined): T {
    const word = this.take(what);
    return read(word.text) ?? expected(what, word, this.file);
  }

  /** Takes the next word if it is this one. */
  skip(text: string): boolean {
    if (this.peek() !== text) return false;
    this.next++;
    return true;
  }

  must(text: string): void {
    if (!this.skip(text)) expected(`\`${text}\``, this.take(`\`${text}\``), this.file);
  }

  end(): void {
    if (this.left) expected('the end of the line', this.take(''), this.file);
  }
}
