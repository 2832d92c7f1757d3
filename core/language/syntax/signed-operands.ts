// What is said of a sign among operands: whether a second operand or a difference was meant cannot be known, so that both are shown.
import { endOffset, TOKEN, type Token } from './token-types.ts';

const isPlain = ({ tokenType }: Token): boolean => tokenType === TOKEN.name || tokenType === TOKEN.number;

/** The arguments of the message on a sign between two tokens; `second` where the one before it ends an operand. */
export function signedOperand(
  before: Token,
  sign: Token,
  next: Token,
  { second, touchesBefore }: { readonly second: boolean; readonly touchesBefore: boolean },
): { readonly text: string; readonly fix: string } {
  const left = isPlain(before) ? before.image : '(…)';
  const value = isPlain(next) ? next.image : '(…)';
  const bare = sign.image === '+' ? value : `(-${value})`;
  const signed = next.tokenType === TOKEN.number ? `${sign.image}${value}` : bare;
  const touchesNext = endOffset(sign) === next.startOffset;
  const written = `${sign.image}${touchesNext ? '' : ' '}${value}`;
  if (!second) return { text: written, fix: `Write \`${signed}\`.` };
  const kind = sign.image === '-' ? 'difference' : 'sum';
  return {
    text: `${left}${touchesBefore ? '' : ' '}${written}`,
    fix: `Write \`${left} ${signed}\` for two operands, or \`(${left} ${sign.image} ${value})\` for the ${kind}.`,
  };
}
