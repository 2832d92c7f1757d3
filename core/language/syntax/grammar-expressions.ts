// The grammar of operands and expressions, and what all rules share: mistakes with a code, and how recovery treats them.
import { EmbeddedActionsParser, MismatchedTokenException, type TokenType } from 'chevrotain';
import type { Diagnostic } from '../../diagnostics/index.ts';
import { syntaxMessages } from '../../diagnostics/messages/index.ts';
import type { ElementNode, ExpressionNode, MemberNode, NameNode } from '../tree.ts';
import { FOREIGN_OPERATOR_WORDS, foreignMember } from './foreign.ts';
import { callNode, elementNode, memberNode, nameNode, numberNode, valueNode } from './nodes.ts';
import { CALLABLE, ENDS_OPERAND, EXPRESSION_ONLY } from './operand-tokens.ts';
import { spanOf } from './positions.ts';
import { type Piece, type PrecedenceFault, readPrecedence } from './precedence.ts';
import { signedOperand } from './signed-operands.ts';
import { callAsStatement } from './suggestions.ts';
import { endOffset, START, TOKEN, type Token, VOCABULARY } from './token-types.ts';

/** A mistake that has its own message: thrown like Chevrotain's own errors, so that recovery treats it alike. */
export class Mistake extends MismatchedTokenException {
  readonly diagnostic: Diagnostic;
  constructor(diagnostic: Diagnostic, token: Token, previous: Token) {
    super(diagnostic.message, token, previous);
    this.diagnostic = diagnostic;
  }
}

/** Rules within a line give up the whole line: its statement is where reading goes on. */
export const WITHIN_LINE = { resyncEnabled: false } as const;

const MEMBERS: ReadonlySet<string> = new Set(['width', 'height']);

/** Operands and expressions; statements build on it, and Chevrotain analyses the rules of the last class in line. */
export abstract class ExpressionGrammar extends EmbeddedActionsParser {
  /** Chevrotain's own way to note an error; its types leave it out. */
  declare protected SAVE_ERROR: <E extends Error>(error: E) => E;

  /** True within GPU_THREAD_CODE. */
  protected inThreadCode = false;
  /** True where expressions follow one another, so that a parenthesis behind a blank starts the next one. */
  protected inSizes = false;

  constructor(options: { readonly skipValidations: boolean }) {
    super(VOCABULARY, {
      recoveryEnabled: true,
      maxLookahead: 1,
      skipValidations: options.skipValidations,
      // Not sentences, but what was expected: the catalogue makes the sentence.
      errorMessageProvider: {
        buildMismatchTokenMessage: ({ expected }) => expected.LABEL ?? expected.name,
        buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
        buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? 'something else',
        buildNotAllInputParsedMessage: () => 'the end of the file',
      },
    });
    // A mistake in a line gives up the line; repairs within it would only guess.
    Object.assign(this, { attemptInRepetitionRecovery: () => {} });
  }

  protected override canTokenTypeBeInsertedInRecovery(): boolean {
    return false;
  }
  protected override canTokenTypeBeDeletedInRecovery(): boolean {
    return false;
  }

  /** The token `k` places ahead, 0 for the last one read; all come from the lexer and have its shape. */
  protected ahead(k: number): Token {
    return this.LA(k) as Token;
  }

  /** Gives up the statement with a message of its own. */
  protected fail(diagnostic: Diagnostic): never {
    throw this.SAVE_ERROR(new Mistake(diagnostic, this.ahead(1), this.ahead(0)));
  }

  /** Gives up the statement: something else was expected in the place of `token`. */
  protected expected(what: string, token: Token): never {
    throw this.SAVE_ERROR(new MismatchedTokenException(what, token, this.ahead(0)));
  }

  override reset(): void {
    super.reset();
    this.inThreadCode = false;
    this.inSizes = false;
  }

  // ---------------------------------------------------------------------------------------------- names

