// Lines to structure: names the word that starts each line, resolves indentation and closers, and hands the grammar well-nested bodies.
import type { Diagnostic } from '../../diagnostics/index.ts';
import { syntaxMessages, textMessages } from '../../diagnostics/messages/index.ts';
import { type StatementPlace, statementForm } from '../../ops/index.ts';
import { type BlockKind, Blocks, CLOSERS, MAX_BLOCKS } from './blocks.ts';
import { describeToken } from './describe.ts';
import { COMMENT_MARKS, FOREIGN_WORDS } from './foreign.ts';
import { CALL, isReserved, KEYWORDS, type Keyword } from './keywords.ts';
import { LayoutOutput, type Line } from './layout-output.ts';
import { spanOf } from './positions.ts';
import { Suggestions } from './suggestions.ts';
import { START, TOKEN, type Token } from './token-types.ts';
import { UnitBoundaries } from './unit-boundaries.ts';

const HEADERS: ReadonlySet<string> = new Set(['if', 'for', 'while']);

/** A kernel or function whose lines are being read. */
interface Unit {
  readonly keyword: Token;
  readonly name: string;
}

class Layout {
  readonly out: LayoutOutput;
  readonly diagnostics: Diagnostic[] = [];
  readonly #tokens: readonly Token[];
  /** Names of the functions of the file, as written and in capitals. */
  readonly #functions: ReadonlySet<string>;
  readonly #blocks = new Blocks({
    report: (diagnostic) => this.diagnostics.push(diagnostic),
    closeBody: (closer) => this.out.closeBody(closer),
  });
  readonly #suggestions: Suggestions;
  readonly #boundaries: UnitBoundaries;
  #place: StatementPlace = 'host';
  #unit: Unit | undefined;
  /** True while lines up to GPU_END are passed over, because what they belong to is wrong and has been reported. */
  #skipping = false;
  /** Column of a header without grammar whose body is passed over; 0 for none. */
  #skipDeeper = 0;
  /** True behind statements of threads outside of a kernel, or where one should have ended: what belongs to them has been said. */
  #orphans = false;
  /** True behind the header of a block outside of thread code. */
  #strayHeader = false;
  /** The last statement in a wrong place: a run of them is one mistake. */
  #lastWrong = { line: -1, hint: '' };

  constructor(tokens: readonly Token[], functions: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.out = new LayoutOutput(tokens);
    this.#functions = functions;
    this.#suggestions = new Suggestions(functions);
    this.#boundaries = new UnitBoundaries(tokens);
  }

  run(): void {
    const tokens = this.#tokens;
    for (let start = 0; start < tokens.length; ) {
      let end = start;
      while (tokens[end]!.tokenType !== TOKEN.newline) end++;
      this.#readLine({ first: tokens[start]!, start, end });
      start = end + 1;
    }
    this.#endUnit(undefined);
  }

  // ---------------------------------------------------------------------------------------------- by place

  #readLine(line: Line): void {
    const { first } = line;
    if (this.#skipDeeper > 0) {
      if (first.indent > this.#skipDeeper) return;
      this.#skipDeeper = 0;
    }
    if (this.#skipping && !first.image.startsWith('GPU_')) return;
    if (first.tokenType !== TOKEN.name) this.#reportNoStatement(line);
    else if (this.#place === 'thread') this.#readThreadLine(line, first.image);
    else if (this.#place === 'declaration') this.#readDeclarationLine(line, first.image);
    else this.#readHostLine(line, first.image);
  }

  #readHostLine(line: Line, word: string): void {
    const keyword = KEYWORDS.host.get(word);
    const declaration = KEYWORDS.declaration.get(word);
    const thread = KEYWORDS.thread.get(word);
    if (keyword) this.#readHostStatement(line, keyword);
    else if (declaration) this.#readUnitStart(line, declaration);
    else if (thread || this.#functions.has(word)) this.#strayThreadLine(line, thread);
    else {
      const meant = this.#unknown(line);
      // A misspelt header still starts its kernel: else each line of it would be a mistake.
      const header = line.end - line.start === 2;
      if (header && (meant?.kind === 'kernel' || meant?.kind === 'function')) this.#startUnit(line, meant);
    }
  }

  #readHostStatement(line: Line, keyword: Keyword): void {
    this.#skipping = this.#orphans = false;
    if (keyword.kind === 'reserved' && this.#tokens[line.end - 1]!.tokenType === TOKEN.colon)
      this.#skipDeeper = line.first.indent;
    this.out.line(line, keyword.type!);
  }

  /** A word of kernels outside of one: it starts one, or is wrong here. */
  #readUnitStart(line: Line, declaration: Keyword): void {
    switch (declaration.kind) {
      case 'kernel':
      case 'function':
        this.#startUnit(line, declaration);
        return;
      case 'end':
        if (!this.#skipping && !this.#orphans)
          this.#report(syntaxMessages.endWithoutKernel({}, { place: spanOf(line.first) }));
        this.#skipping = this.#orphans = false;
        return;
      case 'code':
        this.#wrongPlace(line, 'outside of a kernel', 'Put `GPU_KERNEL name` before it.');
        this.#skipping = true;
        return;
      default:
        this.#wrongPlace(
          line,
          'outside of a kernel',
          'It belongs between `GPU_KERNEL` and `GPU_THREAD_CODE:`.',
        );
    }
  }

  /** A statement of threads outside of thread code; what belongs to a block has been said with its header. */
  #strayThreadLine(line: Line, keyword: Keyword | undefined): void {
    const kind = keyword?.kind ?? '';
    if (HEADERS.has(kind)) this.#strayHeader = true;
    else if (this.#orphans || (this.#strayHeader && (CLOSERS.has(kind) || kind === 'else'))) return;
    this.#orphans = true;
    this.#wrongPlace(line, 'outside of thread code', 'It belongs between `GPU_THREAD_CODE:` and `GPU_END`.');
  }

  #readDeclarationLine(line: Line, word: string): void {
    const declaration = KEYWORDS.declaration.get(word);
    if (declaration) this.#readDeclaration(line, declaration);
    else if (KEYWORDS.thread.has(word) || this.#functions.has(word)) {
      this.#reportNoCode();
      this.#openCode(line.first);
      this.#readThreadLine(line, word);
    } else if (KEYWORDS.host.has(word)) {
      this.#endUnit(line.first);
      this.#readHostLine(line, word);
    } else if (this.#unknown(line)?.kind === 'code') this.#readCodeHeader(line);
  }

  #readDeclaration(line: Line, declaration: Keyword): void {
    switch (declaration.kind) {
      case 'kernel':
      case 'function':
        this.#endUnit(line.first);
        this.#startUnit(line, declaration);
        return;
      case 'end':
        this.#reportNoCode();
        this.#openCode(line.first);
        this.#endCode(line);
        return;
      case 'code':
        this.#readCodeHeader(line);
        return;
      default:
        this.out.line(line, declaration.type!);
    }
  }

  #readThreadLine(line: Line, word: string): void {
    if ((word.startsWith('GPU_') || word.startsWith('gpu_')) && this.#leavesCode(line, word)) return;
    const keyword = this.#threadKeyword(line, word);
    if (!keyword) return;
    const closes = CLOSERS.get(keyword.kind);
    if (closes) {
      if (keyword.word === word) this.#expectEnd(line, line.start + 1);
      this.#blocks.closer(line.first, closes);
    } else if (keyword.kind === 'else') this.#readElse(line);
    else {
      this.#blocks.place(line.first);
      if (HEADERS.has(keyword.kind)) this.#readHeader(line, keyword);
      else this.out.line(line, keyword.type!);
    }
  }

  /** What a word means in thread code; functions of the file come before operations of the same name. */
  #threadKeyword(line: Line, word: string): Keyword | undefined {
    const keyword = KEYWORDS.thread.get(word);
    if (keyword && isReserved(word)) return keyword;
    if (this.#functions.has(word)) return CALL;
    if (keyword) return keyword;
    const host = KEYWORDS.host.get(word);
    if (host) {
      this.#blocks.place(line.first);
      const hint =
        host.kind === 'reserved'
          ? 'It is reserved for the library that comes later.'
          : 'It is a statement of the host; put it behind `GPU_END`.';
      this.#wrongPlace(line, 'in thread code', hint);
      return undefined;
    }
    const meant = this.#unknown(line);
    // A header keeps its block, whatever it is called: else its body would be a second mistake.
    const header = this.#tokens[line.end - 1]!.tokenType === TOKEN.colon;
    if (meant && (HEADERS.has(meant.kind) || meant.kind === 'else') && header) return meant;
    if (meant && CLOSERS.has(meant.kind)) return meant;
    this.#blocks.place(line.first);
    if (header) this.#blocks.push('if', line.first, { inTree: false });
    return undefined;
  }

  /** Words of GPU_… in thread code: true when the line is dealt with. */
  #leavesCode(line: Line, word: string): boolean {
    const kind = (KEYWORDS.declaration.get(word) ?? KEYWORDS.host.get(word))?.kind;
    if (kind === 'end') this.#endCode(line);
    else if (kind === undefined) {
      const meant = this.#unknown(line);
      if (meant?.kind === 'end') this.#endCode(line);
    } else if (KEYWORDS.host.has(word) && this.#boundaries.endFollows(line.end)) {
      this.#blocks.place(line.first);
      this.#wrongPlace(line, 'in thread code', 'It is a statement of the host; put it behind `GPU_END`.');
    } else if (kind === 'kernel' || kind === 'function' || KEYWORDS.host.has(word)) {
      this.#endUnit(line.first);
      this.#readHostLine(line, word);
    } else this.#wrongPlace(line, 'in thread code', 'Declarations stand before `GPU_THREAD_CODE:`.');
    return true;
  }

  // ---------------------------------------------------------------------------------------------- kernels and functions

  #startUnit(line: Line, keyword: Keyword): void {
    const name = this.#tokens[line.start + 1]!;
    this.#unit = { keyword: line.first, name: name.tokenType === TOKEN.name ? name.image : '' };
    this.#place = 'declaration';
    this.#skipping = false;
    this.out.line(line, keyword.type!);
  }

  #readCodeHeader(line: Line): void {
    this.out.header(line, START.code);
    this.#enterCode(line.first);
    this.#checkHeaderEnd(line);
  }

  /** Opens thread code whose header is missing, before the line that starts with `next`. */
  #openCode(next: Token): void {
    this.out.missingCode(next);
    this.#enterCode(next);
  }

  #enterCode(header: Token): void {
    this.#place = 'thread';
    this.#blocks.push('code', header);
  }

  #endCode(line: Line): void {
    if (line.first.image === 'GPU_END') this.#expectEnd(line, line.start + 1);
    this.#blocks.closeAll(line.first);
    this.#leaveUnit();
  }

  /** Ends a kernel that has no end of its own, before `next` or at the end of the file. */
  #endUnit(next: Token | undefined): void {
    const unit = this.#unit;
    if (!unit) return;
    if (this.#place === 'thread') {
      this.#orphans = true;
      this.#report(
        textMessages.missingEnd(
          { keyword: unit.keyword.image, name: unit.name },
          {
            place: spanOf(unit.keyword),
            notes: [
              next
                ? { message: 'This statement stands outside of kernels.', place: spanOf(next) }
                : { message: 'The file ends here.', place: spanOf(this.out.last) },
            ],
          },
        ),
      );
    } else {
      this.#reportNoCode();
      this.#openCode(next ?? unit.keyword);
    }
    this.#blocks.closeAll(undefined);
    this.#leaveUnit();
  }

  #leaveUnit(): void {
    this.#unit = undefined;
    this.#place = 'host';
    this.#skipping = false;
  }

  // ---------------------------------------------------------------------------------------------- blocks

  #readHeader(line: Line, keyword: Keyword): void {
    if (this.#blocks.depth > MAX_BLOCKS) {
      this.#report(
        textMessages.nestedTooDeep({ what: 'blocks', limit: MAX_BLOCKS }, { place: spanOf(line.first) }),
      );
      this.#blocks.abandon();
      this.#skipping = true;
      return;
    }
    this.out.header(line, keyword.type!);
    this.#blocks.push(keyword.kind as BlockKind, line.first, { onHeaderLine: this.#checkHeaderEnd(line) });
  }

  #readElse(line: Line): void {
    const { first, start } = line;
    const words = this.#tokens[start + 1]!.image === 'IF' ? 2 : 1;
    const elseIf = words === 2 || FOREIGN_WORDS.get(first.image.toUpperCase()) === 'ELSE IF';
    const onHeaderLine = this.#checkHeaderEnd(line);
    const inTree = this.#blocks.branch(first, elseIf ? 'ELSE IF' : 'ELSE', { onHeaderLine });
    if (inTree) this.out.header(line, elseIf ? START.elseIf : START.else, start + words);
  }

  /** Nothing may stand behind the colon of a header. Answers whether something does. */
  #checkHeaderEnd(line: Line): boolean {
    const colon = this.out.colonOf(line);
    if (colon + 1 === line.end) return false;
    this.#report(
      textMessages.bodyOnHeaderLine(
        { keyword: line.first.image },
        { place: spanOf(this.#tokens[colon + 1]!, this.#tokens[line.end - 1]!) },
      ),
    );
    return true;
  }

  // ---------------------------------------------------------------------------------------------- messages

  #report(diagnostic: Diagnostic): void {
    this.diagnostics.push(diagnostic);
  }

  /** Nothing more may stand on the line from token `index` on. */
  #expectEnd(line: Line, index: number): void {
    if (index >= line.end) return;
    const found = this.#tokens[index]!;
    this.#report(
      syntaxMessages.unexpectedToken(
        {
          expected: 'the end of the line',
          found: describeToken(found),
          form: statementForm(line.first.image, 'thread') ?? statementForm(line.first.image, 'declaration'),
        },
        { place: spanOf(found) },
      ),
    );
  }

  #reportNoCode(): void {
    const { keyword, name } = this.#unit!;
    this.#report(syntaxMessages.noThreadCode({ keyword: keyword.image, name }, { place: spanOf(keyword) }));
  }

  #reportNoStatement(line: Line): void {
    const { first } = line;
    if (this.#place === 'thread') this.#blocks.place(first);
    if (first.tokenType === TOKEN.bad) return;
    const comment = COMMENT_MARKS.has(first.image);
    const hint = comment ? 'A comment starts with `#`.' : undefined;
    this.#report(syntaxMessages.noStatement({ found: describeToken(first), hint }, { place: spanOf(first) }));
  }

  #wrongPlace(line: Line, place: string, hint: string): void {
    const { first } = line;
    const { line: lastLine, hint: lastHint } = this.#lastWrong;
    if (lastLine !== first.startLine - 1 || lastHint !== hint)
      this.#report(
        syntaxMessages.wrongPlace({ keyword: first.image, place, hint }, { place: spanOf(first) }),
      );
    this.#lastWrong = { line: first.startLine, hint };
  }

  /** Reports an unknown word, and answers with the keyword that was probably meant. */
  #unknown(line: Line): Keyword | undefined {
    const { start, end } = line;
    const { diagnostic, meant } = this.#suggestions.explain(this.#tokens.slice(start, end), this.#place);
    this.#report(diagnostic);
    return meant;
  }
}

/**
 * The tokens for the grammar: the first word of each line is the keyword that its place makes of it, bodies stand between
 * `BodyOpen` and `BodyClose` in well-nested order, and lines that belong nowhere are reported and left out.
 */
export function readLayout(
  tokens: readonly Token[],
  functions: ReadonlySet<string>,
): { tokens: Token[]; diagnostics: Diagnostic[] } {
  const layout = new Layout(tokens, functions);
  layout.run();
  return { tokens: layout.out.tokens, diagnostics: layout.diagnostics };
}
