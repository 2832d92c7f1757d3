// The grammar of statements on memory and on groups of threads.

import type {
  AtomicNode,
  ElementNode,
  ExpressionNode,
  LoadNode,
  NameNode,
  ReduceNode,
  StageNode,
  StoreNode,
} from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { OperationGrammar } from './grammar-operations.ts';
import { nameNode } from './nodes.ts';
import { START, TOKEN, type Token } from './token-types.ts';

/** Loads, stores, atomics, reductions. */
export abstract class MemoryGrammar extends OperationGrammar {
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
      this.ACTION(() => this.checkArrow(keyword));
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
        if (!result && keyword.image === 'ATOMIC_CAS') this.checkArrow(keyword);
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
}
