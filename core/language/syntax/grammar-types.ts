// The grammar of types and sizes, which declarations and the host share.
import { syntaxMessages } from '../../diagnostics/messages/index.ts';
import type { ExpressionNode, TypeNode } from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { FlowGrammar } from './grammar-flow.ts';
import { joined, spanOf } from './positions.ts';
import { TOKEN, type Token } from './token-types.ts';

/** Axes of a grid or a block. */
const MAX_SIZES = 3;

/** Types of parameters and elements, sizes of grids and blocks. */
export abstract class TypeGrammar extends FlowGrammar {
  /** `float`, `float[]`, `float*` */
  protected paramType = this.RULE(
    'paramType',
    (): TypeNode => {
      this.ACTION(() => this.#checkType());
      const name = this.SUBRULE(this.name);
      let last: Token | undefined;
      this.OPTION(() => {
        last = this.OR([
          { ALT: () => this.#star(this.CONSUME(TOKEN.operator) as Token) },
          {
            ALT: () => {
              this.CONSUME(TOKEN.bracketOpen);
              return this.CONSUME(TOKEN.bracketClose) as Token;
            },
          },
        ]);
      });
      return this.ACTION(() => ({
        type: 'type',
        name: name.name,
        array: last !== undefined,
        position: last ? joined(name.position, spanOf(last)) : name.position,
      }));
    },
    WITHIN_LINE,
  );

  /** A type is a name to the grammar; where none stands, it is the type that is missing. */
  #checkType(): void {
    const next = this.ahead(1);
    if (next.tokenType !== TOKEN.name && next.tokenType !== TOKEN.reserved) this.expected('a type', next);
  }

  #star(token: Token): Token {
    return this.ACTION(() =>
      token.image === '*' ? token : this.expected('`[]`, `*` or the end of the line', token),
    );
  }

  /** The type of an element: a plain name. */
  protected elementType = this.RULE(
    'elementType',
    (): TypeNode => {
      this.ACTION(() => this.#checkType());
      const name = this.SUBRULE(this.name);
      return this.ACTION(() => ({ type: 'type', name: name.name, array: false, position: name.position }));
    },
    WITHIN_LINE,
  );

  /** One to three expressions, one after another, with or without commas. */
  protected sizes = this.RULE(
    'sizes',
    (): ExpressionNode[] => {
      this.ACTION(() => {
        this.inSizes = true;
      });
      const sizes = [this.SUBRULE(this.expression)];
      this.MANY(() => {
        this.OPTION(() => {
          this.CONSUME(TOKEN.comma);
        });
        sizes.push(this.SUBRULE2(this.expression));
      });
      this.ACTION(() => {
        this.inSizes = false;
        const [first, ...rest] = sizes;
        const last = rest[rest.length - 1];
        if (sizes.length > MAX_SIZES && first && last)
          this.fail(
            syntaxMessages.tooManySizes(
              { count: sizes.length },
              { place: joined(first.position, last.position) },
            ),
          );
      });
      return sizes;
    },
    WITHIN_LINE,
  );
}
