// Words for a token in a message.
import { TOKEN, type Token } from './token-types.ts';

const LONGEST = 40;

/** Text in backticks, cut where it is long. */
export function quoted(text: string): string {
  return `\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``;
}

/** The form of a statement that calls a function of the file. */
export function callForm(name: string): string {
  return `${name} a … → r`;
}

/** What was found: the token's text, or the end of the line. */
export function describeToken(token: Token): string {
  switch (token.tokenType) {
    case TOKEN.newline:
    case TOKEN.bodyOpen:
    case TOKEN.bodyClose:
      return 'the end of the line';
    case TOKEN.string:
      return 'a string';
    case TOKEN.reserved:
      return `the reserved word ${quoted(token.image)}`;
    default:
      return token.image === '' ? 'the end of the file' : quoted(token.image);
  }
}
