// The grammar of thread code: one rule for each kind of statement, blocks, and bodies.
import type { TokenType } from 'chevrotain';
import { syntaxMessages } from '../diagnostics/messages/index.ts';
import { STATEMENTS, statementForm } from '../ops/index.ts';
import { quoted } from './describe.ts';
import { ExpressionGrammar, WITHIN_LINE } from './grammar-expressions.ts';
import { nameNode } from './nodes.ts';
import { endOf, joined, spanOf, startOf } from './positions.ts';
import { comparisonName } from './precedence.ts';
import { START, TOKEN, type Token } from './token-types.ts';
import type {
  AtomicNode,
  BodyNode,
  CompareNode,
  ElementNode,
  ExpressionNode,
  ForNode,
  IfNode,
  LoadNode,
  NameNode,
  OperationNode,
  ReduceNode,
  ReturnNode,
  StageNode,
  StatementNode,
  StoreNode,
  WhileNode,
} from './tree.ts';

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

type Branch = {
  readonly condition: ExpressionNode | undefined;
  readonly body: BodyNode;
  readonly first: Token;
};
type ForHeader = Pick<ForNode, 'variable' | 'from' | 'to' | 'step'>;

/** Thread code: statements, blocks and bodies. */
export abstract class StatementGrammar extends ExpressionGrammar {
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
      this.ACTION(() => this.#checkArrow(keyword));
      this.CONSUME(TOKEN.arrow);
      return this.SUBRULE(this.name);
    },
    WITHIN_LINE,
  );

  #checkArrow(keyword: Token): void {
    const next = this.ahead(1);
    if (next.tokenType === TOKEN.arrow) return;
    this.checkOperandEnd();
    if (next.tokenType !== TOKEN.newline) return;
    const form = statementForm(keyword.image, this.inThreadCode ? 'thread' : 'host');
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
    return {
      type: 'operation',
      keyword: nameNode(keyword),
      operands: values,
      results,
      typeName,
      axis,
      children: [...values, ...results],
      position: this.since(keyword),
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

  // ---------------------------------------------------------------------------------------------- memory

  /** `LOAD a[e] → v` */
  protected load = this.RULE(
    'load',
    (): LoadNode => {
      const keyword = this.CONSUME(START.load) as Token;
      const source = this.SUBRULE(this.element);
      const result = this.SUBRULE(this.result, { ARGS: [keyword] });
      const node = this.ACTION(
        (): LoadNode => ({
          type: 'load',
          source,
          result,
          children: [source, result],
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `STORE e → a[e]` */
  protected store = this.RULE(
    'store',
    (): StoreNode => {
      const keyword = this.CONSUME(START.store) as Token;
      const value = this.SUBRULE(this.expression);
      this.ACTION(() => this.#checkArrow(keyword));
      this.CONSUME(TOKEN.arrow);
      const target = this.SUBRULE(this.element);
      const node = this.ACTION(
        (): StoreNode => ({
          type: 'store',
          value,
          target,
          children: [value, target],
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `LOAD_COALESCED a[lo:hi] → s` or `→ s[k]` */
  protected stage = this.RULE(
    'stage',
    (): StageNode => {
      const keyword = this.CONSUME(START.stage) as Token;
      const array = this.SUBRULE(this.name);
      this.CONSUME(TOKEN.bracketOpen);
      const from = this.SUBRULE(this.expression);
      this.CONSUME(TOKEN.colon);
      const to = this.SUBRULE2(this.expression);
      this.CONSUME(TOKEN.bracketClose);
      const shared = this.SUBRULE(this.result, { ARGS: [keyword] });
      let offset: ExpressionNode | undefined;
      this.OPTION(() => {
        this.CONSUME2(TOKEN.bracketOpen);
        offset = this.SUBRULE3(this.expression);
        this.CONSUME2(TOKEN.bracketClose);
      });
      const node = this.ACTION(
        (): StageNode => ({
          type: 'stage',
          array,
          from,
          to,
          shared,
          offset,
          children: offset ? [array, from, to, shared, offset] : [array, from, to, shared],
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `ATOMIC_ADD a[e] v [→ old]`, `ATOMIC_CAS a[e] expected new → old` */
  protected atomic = this.RULE(
    'atomic',
    (): AtomicNode => {
      const keyword = this.CONSUME(START.atomic) as Token;
      const target = this.SUBRULE(this.element);
      const operands = [this.SUBRULE(this.operand)];
      this.OPTION({
        GATE: () => keyword.image === 'ATOMIC_CAS',
        DEF: () => operands.push(this.SUBRULE2(this.operand)),
      });
      this.ACTION(() => this.checkOperandEnd());
      let result: NameNode | undefined;
      this.OPTION2({
        DEF: () => {
          result = this.SUBRULE(this.result, { ARGS: [keyword] });
        },
      });
      const node = this.ACTION(() => {
        if (!result && keyword.image === 'ATOMIC_CAS') this.#checkArrow(keyword);
        return this.#atomicNode(keyword, target, operands, result);
      });
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  #atomicNode(
    keyword: Token,
    target: ElementNode,
    operands: ExpressionNode[],
    result: NameNode | undefined,
  ): AtomicNode {
    const values = [target, ...operands];
    return {
      type: 'atomic',
      // The layout gives this type only to the keywords of the statement table that start with ATOMIC_.
      operator: keyword.image.slice('ATOMIC_'.length).toLowerCase() as AtomicNode['operator'],
      target,
      operands,
      result,
      children: result ? [...values, result] : values,
      position: this.since(keyword),
    };
  }

  /** `WARP_REDUCE op v → r`, `BLOCK_REDUCE op v → r` */
  protected reduce = this.RULE(
    'reduce',
    (): ReduceNode => {
      const keyword = this.CONSUME(START.reduce) as Token;
      const operator = this.OR({
        DEF: [
          { ALT: () => this.CONSUME(TOKEN.name) as Token },
          { ALT: () => this.CONSUME(TOKEN.operator) as Token },
        ],
        ERR_MSG: '`SUM`, `MIN`, `MAX`, `AND` or `OR`',
      });
      const value = this.SUBRULE(this.operand);
      const result = this.SUBRULE(this.result, { ARGS: [keyword] });
      const node = this.ACTION(
        (): ReduceNode => ({
          type: 'reduce',
          scope: keyword.image === 'WARP_REDUCE' ? 'warp' : 'block',
          operator: nameNode(operator),
          value,
          result,
          children: [value, result],
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  // ---------------------------------------------------------------------------------------------- flow

  /** `SYNC_THREADS`, `BREAK`, `CONTINUE`: statements of one word. */
  protected single = this.RULE(
    'single',
    (): StatementNode => {
      const node = this.OR<StatementNode>([
        { ALT: () => ({ type: 'sync', position: spanOf(this.CONSUME(START.sync) as Token) }) },
        { ALT: () => ({ type: 'break', position: spanOf(this.CONSUME(START.break) as Token) }) },
        { ALT: () => ({ type: 'continue', position: spanOf(this.CONSUME(START.continue) as Token) }) },
      ]);
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `RETURN [e …]` */
  protected returning = this.RULE(
    'returning',
    (): ReturnNode => {
      const keyword = this.CONSUME(START.return) as Token;
      const values = this.SUBRULE(this.operands);
      const node = this.ACTION(
        (): ReturnNode => ({ type: 'return', values, children: values, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** The condition of a block and its colon. Where it is wrong, reading goes on in the body. */
  protected condition = this.RULE('condition', (): ExpressionNode | undefined => {
    const condition = this.SUBRULE(this.expression);
    this.CONSUME(TOKEN.colon);
    return condition;
  });

  /** The colon behind ELSE. */
  protected elseColon = this.RULE('elseColon', (): void => {
    this.CONSUME(TOKEN.colon);
  });

  /** `IF c:` … `ELSE IF c:` … `ELSE:` … */
  protected branches = this.RULE(
    'branches',
    (): IfNode | undefined => {
      const first = this.CONSUME(START.if) as Token;
      const condition = this.SUBRULE(this.condition);
      const branches: Branch[] = [{ condition, body: this.SUBRULE(this.body), first }];
      let otherwise: BodyNode | undefined;
      this.MANY(() => {
        const next = this.CONSUME(START.elseIf) as Token;
        const chained = this.SUBRULE2(this.condition);
        branches.push({ condition: chained, body: this.SUBRULE2(this.body), first: next });
      });
      this.OPTION(() => {
        this.CONSUME(START.else);
        this.SUBRULE(this.elseColon);
        otherwise = this.SUBRULE3(this.body);
      });
      return this.ACTION(() => this.#ifNode(branches, otherwise));
    },
    WITHIN_LINE,
  );

  /** Nests a chain from its end; a branch whose condition is wrong leaves its chain out, which has been reported. */
  #ifNode(branches: readonly Branch[], last: BodyNode | undefined): IfNode | undefined {
    const { end } = this.since(branches[0]!.first);
    let otherwise = last;
    for (let i = branches.length - 1; ; i--) {
      const { condition, body, first } = branches[i]!;
      if (!condition) return undefined;
      const node: IfNode = {
        type: 'if',
        condition,
        then: body,
        otherwise,
        chained: i > 0,
        children: otherwise ? [condition, body, otherwise] : [condition, body],
        position: { start: startOf(first), end },
      };
      if (i === 0) return node;
      otherwise = { type: 'body', children: [node], position: node.position };
    }
  }

  /** `i IN a..b [STEP s]:` */
  protected forHeader = this.RULE('forHeader', (): ForHeader | undefined => {
    const variable = this.SUBRULE(this.name);
    this.expectWord('IN');
    this.CONSUME(TOKEN.name);
    const from = this.SUBRULE(this.expression);
    this.CONSUME(TOKEN.range);
    const to = this.SUBRULE2(this.expression);
    let step: ExpressionNode | undefined;
    this.OPTION(() => {
      this.expectWord('STEP', '`STEP` or `:`');
      this.CONSUME2(TOKEN.name);
      step = this.SUBRULE3(this.expression);
    });
    this.CONSUME(TOKEN.colon);
    return { variable, from, to, step };
  });

  /** `FOR i IN a..b [STEP s]:` … */
  protected counting = this.RULE(
    'counting',
    (): ForNode | undefined => {
      const keyword = this.CONSUME(START.for) as Token;
      const header = this.SUBRULE(this.forHeader);
      const body = this.SUBRULE(this.body);
      return this.ACTION(() => {
        if (!header) return undefined;
        const { variable, from, to, step } = header;
        const children = step ? [variable, from, to, step, body] : [variable, from, to, body];
        return { type: 'for', variable, from, to, step, body, children, position: this.since(keyword) };
      });
    },
    WITHIN_LINE,
  );

  /** `WHILE c:` … */
  protected repeating = this.RULE(
    'repeating',
    (): WhileNode | undefined => {
      const keyword = this.CONSUME(START.while) as Token;
      const condition = this.SUBRULE(this.condition);
      const body = this.SUBRULE(this.body);
      return this.ACTION(
        () =>
          condition && {
            type: 'while',
            condition,
            body,
            children: [condition, body] as const,
            position: this.since(keyword),
          },
      );
    },
    WITHIN_LINE,
  );

  readonly #statements = [
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.operation) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.assignment) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.load) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.store) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.branches) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.counting) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.repeating) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.comparison) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.stage) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.atomic) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.reduce) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.single) },
    { ALT: (): StatementNode | undefined => this.SUBRULE(this.returning) },
  ];

  /** One statement. Where it is wrong, reading goes on with the next one. */
  protected statement = this.RULE('statement', (): StatementNode | undefined => this.OR(this.#statements));

  /** The statements of a block, between the marks of the layout. */
  protected body = this.RULE(
    'body',
    (): BodyNode => {
      const open = this.CONSUME(TOKEN.bodyOpen) as Token;
      const children: StatementNode[] = [];
      this.MANY(() => {
        const statement = this.SUBRULE(this.statement);
        if (statement) children.push(statement);
      });
      this.CONSUME(TOKEN.bodyClose);
      return this.ACTION((): BodyNode => {
        const first = children[0];
        const last = children[children.length - 1];
        const position = first && last ? joined(first.position, last.position) : spanOf(open);
        return { type: 'body', children, position };
      });
    },
    WITHIN_LINE,
  );
}
