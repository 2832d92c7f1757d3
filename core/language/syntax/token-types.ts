// The token types of the grammar: one for each way in which a line can start, and one for each kind of mark within a line.
import { createToken, type IToken, type TokenType } from 'chevrotain';

const type = (name: string, label: string): TokenType => createToken({ name, label });

/** Words that start a line, by the kind of statement: the grammar is one alternative for each. */
export const START = {
  operation: type('Operation', 'a statement'),
  /** A function of the file, which may have the name of an operation. */
  call: type('Call', 'a statement'),
  set: type('Set', 'a statement'),
  compare: type('Compare', 'a statement'),
  load: type('Load', 'a statement'),
  store: type('Store', 'a statement'),
  stage: type('Stage', 'a statement'),
  atomic: type('Atomic', 'a statement'),
  reduce: type('Reduce', 'a statement'),
  sync: type('Sync', 'a statement'),
  if: type('If', 'a statement'),
  elseIf: type('ElseIf', '`ELSE IF`'),
  else: type('Else', '`ELSE`'),
  for: type('For', 'a statement'),
  while: type('While', 'a statement'),
  break: type('Break', 'a statement'),
  continue: type('Continue', 'a statement'),
  return: type('Return', 'a statement'),

  kernel: type('Kernel', '`GPU_KERNEL`'),
  function: type('Function', '`GPU_FUNCTION`'),
  param: type('Param', 'a declaration'),
  shared: type('Shared', 'a declaration'),
  'shared-mem': type('SharedMem', 'a declaration'),
  target: type('Target', 'a declaration'),
  distribute: type('Distribute', 'a declaration'),
  block: type('BlockShape', 'a declaration'),
  code: type('ThreadCode', '`GPU_THREAD_CODE:`'),

  alloc: type('Alloc', 'a statement'),
  free: type('Free', 'a statement'),
  copy: type('Copy', 'a statement'),
  'select-device': type('SelectDevice', 'a statement'),
  launch: type('Launch', 'a statement'),
  'host-sync': type('HostSync', 'a statement'),
  'read-file': type('ReadFile', 'a statement'),
  'write-file': type('WriteFile', 'a statement'),
  'read-image': type('ReadImage', 'a statement'),
  'write-image': type('WriteImage', 'a statement'),
  'host-set': type('HostSet', 'a statement'),
  pipeline: type('Pipeline', 'a statement'),
  matrix: type('Matrix', 'a statement'),
  reserved: type('ReservedStatement', 'a statement'),
} as const;

/** What stands within a line, and the structure that the layout adds. */
export const TOKEN = {
  name: type('Name', 'a name'),
  number: type('Number', 'a number'),
  string: type('String', 'a string'),
  path: type('Path', 'a path'),
  arrow: type('Arrow', '`→`'),
  open: type('ParenOpen', '`(`'),
  /** `(` directly after a name: the call's. */
  callOpen: type('CallOpen', '`(`'),
  close: type('ParenClose', '`)`'),
  bracketOpen: type('BracketOpen', '`[`'),
  bracketClose: type('BracketClose', '`]`'),
  colon: type('Colon', '`:`'),
  comma: type('Comma', '`,`'),
  dot: type('Dot', '`.`'),
  range: type('Range', '`..`'),
  equals: type('Equals', '`=`'),
  plus: type('Plus', '`+`'),
  minus: type('Minus', '`-`'),
  /** The other operators with two sides: `* / % << >> & ^ | AND OR`. */
  operator: type('Operator', 'an operator'),
  comparison: type('Comparison', 'a comparison'),
  not: type('Not', '`NOT`'),
  blocks: type('Blocks', '`BLOCKS`'),
  threads: type('Threads', '`THREADS`'),
  with: type('With', '`WITH`'),
  /** A reserved word where no statement starts. */
  reserved: type('ReservedWord', 'a reserved word'),
  /** Text that is no token; it has been reported. */
  bad: type('Bad', 'something unreadable'),
  newline: type('Newline', 'the end of the line'),
  bodyOpen: type('BodyOpen', 'the end of the line'),
  bodyClose: type('BodyClose', 'the end of the block'),
  end: type('End', 'the end of the file'),
} as const;

export const VOCABULARY: TokenType[] = [...Object.values(START), ...Object.values(TOKEN)];

/** A piece of a line. All tokens lie within one line, so the end follows from the image. */
export interface Token extends IToken {
  readonly image: string;
  readonly startOffset: number;
  readonly startLine: number;
  readonly startColumn: number;
  /** Column of the first token of a line, tabs counted to the next multiple of 8; 0 for the others. */
  readonly indent: number;
  /** Index of the type, as Chevrotain's look-ahead wants it. */
  tokenTypeIdx: number;
  tokenType: TokenType;
}

/** Makes a token; always the same shape of object, which the engine rewards. */
export function makeToken(
  tokenType: TokenType,
  image: string,
  startOffset: number,
  startLine: number,
  startColumn: number,
  indent: number,
): Token {
  return {
    image,
    startOffset,
    startLine,
    startColumn,
    indent,
    tokenTypeIdx: tokenType.tokenTypeIdx!,
    tokenType,
  };
}

/** Gives a token another type: how a word becomes the keyword that its place makes of it. */
export function retype(token: Token, tokenType: TokenType): void {
  token.tokenType = tokenType;
  token.tokenTypeIdx = tokenType.tokenTypeIdx!;
}

/** Offset behind the last character of a token. */
export const endOffset = (token: Token): number => token.startOffset + token.image.length;
