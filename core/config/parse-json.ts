// Reads JSON that people write (configurations, presets, machine profiles): what does not parse is shown with line, column and reason.
import type { Position } from 'unist';
import { PxosError } from '../diagnostics/index.ts';
import { configMessages } from '../diagnostics/messages/index.ts';

const SPACE = /[ \t\r\n]*/y;
/** A text, a number or a word that is a value by itself. */
const SCALAR =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;
const NAME = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
/** What a message quotes of the place that is wrong: a word or number whole, else one character. */
const FOUND = /[\w.+-]+|./suy;

interface Mistake {
  readonly start: number;
  readonly end: number;
  /** What stands there, and what should. */
  readonly reason: string;
}

type Expected = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'next';

const IN_WORDS: Readonly<Record<Exclude<Expected, 'next'>, string>> = {
  value: 'a value',
  'first value': 'a value or `]`',
  name: 'a name in double quotes',
  'first name': 'a name in double quotes or `}`',
  colon: '`:`',
};

/** The first mistake of a text that is no JSON. Nesting is kept in a list, so that no depth is too deep. */
function firstMistake(text: string): Mistake {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const take = (found: string | undefined): boolean => {
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const is = (character: string): boolean => take(text[at] === character ? character : undefined);
  const closer = (): string => (open.at(-1) === '{' ? '}' : ']');

  /** What may follow, or `undefined` when what stands here is wrong. */
  const step = (expected: Expected): Expected | undefined => {
    switch (expected) {
      case 'first name':
      case 'first value':
        if (is(closer())) {
          open.pop();
          return 'next';
        }
        return step(expected === 'first name' ? 'name' : 'value');
      case 'name':
        return take(match(NAME)) ? 'colon' : undefined;
      case 'colon':
        return is(':') ? 'value' : undefined;
      case 'value':
        for (const bracket of ['{', '['] as const)
          if (is(bracket)) {
            open.push(bracket);
            return bracket === '{' ? 'first name' : 'first value';
          }
        return take(match(SCALAR)) ? 'next' : undefined;
      case 'next':
        if (open.length === 0) return undefined;
        if (is(',')) return open.at(-1) === '{' ? 'name' : 'value';
        if (!is(closer())) return undefined;
        open.pop();
        return 'next';
    }
  };

  for (let expected: Expected = 'value'; ; ) {
    take(match(SPACE));
    const next = step(expected);
    if (next) {
      expected = next;
      continue;
    }
    const found = match(FOUND);
    const wanted =
      expected === 'next' ? (open.length === 0 ? 'the end' : `\`,\` or \`${closer()}\``) : IN_WORDS[expected];
    return {
      start: at,
      end: at + (found?.length ?? 0),
      reason: `it has ${found === undefined ? 'its end' : `\`${found === '`' ? "'" : found}\``} where ${wanted} should stand`,
    };
  }
}

/** Where a piece of a text is. */
function positionOf(text: string, start: number, end: number): Position {
  const point = (offset: number) => {
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    return { line: text.slice(0, offset).split('\n').length, column: offset - lineStart + 1, offset };
  };
  return { start: point(start), end: point(end) };
}

/**
 * The value of a JSON text; a byte order mark in front is left out.
 *
 * @param file path that messages name
 * @throws PxosError PX0616 with the place of the first mistake
 */
export function parseJson(text: string, file: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(plain);
  } catch (error) {
    const { start, end, reason } = firstMistake(plain);
    const place = positionOf(plain, start, end);
    throw new PxosError(configMessages.configSyntax({ reason }, { file, place }), { cause: error });
  }
}
