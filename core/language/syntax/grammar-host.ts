// The grammar of the host’s other statements: memory, launches, names, pipelines, matrices.

import type {
  AllocNode,
  CopyNode,
  ExpressionNode,
  FreeNode,
  HostSetNode,
  HostStatementNode,
  HostSyncNode,
  LaunchNode,
  MatrixNode,
  MemberNode,
  NameNode,
  PipelineNode,
  ReservedNode,
  SelectDeviceNode,
} from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { FileGrammar } from './grammar-files.ts';
import { memberNode, nameNode } from './nodes.ts';
import { spanOf } from './positions.ts';
import { START, TOKEN, type Token } from './token-types.ts';

type Binding = LaunchNode['bindings'][number];

/** Statements outside of kernels. */
export abstract class HostGrammar extends FileGrammar {
  // ---------------------------------------------------------------------------------------------- memory

  /** `GPU_ALLOC name type size`, or `rows BY columns` */
  protected alloc = this.RULE(
    'alloc',
    (): AllocNode => {
      const keyword = this.CONSUME(START.alloc) as Token;
      const name = this.SUBRULE(this.name);
      const elementType = this.SUBRULE(this.elementType);
      const size = this.SUBRULE(this.expression);
      let columns: ExpressionNode | undefined;
      this.OPTION(() => {
        this.expectWord('BY', '`BY` or the end of the line');
        this.CONSUME(TOKEN.name);
        columns = this.SUBRULE2(this.expression);
      });
      const node = this.ACTION(
        (): AllocNode => ({ type: 'alloc', name, elementType, size, columns, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_FREE name` */
  protected free = this.RULE(
    'free',
    (): FreeNode => {
      const keyword = this.CONSUME(START.free) as Token;
      const name = this.SUBRULE(this.name);
      const node = this.ACTION((): FreeNode => ({ type: 'free', name, position: this.since(keyword) }));
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_COPY_TO_GPU a → b size`, `GPU_COPY_FROM_GPU a → b size` */
  protected copy = this.RULE(
    'copy',
    (): CopyNode => {
      const keyword = this.CONSUME(START.copy) as Token;
      const from = this.SUBRULE(this.name);
      const to = this.SUBRULE(this.result, { ARGS: [keyword] });
      const size = this.SUBRULE(this.expression);
      const node = this.ACTION(
        (): CopyNode => ({
          type: 'copy',
          direction: keyword.image === 'GPU_COPY_TO_GPU' ? 'to-gpu' : 'from-gpu',
          from,
          to,
          size,
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  // ---------------------------------------------------------------------------------------------- launches

  /** `GPU_SELECT n` */
  protected selectDevice = this.RULE(
    'selectDevice',
    (): SelectDeviceNode => {
      const keyword = this.CONSUME(START['select-device']) as Token;
      const device = this.SUBRULE(this.expression);
      const node = this.ACTION(
        (): SelectDeviceNode => ({ type: 'select-device', device, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_SYNC` */
  protected hostSync = this.RULE(
    'hostSync',
    (): HostSyncNode => {
      const keyword = this.CONSUME(START['host-sync']) as Token;
      this.endLine();
      return { type: 'host-sync', position: spanOf(keyword) };
    },
    WITHIN_LINE,
  );

  /** `GPU_LAUNCH k BLOCKS e [e [e]] THREADS e [e [e]] [WITH param=value …]` */
  protected launch = this.RULE(
    'launch',
    (): LaunchNode => {
      const keyword = this.CONSUME(START.launch) as Token;
      const kernel = this.SUBRULE(this.name);
      this.CONSUME(TOKEN.blocks);
      const blocks = this.SUBRULE(this.sizes);
      this.CONSUME(TOKEN.threads);
      const threads = this.SUBRULE2(this.sizes);
      const bindings: Binding[] = [];
      this.OPTION(() => {
        this.CONSUME(TOKEN.with);
        this.AT_LEAST_ONE({ DEF: () => bindings.push(this.SUBRULE(this.binding)), ERR_MSG: '`param=value`' });
      });
      const node = this.ACTION(
        (): LaunchNode => ({
          type: 'launch',
          kernel,
          blocks,
          threads,
          bindings,
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `param=value` */
  protected binding = this.RULE(
    'binding',
    (): Binding => {
      const param = this.SUBRULE(this.name);
      this.CONSUME(TOKEN.equals);
      const value = this.SUBRULE(this.operand);
      this.ACTION(() => this.checkOperandEnd());
      return { param, value };
    },
    WITHIN_LINE,
  );

  // ---------------------------------------------------------------------------------------------- names, pipelines, matrices

  /** `SET e → v`, `SET e → buf.width` */
  protected hostSet = this.RULE(
    'hostSet',
    (): HostSetNode => {
      const keyword = this.CONSUME(START['host-set']) as Token;
      const value = this.SUBRULE(this.expression);
      const name = this.SUBRULE(this.result, { ARGS: [keyword] });
      let target: NameNode | MemberNode = name;
      this.OPTION(() => {
        this.CONSUME(TOKEN.dot);
        const member = this.CONSUME(TOKEN.name) as Token;
        target = this.ACTION(() => this.#member(name, member));
      });
      const node = this.ACTION(
        (): HostSetNode => ({ type: 'host-set', value, target, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  #member(object: NameNode, token: Token): MemberNode {
    this.checkMember(token);
    return memberNode(object, nameNode(token));
  }

  /** `PIPELINE: a → b → c [ON buf]` */
  protected pipeline = this.RULE(
    'pipeline',
    (): PipelineNode => {
      const keyword = this.CONSUME(START.pipeline) as Token;
      this.CONSUME(TOKEN.colon);
      const stages: NameNode[] = [];
      this.AT_LEAST_ONE_SEP({
        SEP: TOKEN.arrow,
        DEF: () => stages.push(this.SUBRULE(this.name)),
        ERR_MSG: 'the name of a kernel',
      });
      let buffer: NameNode | undefined;
      this.OPTION(() => {
        this.expectWord('ON', '`→`, `ON` or the end of the line');
        this.CONSUME(TOKEN.name);
        buffer = this.SUBRULE2(this.name);
      });
      const node = this.ACTION(
        (): PipelineNode => ({ type: 'pipeline', stages, buffer, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `MATMUL a b → c`, `ADD a b → c`, `DOT a b → c`, `RELU a` */
  protected matrix = this.RULE(
    'matrix',
    (): MatrixNode => {
      const keyword = this.CONSUME(START.matrix) as Token;
      const operands = [this.SUBRULE(this.name)];
      let result: NameNode | undefined;
      this.OPTION({
        GATE: () => keyword.image !== 'RELU',
        DEF: () => {
          operands.push(this.SUBRULE2(this.name));
          result = this.SUBRULE(this.result, { ARGS: [keyword] });
        },
      });
      const node = this.ACTION((): MatrixNode => {
        if (!result && keyword.image !== 'RELU') this.expected('a name', this.ahead(1));
        return {
          type: 'matrix',
          // The layout gives this type only to the matrix statements of the table.
          operator: keyword.image.toLowerCase() as MatrixNode['operator'],
          operands,
          result,
          position: this.since(keyword),
        };
      });
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** A statement of the library that comes later; the lexer leaves out its operands. */
  protected reservedStatement = this.RULE(
    'reservedStatement',
    (): ReservedNode => {
      const keyword = this.CONSUME(START.reserved) as Token;
      this.OPTION(() => {
        this.CONSUME(TOKEN.colon);
      });
      this.endLine();
      return { type: 'reserved', keyword: nameNode(keyword), position: spanOf(keyword) };
    },
    WITHIN_LINE,
  );

  /** One statement of the host. Where it is wrong, reading goes on with the next one. */
  protected hostStatement = this.RULE('hostStatement', (): HostStatementNode | undefined =>
    this.OR<HostStatementNode>([
      { ALT: () => this.SUBRULE(this.alloc) },
      { ALT: () => this.SUBRULE(this.free) },
      { ALT: () => this.SUBRULE(this.copy) },
      { ALT: () => this.SUBRULE(this.selectDevice) },
      { ALT: () => this.SUBRULE(this.hostSync) },
      { ALT: () => this.SUBRULE(this.launch) },
      { ALT: () => this.SUBRULE(this.readFile) },
      { ALT: () => this.SUBRULE(this.writeFile) },
      { ALT: () => this.SUBRULE(this.hostSet) },
      { ALT: () => this.SUBRULE(this.pipeline) },
      { ALT: () => this.SUBRULE(this.matrix) },
      { ALT: () => this.SUBRULE(this.reservedStatement) },
    ]),
  );
}
