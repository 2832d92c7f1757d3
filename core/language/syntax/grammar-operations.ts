// The grammar of statements with operands and results: operations, calls, SET, COMPARE; and what all statements share.
import type { TokenType } from 'chevrotain';
import { syntaxMessages } from '../../diagnostics/messages/index.ts';
import { STATEMENTS, statementForm } from '../../ops/index.ts';
import type { CompareNode, ExpressionNode, NameNode, OperationNode } from '../tree.ts';
import { callForm, quoted } from './describe.ts';
import { ExpressionGrammar, WITHIN_LINE } from './grammar-expressions.ts';
import { nameNode } from './nodes.ts';
import { endOf, joined, spanOf, startOf } from './positions.ts';
import { comparisonName } from './precedence.ts';
import { START, TOKEN, type Token } from './token-types.ts';

const INDEX_KEYWORDS = new Set(
  STATEMENTS.filter(({ group }) => group === 'index').map((entry) => entry.keyword),
);
/** Statements whose last operand is a type. */
const TYPED_KEYWORDS: ReadonlySet<string> = new Set(['CONVERT', 'BITCAST']);
const AXES: ReadonlySet<string> = new Set(['X', 'Y', 'Z']);

/** What stands behind the arrow where it is no result. */
const TARGETS: ReadonlyMap<TokenType, string> = new Map([
  [START.store, 'the element that it writes'],
  [START.stage, 'the shared array that it fills'],
  [START.copy, 'the buffer that it fills'],
]);

/** Statements that compute. */
export abstract class OperationGrammar extends ExpressionGrammar {
  /** The position from a token to the last one that was read. */
  protected since(first: Token) {
    return { start: startOf(first), end: endOf(this.ahead(0)) };
  }

  /** Reads the end of a statement's line. */
  protected endLine(): void {
    this.CONSUME(TOKEN.newline);
  }

  /** `→ name`, of the statement that `keyword` starts. */
  protected result = this.RULE(
    'result',
    (keyword: Token): NameNode => {
      this.ACTION(() => this.checkArrow(keyword));
      this.CONSUME(TOKEN.arrow);
      const name = this.SUBRULE(this.name);
      this.ACTION(() => this.#checkElement(keyword, name));
      return name;
    },
    WITHIN_LINE,
  );

  /** Says how an element is written where one stands behind the arrow of a statement that gives a result. */
  #checkElement(keyword: Token, { name }: NameNode): void {
    const next = this.ahead(1);
    if (!this.inThreadCode || TARGETS.has(keyword.tokenType) || next.tokenType !== TOKEN.bracketOpen) return;
    const place = spanOf(this.ahead(0), next);
    this.fail(syntaxMessages.elementAsResult({ keyword: keyword.image, array: name }, { place }));
  }

  /** Says what the arrow is for where it is missing. */
  protected checkArrow(keyword: Token): void {
    const next = this.ahead(1);
    if (next.tokenType === TOKEN.arrow) return;
    const logical = next.image === 'AND' || next.image === 'OR';
    if (keyword.tokenType === START.compare && logical) {
      const fix = `Write \`SET a < b ${next.image} c < d → r\`.`;
      this.fail(
        syntaxMessages.operatorBetweenOperands({ operator: next.image, fix }, { place: spanOf(next) }),
      );
    }
    this.checkOperandEnd();
    if (next.tokenType !== TOKEN.newline) return;
    const form =
      keyword.tokenType === START.call
        ? callForm(keyword.image)
        : statementForm(keyword.image, this.inThreadCode ? 'thread' : 'host');
    const what = TARGETS.get(keyword.tokenType) ?? 'a name for its result';
    this.fail(
      syntaxMessages.missingArrow({ keyword: keyword.image, what, form }, { place: spanOf(keyword) }),
    );
  }

  // ---------------------------------------------------------------------------------------------- operations

  /** `KEYWORD operands → results`: operations, index statements, conversions, calls. */
  protected operation = this.RULE(
    'operation',
    (): OperationNode => {
      const keyword = this.OR([
        { ALT: () => this.CONSUME(START.operation) as Token },
        { ALT: () => this.CONSUME(START.call) as Token },
      ]);
      const operands = this.SUBRULE(this.operands);
      const results = [this.SUBRULE(this.result, { ARGS: [keyword] })];
      this.MANY(() => {
        results.push(this.SUBRULE(this.name));
      });
      const node = this.ACTION(() => this.#operationNode(keyword, operands, results));
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  #operationNode(keyword: Token, operands: ExpressionNode[], results: NameNode[]): OperationNode {
    let typeName: NameNode | undefined;
    let axis: OperationNode['axis'];
    let values = operands;
    if (keyword.tokenType === START.operation && INDEX_KEYWORDS.has(keyword.image)) {
      axis = this.#axis(keyword, operands);
      values = [];
    } else if (keyword.tokenType === START.operation && TYPED_KEYWORDS.has(keyword.image)) {
      const last = operands[operands.length - 1];
      if (operands.length > 1 && last?.type === 'name') {
        typeName = last;
        values = operands.slice(0, -1);
      }
    }
    const word = nameNode(keyword);
    return {
      type: 'operation',
      keyword: word,
      operands: values,
      results,
      typeName,
      axis,
      children: [...values, ...results],
      position: joined(word.position, results[results.length - 1]!.position),
    };
  }

  #axis(keyword: Token, operands: readonly ExpressionNode[]): OperationNode['axis'] {
    const [axis, more] = operands;
    if (!axis) return undefined;
    if (!more && axis.type === 'name' && AXES.has(axis.name)) return axis.name as 'X' | 'Y' | 'Z';
    const wrong = more ?? axis;
    const found = wrong.type === 'name' ? quoted(wrong.name) : 'something else';
    const expected = more ? '`→`' : '`X`, `Y` or `Z`';
    const form = statementForm(keyword.image, 'thread');
    return this.fail(syntaxMessages.unexpectedToken({ expected, found, form }, { place: wrong.position }));
  }

  /** `SET e → v` */
  protected assignment = this.RULE(
    'assignment',
    (): OperationNode => {
      const keyword = this.CONSUME(START.set) as Token;
      const value = this.SUBRULE(this.expression);
      const result = this.SUBRULE(this.result, { ARGS: [keyword] });
      const node = this.ACTION(() => this.#operationNode(keyword, [value], [result]));
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `COMPARE a op b → r` */
  protected comparison = this.RULE(
    'comparison',
    (): OperationNode => {
      const keyword = this.CONSUME(START.compare) as Token;
      const left = this.SUBRULE(this.operand);
      this.ACTION(() => this.checkEquals());
      const symbol = this.CONSUME(TOKEN.comparison) as Token;
      const right = this.SUBRULE2(this.operand);
      const result = this.SUBRULE(this.result, { ARGS: [keyword] });
      const node = this.ACTION(() => {
        const compare: CompareNode = {
          type: 'compare',
          operator: comparisonName(symbol.image),
          left,
          right,
          children: [left, right],
          position: joined(left.position, right.position),
        };
        return this.#operationNode(keyword, [compare], [result]);
      });
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );
}
