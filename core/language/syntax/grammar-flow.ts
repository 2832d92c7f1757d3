// The grammar of blocks: conditions, loops, bodies, and the choice among all statements of thread code.

import type {
  BodyNode,
  ExpressionNode,
  ForNode,
  IfNode,
  ReturnNode,
  StatementNode,
  WhileNode,
} from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { MemoryGrammar } from './grammar-memory.ts';
import { joined, spanOf, startOf } from './positions.ts';
import { START, TOKEN, type Token } from './token-types.ts';

type Branch = {
  readonly condition: ExpressionNode | undefined;
  readonly body: BodyNode;
  readonly first: Token;
};
type ForHeader = Pick<ForNode, 'variable' | 'from' | 'to' | 'step'>;

/** Thread code as a whole. */
export abstract class FlowGrammar extends MemoryGrammar {
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
