// What a line means whose first word is no statement: the message with its way out, and the keyword that was probably meant.
import { type Diagnostic, didYouMean } from '../../diagnostics/index.ts';
import { nameMessages, syntaxMessages } from '../../diagnostics/messages/index.ts';
import { isOpName, OPERATIONS, type StatementPlace, statementForm } from '../../ops/index.ts';
import { foreignCall } from '../foreign-calls.ts';
import { callForm } from './describe.ts';
import { FOREIGN_WORDS } from './foreign.ts';
import { isReserved, KEYWORDS, type Keyword } from './keywords.ts';
import { spanOf } from './positions.ts';
import { endOffset, TOKEN, type Token } from './token-types.ts';

const PLACES: readonly StatementPlace[] = ['thread', 'declaration', 'host'];

/** What is said about an unknown word, and the keyword that it probably stands for. */
export interface Explanation {
  readonly diagnostic: Diagnostic;
  readonly meant?: Keyword | undefined;
}

/** Explains words that start no statement; each is looked up once, as a wrong file may repeat it on every line. */
export class Suggestions {
  readonly #functions: ReadonlySet<string>;
  readonly #known = new Map<string, string | undefined>();

  /** @param functions names of the functions of the file, as written and in capitals */
  constructor(functions: ReadonlySet<string>) {
    this.#functions = functions;
  }

  /** Explains the first word of a line, of which `line` are the tokens. */
  explain(line: readonly Token[], place: StatementPlace): Explanation {
    const [first, next] = line;
    const name = first!.image;
    const thread = place === 'thread' && !isReserved(name);
    const at = { place: spanOf(first!) };
    const assigned = assignedBy(line);
    if (assigned !== undefined) {
      const statement = assigned.endsWith(']') ? 'STORE' : 'SET';
      const hint = `Values go to the right, with an arrow: \`${statement} … → ${assigned}\`.`;
      return { diagnostic: syntaxMessages.unknownStatement({ name, hint, call: thread }, at) };
    }
    const touches = next && endOffset(first!) === next.startOffset;
    const foreign = FOREIGN_WORDS.has(name.toUpperCase());
    if (thread && !foreign && touches && next.tokenType === TOKEN.open)
      return { diagnostic: this.#unknownCall(first!) };
    if (place === 'thread' && /^end$/i.test(name)) return unknownEnd(line);
    const arrow = thread && line.some(({ tokenType }) => tokenType === TOKEN.arrow);
    const suggestion = this.#suggest(name, place, { arrow });
    const hint =
      (thread ? foreignCall(name) : undefined) ??
      (suggestion === undefined && arrow
        ? `For a function of your own write \`GPU_FUNCTION ${name}\` … \`GPU_END\` into the file.`
        : undefined);
    const diagnostic = syntaxMessages.unknownStatement({ name, suggestion, hint, call: thread }, at);
    return { diagnostic, meant: keywordOf(suggestion) };
  }

  /** `name(…)` where a statement should start. */
  #unknownCall(first: Token): Diagnostic {
    const name = first.image;
    const place = spanOf(first);
    if (isFunctionWord(name)) return callAsStatement(first);
    const candidates = [...OPERATIONS.map((entry) => entry.name), ...this.#functions];
    const suggestion = didYouMean(name, candidates);
    const hint = foreignCall(name);
    return nameMessages.unknownFunction({ name, suggestion, hint }, { place });
  }

  #suggest(word: string, place: StatementPlace, { arrow }: { readonly arrow: boolean }): string | undefined {
    const key = `${place} ${arrow} ${word}`;
    if (!this.#known.has(key)) this.#known.set(key, this.#search(word, place, arrow));
    return this.#known.get(key);
  }

  /** The word that was probably meant, one of `place` before others; in a line with an arrow, one whose form has one. */
  #search(word: string, place: StatementPlace, arrow: boolean): string | undefined {
    const places = [place, ...PLACES.filter((other) => other !== place)];
    const candidates = places.flatMap((other) =>
      [...KEYWORDS[other].keys()].filter(
        (keyword) => !arrow || statementForm(keyword, other)?.includes('→') === true,
      ),
    );
    const upper = word.toUpperCase();
    const foreign = FOREIGN_WORDS.get(upper);
    if (foreign !== undefined) return foreign;
    if (candidates.includes(upper)) return upper;
    if (candidates.includes(`GPU_${upper}`)) return `GPU_${upper}`;
    const longer = upper.length > 3 && candidates.find((keyword) => keyword.startsWith(`${upper}_`));
    if (longer) return longer;
    // A single letter is close to everything.
    if (word.length === 1) return undefined;
    return didYouMean(word, [...candidates, ...(place === 'thread' ? this.#functions : [])]);
  }
}

/** True for words that the language itself has as functions. */
const isFunctionWord = (word: string): boolean => isOpName(word) || word === 'convert' || word === 'bitcast';

/** A call with parentheses where a statement should start. */
export function callAsStatement(first: Token): Diagnostic {
  const name = first.image;
  const lower = name.toLowerCase();
  const own = statementForm(name.toUpperCase(), 'thread');
  const call = isFunctionWord(lower) ? lower : own === undefined ? name : undefined;
  const form = own ?? callForm(name.toUpperCase());
  return syntaxMessages.callAsStatement({ name, call, form }, { place: spanOf(first) });
}

/** What other languages assign to in such a line: `x = …`, `x[i] = …`, `int x = …`, `x <- …`. */
function assignedBy(line: readonly Token[]): string | undefined {
  const [first, second, third] = line;
  if (second?.image === '<' && third?.image.startsWith('-') && endOffset(second) === third.startOffset)
    return first!.image;
  const equals = line.findIndex(({ tokenType }) => tokenType === TOKEN.equals);
  const last = line[equals - 1];
  if (last?.tokenType === TOKEN.bracketClose && second?.tokenType === TOKEN.bracketOpen)
    return textOf(line.slice(0, equals));
  const declares = equals === 1 || (equals === 2 && DECLARING.test(first!.image));
  return declares && last?.tokenType === TOKEN.name ? last.image : undefined;
}

/** Words before a name that other languages declare. */
const DECLARING = /^(?:let|var|const|auto|int|uint|float|double|bool|char|half|unsigned|long|short)$/i;

/** The text of tokens of a line, cut where it is long. */
function textOf(tokens: readonly Token[]): string {
  const text = tokens.map(({ image }) => image).join('');
  return text.length > 40 ? `${tokens[0]!.image}[…]` : text;
}

/** `END`, `END IF`, `END FOR`: the closer that is meant, or which there are. */
function unknownEnd([first, block]: readonly Token[]): Explanation {
  const closer = `END${block?.image.toUpperCase()}`;
  const suggestion = KEYWORDS.thread.has(closer) ? closer : undefined;
  const hint =
    suggestion === undefined
      ? 'Blocks are closed by `ENDIF`, `ENDFOR` and `ENDWHILE`, the kernel by `GPU_END`.'
      : undefined;
  const name = first!.image;
  const diagnostic = syntaxMessages.unknownStatement(
    { name, suggestion, hint, call: false },
    { place: spanOf(first!) },
  );
  return { diagnostic, meant: keywordOf(suggestion) };
}

/** The keyword of a suggestion, if it is no function. */
function keywordOf(suggestion: string | undefined): Keyword | undefined {
  if (suggestion === undefined) return undefined;
  const word = suggestion === 'ELSE IF' ? 'ELSE' : suggestion;
  return KEYWORDS.thread.get(word) ?? KEYWORDS.declaration.get(word) ?? KEYWORDS.host.get(word);
}