  /** A name that the statement gives or uses; reserved words have their own message. */
  protected name = this.RULE(
    'name',
    (): NameNode => {
      this.ACTION(() => {
        const next = this.ahead(1);
        const { image } = next;
        // `GPU_LAUNCH BLOCKS 1` lacks its kernel; nobody wants to call one BLOCKS.
        if (this.ahead(0).tokenType === START.launch && next.tokenType !== TOKEN.name)
          this.expected('the name of a kernel', next);
        const word = next.tokenType !== TOKEN.name && /^[A-Z_]+$/.test(image);
        if (word || image === 'true' || image === 'false')
          this.fail(syntaxMessages.reservedName({ name: image }, { place: spanOf(next) }));
      });
      return nameNode(this.CONSUME(TOKEN.name) as Token);
    },
    WITHIN_LINE,
  );

  /** The next token must be this word, which is a keyword only here. */
  protected expectWord(word: string, what = `\`${word}\``): void {
    this.ACTION(() => {
      const next = this.ahead(1);
      if (next.image !== word) this.expected(what, next);
    });
  }

  // ---------------------------------------------------------------------------------------------- primaries

  readonly #primaries = [
    { ALT: (): ExpressionNode => this.#named() },
    { ALT: (): ExpressionNode => numberNode(this.CONSUME(TOKEN.number) as Token) },
    {
      ALT: (): ExpressionNode => {
        this.CONSUME(TOKEN.open);
        const inner = this.SUBRULE(this.expression);
        this.CONSUME(TOKEN.close);
        return inner;
      },
    },
  ];

