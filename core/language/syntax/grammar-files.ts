// The grammar of statements that read and write files.
import { syntaxMessages } from '../../diagnostics/messages/index.ts';
import { statementForm } from '../../ops/index.ts';
import type { FileNode, PathNode, TypeNode } from '../tree.ts';
import { WITHIN_LINE } from './grammar-expressions.ts';
import { TypeGrammar } from './grammar-types.ts';
import { stringValue } from './lexemes.ts';
import { spanOf } from './positions.ts';
import { START, TOKEN, type Token } from './token-types.ts';

/** READ_FILE, WRITE_FILE, READ_IMAGE, WRITE_IMAGE. */
export abstract class FileGrammar extends TypeGrammar {
  /** A string, or a bare path. */
  protected path = this.RULE(
    'path',
    (keyword: Token): PathNode => {
      this.ACTION(() => {
        const next = this.ahead(1);
        // `READ_FILE INTO buf`: the lexer takes the word for the path that should stand there.
        const skipped = next.image === 'INTO' && this.ahead(2).image !== 'INTO';
        if (next.tokenType === TOKEN.string || (next.tokenType === TOKEN.path && !skipped)) return;
        const form = statementForm(keyword.image, 'host');
        this.fail(syntaxMessages.missingPath({ keyword: keyword.image, form }, { place: spanOf(next) }));
      });
      return this.OR<PathNode>([
        {
          ALT: () => {
            const token = this.CONSUME(TOKEN.path) as Token;
            return { type: 'path', value: token.image, position: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const token = this.CONSUME(TOKEN.string) as Token;
            // A string with a wrong escape has been reported by the lexer.
            return { type: 'path', value: stringValue(token.image) ?? token.image, position: spanOf(token) };
          },
        },
      ]);
    },
    WITHIN_LINE,
  );

  /** `READ_FILE path INTO buf [AS type]`, `READ_IMAGE path INTO buf` */
  protected readFile = this.RULE(
    'readFile',
    (): FileNode => {
      const keyword = this.OR([
        { ALT: () => this.CONSUME(START['read-file']) as Token },
        { ALT: () => this.CONSUME(START['read-image']) as Token },
      ]);
      const path = this.SUBRULE(this.path, { ARGS: [keyword] });
      this.expectWord('INTO');
      this.CONSUME(TOKEN.name);
      const buffer = this.SUBRULE(this.name);
      let elementType: TypeNode | undefined;
      this.OPTION({
        GATE: () => keyword.tokenType === START['read-file'],
        DEF: () => {
          this.expectWord('AS', '`AS` or the end of the line');
          this.CONSUME2(TOKEN.name);
          elementType = this.SUBRULE(this.elementType);
        },
      });
      const node = this.ACTION(
        (): FileNode => ({
          type: 'file',
          action: keyword.tokenType === START['read-file'] ? 'read-file' : 'read-image',
          path,
          buffer,
          elementType,
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );

  /** `WRITE_FILE buf TO path`, `WRITE_IMAGE buf TO path` */
  protected writeFile = this.RULE(
    'writeFile',
    (): FileNode => {
      const keyword = this.OR([
        { ALT: () => this.CONSUME(START['write-file']) as Token },
        { ALT: () => this.CONSUME(START['write-image']) as Token },
      ]);
      const buffer = this.SUBRULE(this.name);
      this.expectWord('TO');
      this.CONSUME(TOKEN.name);
      const path = this.SUBRULE(this.path, { ARGS: [keyword] });
      const node = this.ACTION(
        (): FileNode => ({
          type: 'file',
          action: keyword.tokenType === START['write-file'] ? 'write-file' : 'write-image',
          path,
          buffer,
          position: this.since(keyword),
        }),
      );
      this.endLine();
      return node;
    },
    WITHIN_LINE,
  );
}
