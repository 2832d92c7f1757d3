// Text to syntax tree: the characters, the tokens, the layout, the grammar, and one list of what is wrong in the order of the file.
import type { Diagnostic } from '../../diagnostics/index.ts';
import { syntaxMessages } from '../../diagnostics/messages/index.ts';
import { findNul } from '../../files/index.ts';
import { statementForm } from '../../ops/index.ts';
import type { ProgramNode } from '../tree.ts';
import { callForm, describeToken } from './describe.ts';
import { Grammar } from './grammar.ts';
import { Mistake } from './grammar-expressions.ts';
import { readLayout } from './layout.ts';
import { spanOf } from './positions.ts';
import { PASSED_OVER } from './repeated-faults.ts';
import { START, TOKEN, type Token } from './token-types.ts';
import { readTokens } from './tokens.ts';

/** The answer of `parseTree`. */
export interface ParseResult {
  /** The tree of everything that could be read; complete if there is no error. */
  readonly tree: ProgramNode;
  /** What is wrong, in the order of the file; at most one syntax error for each line. */
  readonly diagnostics: readonly Diagnostic[];
  /** The tokens as the grammar saw them. */
  readonly tokens: readonly Token[];
}

let grammar: Grammar | undefined;

/** Made once: Chevrotain analyses the grammar then, and its parsers are reusable. */
function theGrammar(): Grammar {
  grammar ??= new Grammar({ skipValidations: true });
  return grammar;
}

/** Names of functions of the file, as written and in capitals: both start calls. */
function functionNames(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (token.indent === 0 || token.image !== 'GPU_FUNCTION') continue;
    const { image } = tokens[i + 1]!;
    names.add(image).add(image.toUpperCase());
  }
  return names;
}

/**
 * Reads a `.px` file. Never throws for what stands in the text: mistakes are diagnostics, and reading goes on behind them.
 *
 * @param text the whole file, decoded; a byte order mark and CRLF are fine
 * @param file its path as the user wrote it, for the diagnostics
 * @example
 * parseTree('GPU_SYNC', 'a.px').tree.children[0]?.type // 'host-sync'
 */
export function parseTree(text: string, file: string): ParseResult {
  const nul = findNul(text);
  if (nul) return { tree: emptyTree(), diagnostics: [{ ...nul, file }], tokens: [] };
  const lexed = readTokens(text);
  const laidOut = readLayout(lexed.tokens, functionNames(lexed.tokens));
  const { tokens } = laidOut;
  tokens.push(lexed.end);
  const { tree, diagnostics } = readTree(tokens);
  const found = [...lexed.diagnostics];
  addUnlessSaid(found, laidOut.diagnostics);
  addUnlessSaid(found, diagnostics);
  if (found.length === 0 && tree.children.length === 0)
    found.push(syntaxMessages.emptyFile({}, { place: spanOf(lexed.end) }));
  return { tree, diagnostics: inOrder(found, file), tokens };
}

/** Adds messages, but none on the grammar of a line of which something is wrong already: it would only follow from that. */
function addUnlessSaid(found: Diagnostic[], more: readonly Diagnostic[]): void {
  const lines = new Set(
    found.filter(({ code }) => !PASSED_OVER.has(code)).map(({ place }) => place?.start.line),
  );
  for (const diagnostic of more)
    if (!diagnostic.code.startsWith('PX02') || !lines.has(diagnostic.place?.start.line))
      found.push(diagnostic);
}

const emptyTree = (): ProgramNode => ({
  type: 'program',
  children: [],
  position: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
});

/** Runs the grammar over the layout's tokens. */
function readTree(tokens: Token[]): { tree: ProgramNode; diagnostics: readonly Diagnostic[] } {
  const parser = theGrammar();
  const { stackTraceLimit } = Error;
  // Recovery works by exceptions; their stack traces are never looked at, and cost most of the time of a bad file.
  Error.stackTraceLimit = 0;
  try {
    parser.input = tokens;
    const tree: ProgramNode | undefined = parser.program();
    const errors = parser.errors;
    const keywords = errors.length > 0 ? keywordsOfLines(tokens) : new Map<number, Token>();
    const diagnostics = errors.map((error) =>
      error instanceof Mistake
        ? error.diagnostic
        : unexpected(error.message, error.token as Token, keywords.get((error.token as Token).startLine)),
    );
    return { tree: tree ?? emptyTree(), diagnostics };
  } finally {
    parser.reset();
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The first token of each line. */
function keywordsOfLines(tokens: readonly Token[]): Map<number, Token> {
  return new Map(tokens.filter(({ indent }) => indent > 0).map((token) => [token.startLine, token]));
}

/** A mismatch that Chevrotain found: its message says what it expected. */
function unexpected(expected: string, token: Token, keyword: Token | undefined): Diagnostic {
  const place = spanOf(token);
  if (expected === TOKEN.name.LABEL && token.tokenType === TOKEN.reserved)
    return syntaxMessages.reservedName({ name: token.image }, { place });
  const form = keyword && formOf(keyword);
  return syntaxMessages.unexpectedToken({ expected, found: describeToken(token), form }, { place });
}

/** The form of the statement that a keyword starts, wherever it stands. */
function formOf(keyword: Token): string | undefined {
  if (keyword.tokenType === START.elseIf) return 'ELSE IF c:';
  if (keyword.tokenType === START.call) return callForm(keyword.image);
  const host = keyword.tokenType === START.matrix || keyword.tokenType === START['host-set'];
  const { image } = keyword;
  if (host) return statementForm(image, 'host');
  return (
    statementForm(image, 'thread') ?? statementForm(image, 'declaration') ?? statementForm(image, 'host')
  );
}

/** Sorted by place, with the file's path. */
function inOrder(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  const offset = (diagnostic: Diagnostic): number => diagnostic.place?.start.offset ?? 0;
  return diagnostics.map((diagnostic) => ({ ...diagnostic, file })).sort((a, b) => offset(a) - offset(b));
}