  #named(): ExpressionNode {
    const token = this.CONSUME(TOKEN.name) as Token;
    let node: ExpressionNode = valueNode(token);
    this.OPTION(() => {
      node = this.SUBRULE(this.suffix, { ARGS: [token] });
    });
    return node;
  }

  /** What may follow a name: `(…)` directly behind it, `[…]`, `.member`. */
  protected suffix = this.RULE(
    'suffix',
    (token: Token): ExpressionNode =>
      this.OR<ExpressionNode>([
        {
          ALT: () => {
            this.CONSUME(TOKEN.callOpen);
            const args: ExpressionNode[] = [];
            this.MANY_SEP({ SEP: TOKEN.comma, DEF: () => args.push(this.SUBRULE(this.expression)) });
            const close = this.CONSUME(TOKEN.close) as Token;
            return this.ACTION(() => callNode(nameNode(token), args, close));
          },
        },
        {
          ALT: () => {
            this.CONSUME(TOKEN.bracketOpen);
            const index = this.SUBRULE2(this.expression);
            this.ACTION(() => this.#checkOneIndex(token, TOKEN.comma));
            const close = this.CONSUME(TOKEN.bracketClose) as Token;
            this.ACTION(() => this.#checkOneIndex(token, TOKEN.bracketOpen));
            return this.ACTION(() => elementNode(nameNode(token), index, close));
          },
        },
        {
          ALT: () => {
            this.CONSUME(TOKEN.dot);
            const member = this.CONSUME(TOKEN.name) as Token;
            return this.ACTION(() => this.#member(token, member));
          },
        },
      ]),
    WITHIN_LINE,
  );

  #member(object: Token, member: Token): MemberNode {
    const node = memberNode(nameNode(object), nameNode(member));
    const text = `${object.image}.${member.image}`;
    if (this.inThreadCode) {
      const fix = foreignMember(object.image, member.image);
      this.fail(syntaxMessages.memberInKernel({ text, fix }, { place: node.position }));
    }
    this.checkMember(member);
    return node;
  }

  /** Buffers have two members. */
  protected checkMember(member: Token): void {
    if (!MEMBERS.has(member.image))
      this.fail(syntaxMessages.unknownMember({ name: member.image }, { place: spanOf(member) }));
  }

  /** `a[i, j]` and `a[i][j]` are the same mistake. */
  #checkOneIndex(array: Token, mark: TokenType): void {
    if (this.ahead(1).tokenType === mark)
      this.fail(syntaxMessages.oneIndex({ array: array.image }, { place: spanOf(array, this.ahead(1)) }));
  }

  /** `a[e]`, where only an element can stand. */
  protected element = this.RULE(
    'element',
    (): ElementNode => {
      const array = this.SUBRULE(this.name);
      const name = this.ahead(0);
      this.ACTION(() => {
        if (this.ahead(1).tokenType !== TOKEN.bracketOpen)
          this.fail(syntaxMessages.missingIndex({ array: name.image }, { place: spanOf(name) }));
      });
      this.CONSUME(TOKEN.bracketOpen);
      const index = this.SUBRULE(this.expression);
      this.ACTION(() => this.#checkOneIndex(name, TOKEN.comma));
      const close = this.CONSUME(TOKEN.bracketClose) as Token;
      this.ACTION(() => this.#checkOneIndex(name, TOKEN.bracketOpen));
      return this.ACTION(() => elementNode(array, index, close));
    },
    WITHIN_LINE,
  );

  // ---------------------------------------------------------------------------------------------- operands

  readonly #operands = [
    ...this.#primaries,
    {
      ALT: (): ExpressionNode => {
        const sign = this.OR2([
          { ALT: () => this.CONSUME(TOKEN.minus) as Token },
          { ALT: () => this.CONSUME(TOKEN.plus) as Token },
        ]);
        this.ACTION(() => this.#checkSign(sign));
        return numberNode(this.CONSUME2(TOKEN.number) as Token, sign);
      },
    },
  ];

  /** One operand: a primary, or a number with a sign directly before it. */
  protected operand = this.RULE(
    'operand',
    (): ExpressionNode => {
      this.ACTION(() => this.#checkBlank());
      return this.OR({ DEF: this.#operands, ERR_MSG: 'a value' });
    },
    WITHIN_LINE,
  );

  /** Operands up to the arrow or the end of the line. */
  protected operands = this.RULE(
    'operands',
    (): ExpressionNode[] => {
      const operands: ExpressionNode[] = [];
      this.MANY(() => {
        operands.push(this.SUBRULE(this.operand));
      });
      this.ACTION(() => this.checkOperandEnd());
      return operands;
    },
    WITHIN_LINE,
  );

  /** A blank stands before each operand, and between the keyword and the first one. */
  #checkBlank(): void {
    const next = this.ahead(1);
    if (!this.#touchesOperand(this.ahead(0), next)) return;
    // A sign that touches the operand before it has a better message of its own.
    const open = next.tokenType === TOKEN.open;
    const keyword = this.ahead(0);
    if (open && keyword.indent > 0 && CALLABLE.has(keyword.tokenType)) this.fail(callAsStatement(keyword));
    const primary = next.tokenType === TOKEN.name || next.tokenType === TOKEN.number || open;
    if (primary) this.fail(syntaxMessages.missingBlank({}, { place: spanOf(next) }));
  }

  /** Whether `before` is the end of an operand or a keyword, directly before `token`. */
  #touchesOperand(before: Token, token: Token): boolean {
    if (endOffset(before) !== token.startOffset) return false;
    return before.indent > 0 || ENDS_OPERAND.has(before.tokenType);
  }

  /** The sign that was just read belongs to a number only if it touches it and nothing else. */
  #checkSign(sign: Token): void {
    const next = this.ahead(1);
    const before = this.ahead(-1);
    const number = next.tokenType === TOKEN.number;
    const touchesNext = endOffset(sign) === next.startOffset;
    const touchesBefore = this.#touchesOperand(before, sign);
    if (number && touchesNext && !touchesBefore) return;
    const second = ENDS_OPERAND.has(before.tokenType) && before.indent === 0;
    const args = signedOperand(before, sign, next, { second, touchesBefore });
    this.fail(syntaxMessages.signedOperand(args, { place: spanOf(sign) }));
  }

  /** Operators do not stand between operands. */
  protected checkOperandEnd(): void {
    const next = this.ahead(1);
    if (!EXPRESSION_ONLY.has(next.tokenType)) return;
    const [left, right] = [this.ahead(0), this.ahead(2)].map((token) =>
      token.tokenType === TOKEN.name || token.tokenType === TOKEN.number ? token.image : '…',
    );
    const fix =
      next.tokenType === TOKEN.comma
        ? 'Separate operands by blanks.'
        : next.tokenType === TOKEN.not
          ? `Put the expression in parentheses: \`(NOT ${right})\`.`
          : next.tokenType === TOKEN.equals
            ? 'Values go to the right, with an arrow: `→ name`.'
            : `Put the expression in parentheses: \`(${left} ${next.image} ${right})\`.`;
    this.fail(syntaxMessages.operatorBetweenOperands({ operator: next.image, fix }, { place: spanOf(next) }));
  }

  // ---------------------------------------------------------------------------------------------- expressions

  readonly #signs = [
    { ALT: () => this.CONSUME(TOKEN.minus) as Token },
    { ALT: () => this.CONSUME(TOKEN.plus) as Token },
    { ALT: () => this.CONSUME(TOKEN.not) as Token },
  ];
  readonly #operators = [
    { ALT: () => this.CONSUME(TOKEN.operator) as Token },
    { ALT: () => this.CONSUME2(TOKEN.minus) as Token },
    { ALT: () => this.CONSUME2(TOKEN.plus) as Token },
    { ALT: () => this.CONSUME(TOKEN.comparison) as Token },
  ];

  /** An expression: a row of terms and operators, which precedence makes a tree. */
  expression = this.RULE(
    'expression',
    (): ExpressionNode => {
      const pieces: Piece[] = [];
      this.SUBRULE(this.term, { ARGS: [pieces] });
      this.MANY(() => {
        pieces.push(this.OR(this.#operators));
        this.SUBRULE2(this.term, { ARGS: [pieces] });
      });
      return this.ACTION(() => {
        this.#checkEnd();
        return pieces.length === 1 ? (pieces[0] as ExpressionNode) : readPrecedence(pieces, this.#precedence);
      });
    },
    WITHIN_LINE,
  );

  /** Signs and NOT, then a primary; a sign directly before a number belongs to it. */
  protected term = this.RULE(
    'term',
    (pieces: Piece[]): void => {
      let last: Token | undefined;
      this.MANY(() => {
        const sign = this.OR(this.#signs);
        last = sign;
        this.ACTION(() => pieces.push(sign));
      });
      const own = this.ACTION(() => last && this.#ownSign(last));
      const node = this.OR2({ DEF: this.#primaries, ERR_MSG: 'a value' });
      this.ACTION(() => {
        if (own) pieces[pieces.length - 1] = numberNode(this.ahead(0), own);
        else pieces.push(node);
      });
    },
    WITHIN_LINE,
  );

  /** The sign itself, if the next token is a number that it touches; `+` stands nowhere else. */
  #ownSign(sign: Token): Token | undefined {
    if (sign.tokenType === TOKEN.not) return undefined;
    const next = this.ahead(1);
    if (next.tokenType === TOKEN.number && endOffset(sign) === next.startOffset) return sign;
    if (sign.tokenType === TOKEN.plus) this.expected('a value', sign);
    return undefined;
  }

  /** `=` is no comparison. */
  protected checkEquals(): void {
    const next = this.ahead(1);
    if (next.tokenType !== TOKEN.equals) return;
    const place = spanOf(next);
    this.fail(syntaxMessages.foreignOperator({ operator: '=', fix: '`==` to compare' }, { place }));
  }

  /** What cannot follow an expression, with a better message than that of what should. */
  #checkEnd(): void {
    if (this.inSizes) return;
    const next = this.ahead(1);
    const last = this.ahead(0);
    this.checkEquals();
    this.#checkForeignWord(last, next);
    if (next.tokenType === TOKEN.open && last.tokenType === TOKEN.name)
      this.fail(syntaxMessages.callAfterBlank({ name: last.image }, { place: spanOf(last, next) }));
  }

  /** `a and b`, `not a`: a name that is an operator elsewhere, beside another value. */
  #checkForeignWord(last: Token, next: Token): void {
    if (next.tokenType !== TOKEN.name) return;
    const prefix = last.image === 'not' && next.image !== 'STEP' && next.image !== 'BY';
    const word = prefix ? last : next;
    const fix = FOREIGN_OPERATOR_WORDS.get(word.image);
    if (fix !== undefined)
      this.fail(syntaxMessages.foreignOperator({ operator: word.image, fix }, { place: spanOf(word) }));
  }

  readonly #precedence = ({ fault, token }: PrecedenceFault): never =>
    this.fail(
      fault === 'loose-not'
        ? syntaxMessages.looseNot({}, { place: spanOf(token) })
        : syntaxMessages.chainedComparison({ operator: token.image }, { place: spanOf(token) }),
    );
}
