// The grammar of a whole file: kernels, functions and their declarations. It is built in steps, each a class on the one before.

import type {
  BlockShapeNode,
  BodyNode,
  DeclarationNode,
  DistributeNode,
  FunctionNode,
  KernelNode,
  NameNode,
  ParamNode,
  ProgramNode,
  SharedNode,
  TargetNode,
} from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { HostGrammar } from './grammar-host.ts';
import { nameNode } from './nodes.ts';
import { spanOf, startOf } from './positions.ts';
import { START, TOKEN, type Token } from './token-types.ts';

const ACCESSES: ReadonlySet<string> = new Set(['IN', 'OUT', 'INOUT']);

type Item = ProgramNode['children'][number];

/** The parser of `.px` files: hand it the layout's tokens as `input`, then call `program`. */
export class Grammar extends HostGrammar {
  constructor(options: { readonly skipValidations: boolean }) {
    super(options);
    this.performSelfAnalysis();
  }

  // ---------------------------------------------------------------------------------------------- declarations

  /** `GPU_PARAM name type [IN|OUT|INOUT]` */
  protected param = this.RULE(
    'param',
    (): ParamNode => {
      const keyword = this.CONSUME(START.param) as Token;
      const name = this.SUBRULE(this.name);
      const paramType = this.SUBRULE(this.paramType);
      let access: ParamNode['access'];
      this.OPTION(() => {
        access = this.#access(this.CONSUME(TOKEN.name) as Token);
      });
      const node = this.ACTION(
        (): ParamNode => ({ type: 'param', name, paramType, access, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  #access(token: Token): ParamNode['access'] {
    return this.ACTION(() => {
      if (!ACCESSES.has(token.image)) this.expected('`IN`, `OUT`, `INOUT` or the end of the line', token);
      return token.image as NonNullable<ParamNode['access']>;
    });
  }

  /** `GPU_SHARED name type size` and `GPU_SHARED_MEM name size` */
  protected shared = this.RULE(
    'shared',
    (): SharedNode => {
      let elementType: SharedNode['elementType'];
      const { keyword, name } = this.OR([
        {
          ALT: () => {
            const shared = this.CONSUME(START.shared) as Token;
            const sharedName = this.SUBRULE(this.name);
            elementType = this.SUBRULE(this.elementType);
            return { keyword: shared, name: sharedName };
          },
        },
        {
          ALT: () => ({
            keyword: this.CONSUME(START['shared-mem']) as Token,
            name: this.SUBRULE2(this.name),
          }),
        },
      ]);
      const size = this.SUBRULE(this.expression);
      const node = this.ACTION(
        (): SharedNode => ({ type: 'shared', name, elementType, size, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_TARGET name` */
  protected target = this.RULE(
    'target',
    (): TargetNode => {
      const keyword = this.CONSUME(START.target) as Token;
      const name = this.SUBRULE(this.name);
      const node = this.ACTION((): TargetNode => ({ type: 'target', name, position: this.since(keyword) }));
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_DISTRIBUTE strategy=auto` */
  protected distribute = this.RULE(
    'distribute',
    (): DistributeNode => {
      const keyword = this.CONSUME(START.distribute) as Token;
      this.expectWord('strategy');
      this.CONSUME(TOKEN.name);
      this.CONSUME(TOKEN.equals);
      const strategy = this.SUBRULE(this.name);
      const node = this.ACTION(
        (): DistributeNode => ({ type: 'distribute', strategy, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `GPU_BLOCK n [n [n]]` */
  protected blockShape = this.RULE(
    'blockShape',
    (): BlockShapeNode => {
      const keyword = this.CONSUME(START.block) as Token;
      const sizes = this.SUBRULE(this.sizes);
      const node = this.ACTION(
        (): BlockShapeNode => ({ type: 'block', sizes, position: this.since(keyword) }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** One declaration. Where it is wrong, reading goes on with the next one. */
  protected declaration = this.RULE('declaration', (): DeclarationNode | undefined =>
    this.OR<DeclarationNode>([
      { ALT: () => this.SUBRULE(this.param) },
      { ALT: () => this.SUBRULE(this.shared) },
      { ALT: () => this.SUBRULE(this.target) },
      { ALT: () => this.SUBRULE(this.distribute) },
      { ALT: () => this.SUBRULE(this.blockShape) },
    ]),
  );

  // ---------------------------------------------------------------------------------------------- kernels and functions

  /** The name behind GPU_KERNEL or GPU_FUNCTION. */
  protected unitName = this.RULE('unitName', (): NameNode | undefined => {
    const name = this.SUBRULE(this.name);
    this.endLine();
    return name;
  });

  /** The colon behind GPU_THREAD_CODE. */
  protected codeColon = this.RULE('codeColon', (): void => {
    this.CONSUME(TOKEN.colon);
  });

  /** A kernel or a function, from its name to GPU_END. */
  protected unit = this.RULE('unit', (): KernelNode | FunctionNode => {
    const keyword = this.OR([
      { ALT: () => this.CONSUME(START.kernel) as Token },
      { ALT: () => this.CONSUME(START.function) as Token },
    ]);
    const name = this.SUBRULE(this.unitName);
    const declarations: DeclarationNode[] = [];
    this.MANY(() => {
      const declaration = this.SUBRULE(this.declaration);
      if (declaration) declarations.push(declaration);
    });
    this.CONSUME(START.code);
    this.SUBRULE(this.codeColon);
    this.ACTION(() => {
      this.inThreadCode = true;
    });
    const body = this.SUBRULE(this.body);
    return this.ACTION(() => this.#unitNode(keyword, name, declarations, body));
  });

  #unitNode(
    keyword: Token,
    name: NameNode | undefined,
    declarations: readonly DeclarationNode[],
    body: BodyNode,
  ): KernelNode | FunctionNode {
    this.inThreadCode = false;
    return {
      type: keyword.tokenType === START.kernel ? 'kernel' : 'function',
      name: name ?? { ...nameNode(keyword), name: '' },
      declarations,
      body,
      children: [...declarations, body],
      position: this.since(keyword),
    };
  }

  /** A whole file. */
  program = this.RULE('program', (): ProgramNode => {
    const children: Item[] = [];
    this.MANY(() => {
      const item = this.OR<Item | undefined>([
        { ALT: () => this.SUBRULE(this.unit) },
        { ALT: () => this.SUBRULE(this.hostStatement) },
      ]);
      if (item) children.push(item);
    });
    this.CONSUME(TOKEN.end);
    return this.ACTION((): ProgramNode => {
      const end = spanOf(this.ahead(0));
      return {
        type: 'program',
        children,
        position: { start: children[0]?.position.start ?? startOf(this.ahead(0)), end: end.end },
      };
    });
  });
}
