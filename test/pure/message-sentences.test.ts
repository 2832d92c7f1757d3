// Every message of every catalogue is a sentence: it begins with a capital letter, a number or a quoted name and ends with a full stop.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { catalogueEntries } from '../../core/diagnostics/error-reference.ts';

const root = new URL('../../', import.meta.url);

/** The catalogues: one file for each topic of the core, and `messages.ts` of the plugins that have some. */
const files: readonly string[] = [
  ...readdirSync(new URL('core/diagnostics/messages/', root))
    .filter((name) => name !== 'index.ts')
    .map((name) => `core/diagnostics/messages/${name}`),
  ...readdirSync(new URL('plugins/', root))
    .map((name) => `plugins/${name}/messages.ts`)
    .filter((path) => existsSync(new URL(path, root))),
];

/** A text that a message may give: what is written before its first and behind its last inserted value. */
interface Text {
  readonly code: string;
  readonly part: 'message' | 'hint';
  /** `undefined` where an inserted value begins or ends the text: the pictures show what stands there. */
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** The ends of the texts that an expression may give; calls and values are left to the pictures. */
function* endsOf(node: ts.Expression): Iterable<Pick<Text, 'start' | 'end'>> {
  if (ts.isStringLiteralLike(node)) yield { start: node.text, end: node.text };
  else if (ts.isTemplateExpression(node)) {
    const { expression, literal } = node.templateSpans.at(-1)!;
    // Words from elsewhere end with a full stop only if something sees to it.
    const open = literal.text === '' && !ts.isIdentifier(expression);
    yield { start: node.head.text || undefined, end: open ? undefined : literal.text };
  } else if (ts.isConditionalExpression(node)) {
    yield* endsOf(node.whenTrue);
    yield* endsOf(node.whenFalse);
  } else if (ts.isParenthesizedExpression(node)) yield* endsOf(node.expression);
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    for (const { start } of endsOf(node.left)) for (const { end } of endsOf(node.right)) yield { start, end };
  } else if (ts.isBinaryExpression(node)) {
    yield* endsOf(node.left);
    yield* endsOf(node.right);
  }
}

/** The expressions that a function gives: its body, or those of its `return` statements. */
function* resultsOf(node: ts.Node): Iterable<ts.Expression> {
  if (ts.isReturnStatement(node) && node.expression) yield node.expression;
  else for (const child of childrenOf(node)) yield* resultsOf(child);
}

function childrenOf(node: ts.Node): readonly ts.Node[] {
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  return children;
}

/** The property of an object as it is written: `code`, `message`, `hint`. */
function propertyOf(entry: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = entry.properties.find(
    (candidate) => candidate.name !== undefined && candidate.name.getText() === name,
  );
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
}

/** What the entries of a file may say. */
function textsOf(path: string): readonly Text[] {
  const source = ts.createSourceFile(
    path,
    readFileSync(new URL(path, root), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const texts: Text[] = [];
  /** Functions that several entries share. */
  const shared = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer) shared.set(node.name.getText(), node.initializer);
    const code = ts.isObjectLiteralExpression(node) && propertyOf(node, 'code');
    if (ts.isObjectLiteralExpression(node) && code && ts.isStringLiteral(code))
      for (const part of ['message', 'hint'] as const) {
        const written = propertyOf(node, part);
        const make = written && ts.isIdentifier(written) ? shared.get(written.text) : written;
        if (!make || !ts.isArrowFunction(make)) continue;
        const results = ts.isBlock(make.body) ? resultsOf(make.body) : [make.body];
        for (const result of results)
          for (const ends of endsOf(result)) texts.push({ code: code.text, part, ...ends });
      }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(source);
  return texts;
}

const texts = files.flatMap(textsOf);

/** What tree plugins say, in their own words. */
const FOREIGN: ReadonlySet<string> = new Set(['PX0644', 'PX0645', 'PX0646']);

const begins = (text: string): boolean => /^[\p{Lu}\d`"]/u.test(text);
const ends = (text: string): boolean => /(?:\.|^Did you mean .*\?|`\?)$/.test(text);

test('every entry of every catalogue is read', async () => {
  const modules = await Promise.all(
    files.map(async (path) => (await import(new URL(path, root).href)) as object),
  );
  const catalogues = modules.flatMap((module) =>
    'messages' in module && typeof module.messages === 'object' && module.messages
      ? [module.messages]
      : [module],
  );
  const read = new Set([
    ...texts.filter(({ part }) => part === 'message').map(({ code }) => code),
    ...FOREIGN,
  ]);
  const unread = catalogueEntries(catalogues).filter(({ code }) => !read.has(code));
  assert.equal(
    unread.map(({ code }) => code),
    [],
  );
});

for (const part of ['message', 'hint'] as const) {
  test(`every ${part} begins with a capital letter, a number or a quoted name and ends with a full stop`, () => {
    const wrong = texts.filter(
      (text) =>
        text.part === part &&
        ((text.start !== undefined && !begins(text.start)) || (text.end !== undefined && !ends(text.end))),
    );
    assert.equal(
      wrong.map(({ code, start, end }) => `${code}: ${start ?? ''} … ${end ?? ''}`),
      [],
    );
  });
}

test('what the pictures show is made of sentences, too', () => {
  const pictures = readdirSync(new URL('fixtures/', root), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.txt'),
  );
  const shown = pictures.flatMap((name) =>
    readFileSync(new URL(`fixtures/${name}`, root), 'utf8')
      .split('\n')
      .flatMap((line, index, lines) => {
        const found =
          /^(?:error|warning|info) (PX\d{4}): (.*)$/.exec(line) ?? /^ {2}(hint): (.*)$/.exec(line);
        const [, code = '', text = ''] = found ?? [];
        // The output of a compiler goes on over several lines, and ends as it likes.
        const goesOn = !/^$|^ {2}(?:-->|note:|hint:|plugin:)|^\w+:$/.test(lines[index + 1] ?? '');
        return found && !FOREIGN.has(code) ? [{ name, text, goesOn }] : [];
      }),
  );
  assert.ok(shown.length > 200, `${shown.length} sentences are seen`);
  assert.equal(
    shown
      .filter(({ text, goesOn }) => !begins(text) || !(goesOn || ends(text)))
      .map(({ name, text }) => `${name}: ${text}`),
    [],
  );
});

test.run();
