// The open blocks of thread code: which block a line belongs to by its column, and which blocks a closer closes.
import type { Diagnostic } from '../../diagnostics/index.ts';
import { textMessages } from '../../diagnostics/messages/index.ts';
import { spanOf } from './positions.ts';
import type { Token } from './token-types.ts';

/** Blocks that may be open at once in one kernel: recursive readers overflow at about 500. */
export const MAX_BLOCKS = 200;

export type BlockKind = 'if' | 'for' | 'while' | 'code';

/** Keyword and closer of each kind, for messages. */
export const BLOCK_WORDS: Readonly<Record<BlockKind, { readonly keyword: string; readonly closer: string }>> =
  {
    if: { keyword: 'IF', closer: 'ENDIF' },
    for: { keyword: 'FOR', closer: 'ENDFOR' },
    while: { keyword: 'WHILE', closer: 'ENDWHILE' },
    code: { keyword: 'GPU_THREAD_CODE', closer: 'GPU_END' },
  };

/** The kind of block that a closer closes, by the kind of its keyword. */
export const CLOSERS: ReadonlyMap<string, BlockKind> = new Map([
  ['end-if', 'if'],
  ['end-for', 'for'],
  ['end-while', 'while'],
]);

interface Block {
  readonly kind: BlockKind;
  /** The word that opened it. */
  readonly header: Token;
  /** Column of the header; 0 for the thread code itself, whose closer may stand anywhere. */
  readonly column: number;
  /** False for a block that has no place in the tree, because its header is wrong: its statements join the body around it. */
  readonly inTree: boolean;
  /** The word that opened its current branch: IF, ELSE IF or ELSE. */
  branch: Token;
  /** First statement of the current branch. */
  body: Token | undefined;
  /** True when the body of the current branch stands on the line of its header (which has been reported). */
  onHeaderLine: boolean;
  /** A branch that is not indented deeper than the header, by its word and its first statement: the block needs its closer. */
  flat: { readonly branch: Token; readonly body: Token } | undefined;
  /** A branch without statements: the block needs its closer. */
  empty: Token | undefined;
  hasElse: boolean;
  /** Column of misaligned statements that have been reported. */
  stray: number;
}

/** What the layout does when a block opens or closes. */
export interface BlockSink {
  report(diagnostic: Diagnostic): void;
  /** A block of the tree ends; with its closer, or before the current line. */
  closeBody(closer: Token | undefined): void;
}

const note = (message: string, token: Token) => ({ message, place: spanOf(token) });

export class Blocks {
  readonly #sink: BlockSink;
  readonly #open: Block[] = [];
  /** The last block of each kind that indentation closed: explains a closer that comes too late. */
  readonly #closed = new Map<BlockKind, Block>();
  /** How many blocks of the thread code ended with their closer, and how many by indentation alone. */
  #ended = { byCloser: 0, byIndentation: 0 };

  constructor(sink: BlockSink) {
    this.#sink = sink;
  }

  /** Number of open blocks, the thread code itself included. */
  get depth(): number {
    return this.#open.length;
  }

  /** Opens a block; its body follows. */
  push(kind: BlockKind, header: Token, options: { inTree?: boolean; onHeaderLine?: boolean } = {}): void {
    this.#open.push({
      kind,
      header,
      column: kind === 'code' ? 0 : header.indent,
      inTree: options.inTree ?? true,
      branch: header,
      body: undefined,
      onHeaderLine: options.onHeaderLine ?? false,
      flat: undefined,
      empty: undefined,
      hasElse: false,
      stray: 0,
    });
  }

  /** Finds the body that a statement belongs to by its column, closing the blocks that it ends. */
  place(first: Token): void {
    const column = first.indent;
    for (;;) {
      const top = this.#open[this.#open.length - 1]!;
      if (!top.body) {
        if (top.onHeaderLine && column <= top.column) {
          this.#close();
          continue;
        }
        top.body = first;
        if (column <= top.column) top.flat ??= { branch: top.branch, body: first };
        return;
      }
      const { indent } = top.body;
      if (column === indent) {
        top.stray = 0;
        return;
      }
      if (column < indent && this.#endsBefore(top, column)) {
        this.#close();
        continue;
      }
      if (top.stray !== column) {
        top.stray = column;
        this.#sink.report(
          textMessages.misaligned(
            { column, expected: indent },
            { place: spanOf(first), notes: [note('The first statement of the body is here.', top.body)] },
          ),
        );
      }
      return;
    }
  }

  /** Whether a statement in this column, left of the body, ends the block. */
  #endsBefore(block: Block, column: number): boolean {
    if (block.kind === 'code') return false;
    const deeper = block.body!.indent > block.column;
    if (deeper) return column <= block.column;
    return this.#open.some((other) => other !== block && other.body?.indent === column);
  }

  /** `ENDIF`, `ENDFOR`, `ENDWHILE`. */
  closer(token: Token, kind: BlockKind): void {
    const index = this.#find(token, kind);
    if (index === undefined) return;
    this.#closeAbove(index);
    this.#close(token);
  }

  /**
   * `ELSE` and `ELSE IF`: ends the branch before it. Answers whether the header belongs into the tree; where it does not,
   * the statements of its body join the body around it.
   */
  branch(token: Token, name: 'ELSE' | 'ELSE IF', options: { onHeaderLine: boolean }): boolean {
    const index = this.#find(token, 'if');
    if (index === undefined) {
      this.push('if', token, { inTree: false, ...options });
      return false;
    }
    this.#closeAbove(index);
    const block = this.#open[index]!;
    if (block.hasElse) {
      this.#sink.report(
        textMessages.secondElse(
          { closer: name },
          { place: spanOf(token), notes: [note('The `ELSE` is here.', block.branch)] },
        ),
      );
    }
    const inTree = block.inTree && !block.hasElse;
    this.#endBranch(block);
    block.branch = token;
    block.body = undefined;
    block.onHeaderLine = options.onHeaderLine;
    block.stray = 0;
    if (name === 'ELSE') block.hasElse = true;
    if (inTree) this.#sink.closeBody(undefined);
    return inTree;
  }

  /** Closes every block, the thread code itself included, with `GPU_END`, or without where it is missing. */
  closeAll(end: Token | undefined): void {
    if (end) this.#checkForgotten();
    this.#closeAbove(0);
    this.#ended = { byCloser: 0, byIndentation: 0 };
    this.#open.length = 0;
    this.#closed.clear();
    this.#sink.closeBody(end);
  }

  /** Gives up all blocks without a word. */
  abandon(): void {
    while (this.#open.length > 1) if (this.#open.pop()!.inTree) this.#sink.closeBody(undefined);
    this.#open[0]!.stray = 0;
  }

  /** The innermost open block of the kind whose header starts in the closer's column; else reports what is wrong. */
  #find(token: Token, kind: BlockKind): number | undefined {
    let other: number | undefined;
    for (let i = this.#open.length - 1; i > 0; i--) {
      const block = this.#open[i]!;
      if (block.kind !== kind) continue;
      if (block.column === token.indent) return i;
      other ??= i;
    }
    const { keyword } = BLOCK_WORDS[kind];
    const place = spanOf(token);
    const closed = this.#closed.get(kind);
    if (other === undefined || closed?.column === token.indent) {
      const around = this.#open.find(({ column }) => column === token.indent);
      const notes = closed ? [note(`Indentation has closed the \`${keyword}\` here.`, closed.header)] : [];
      this.#sink.report(
        textMessages.closerWithoutBlock(
          {
            closer: token.image,
            keyword,
            closed: closed !== undefined,
            other: closed || !around ? undefined : BLOCK_WORDS[around.kind],
          },
          { place, notes },
        ),
      );
      return undefined;
    }
    const block = this.#open[other]!;
    this.#sink.report(
      textMessages.closerColumn(
        { closer: token.image, keyword, column: block.column },
        { place, notes: [note(`The innermost open \`${keyword}\` is here.`, block.header)] },
      ),
    );
    return other;
  }

  #closeAbove(index: number): void {
    while (this.#open.length > index + 1) this.#close();
  }

  /** Notes what the branch that ends here owes: a body, or a closer. */
  #endBranch(block: Block): void {
    if (!block.body && !block.onHeaderLine) block.empty ??= block.branch;
  }

  #close(closer?: Token): void {
    const block = this.#open.pop()!;
    this.#endBranch(block);
    if (!closer && block.inTree) this.#checkClosed(block);
    if (closer) this.#ended.byCloser++;
    else {
      this.#ended.byIndentation++;
      this.#closed.set(block.kind, block);
    }
    if (block.inTree) this.#sink.closeBody(closer);
  }

  /** Before GPU_END: where all blocks before had their closers, one that is still open has probably lost its own. */
  #checkForgotten(): void {
    if (this.#ended.byCloser === 0 || this.#ended.byIndentation > 0) return;
    for (const { kind, header, inTree, body, empty, flat } of this.#open.slice(1)) {
      if (!inTree || !body || empty || flat) continue;
      this.#sink.report(textMessages.forgottenCloser(BLOCK_WORDS[kind], { place: spanOf(header) }));
    }
  }

  /** A block without closer needs a body that is indented deeper. */
  #checkClosed(block: Block): void {
    const { closer } = BLOCK_WORDS[block.kind];
    const { empty, flat } = block;
    if (empty)
      this.#sink.report(textMessages.emptyBody({ keyword: empty.image, closer }, { place: spanOf(empty) }));
    else if (flat) {
      const args = { keyword: flat.branch.image, closer };
      const place = spanOf(flat.branch);
      // Left of the header stands hardly its body: more likely it has none.
      const none = flat.body.indent < block.column;
      const said = note(
        none ? 'The next statement is not indented deeper.' : 'The body starts here.',
        flat.body,
      );
      this.#sink.report(
        none
          ? textMessages.emptyBody(args, { place, notes: [said] })
          : textMessages.missingCloser(args, { place, notes: [said] }),
      );
    }
  }
}
