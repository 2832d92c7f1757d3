// What the parser makes of valid text: both block styles, operands, expressions, contextual keywords, positions.
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type ExpressionNode,
  type ProgramNode,
  parseTree,
  type StatementNode,
} from '../../core/language/index.ts';
import { Grammar } from '../../core/language/syntax/grammar.ts';

/** The tree of a valid text. */
function treeOf(text: string): ProgramNode {
  const { tree, diagnostics } = parseTree(text, 'a.px');
  assert.equal(
    diagnostics.map(({ code, message }) => `${code} ${message}`),
    [],
  );
  return tree;
}

/** The statements of a kernel's body, given its lines. */
function bodyOf(lines: string): readonly StatementNode[] {
  const [kernel] = treeOf(`GPU_KERNEL k\nGPU_THREAD_CODE:\n${lines}\nGPU_END\n`).children;
  return kernel?.type === 'kernel' ? kernel.body.children : [];
}

/** An expression as text with all parentheses. */
function shown(node: ExpressionNode): string {
  switch (node.type) {
    case 'name':
      return node.name;
    case 'number':
      return node.text;
    case 'boolean':
      return String(node.value);
    case 'element':
      return `${node.array.name}[${shown(node.index)}]`;
    case 'call':
      return `${node.callee.name}(${node.args.map(shown).join(', ')})`;
    case 'unary':
      return `(${node.operator} ${shown(node.operand)})`;
    case 'binary':
    case 'compare':
      return `(${shown(node.left)} ${node.operator} ${shown(node.right)})`;
    case 'member':
      return `${node.object.name}.${node.member.name}`;
  }
}

/** The value of `SET e → v`, with all parentheses. */
function set(expression: string): string {
  const [statement] = bodyOf(`SET ${expression} → v`);
  return statement?.type === 'operation' ? shown(statement.operands[0]!) : '';
}

/** The operands of a statement. */
function operands(line: string): readonly string[] {
  const [statement] = bodyOf(line);
  return statement?.type === 'operation' ? statement.operands.map(shown) : [];
}

/** A statement in a few words, blocks with their contents. */
function outline(statement: StatementNode): string {
  const body = (node: { readonly children: readonly StatementNode[] }): string =>
    `{${node.children.map(outline).join(' ')}}`;
  switch (statement.type) {
    case 'if':
      return `if${body(statement.then)}${statement.otherwise ? `else${body(statement.otherwise)}` : ''}`;
    case 'for':
    case 'while':
      return `${statement.type}${body(statement.body)}`;
    case 'operation':
      return statement.results[0]?.name ?? '';
    default:
      return statement.type;
  }
}
const outlines = (lines: string): string => bodyOf(lines).map(outline).join(' ');

test('the grammar passes the checks of its parser generator', () => {
  assert.ok(new Grammar({ skipValidations: false }));
});

test('every fixture program parses', () => {
  const folder = new URL('../../fixtures/', import.meta.url);
  const cases = readdirSync(folder).filter((name) =>
    readdirSync(new URL(`${name}/`, folder)).includes('case.px'),
  );
  assert.ok(cases.length > 10);
  for (const name of cases) treeOf(readFileSync(new URL(`${name}/case.px`, folder), 'utf8'));
});

// ------------------------------------------------------------------------------------------------ text

test('a byte order mark, CRLF and tabs change nothing but positions', () => {
  const text = 'GPU_KERNEL k\nGPU_THREAD_CODE:\n\tIF true:\n\t\tSYNC_THREADS\n\tENDIF\nGPU_END\n';
  const strip = (tree: ProgramNode): string =>
    JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value));
  assert.is(strip(treeOf(`\ufeff${text.replaceAll('\n', '\r\n')}`)), strip(treeOf(text)));
});

test('positions count lines and columns from 1, offsets in UTF-16 units, ends exclusive', () => {
  const [statement] = bodyOf('  # 😀 → →\r\n  SET 1 → longer');
  assert.equal(statement?.position, {
    start: { line: 4, column: 3, offset: 44 },
    end: { line: 4, column: 17, offset: 58 },
  });
});

test('comments stand behind statements, and with // at the start of a line', () => {
  assert.is(outlines('// one\n  SYNC_THREADS # two\n# three\n  SET 6 / 2 → x'), 'sync x');
});

test('-> is the arrow', () => {
  assert.is(outlines('SET 1->x\nSET 2 -> y'), 'x y');
});

// ------------------------------------------------------------------------------------------------ blocks

test('closers and indentation make the same tree', () => {
  const closed = `
    IF a:
        SET 1 → x
    ELSE IF b:
        FOR i IN 0..4:
            SET 2 → x
        ENDFOR
    ELSE:
        WHILE c:
            SET 3 → x
        ENDWHILE
    ENDIF
    SET 4 → y`;
  const open = closed.replace(/^ *END\w+\n/gm, '');
  assert.is(outlines(closed), 'if{x}else{if{for{x}}else{while{x}}} y');
  assert.is(outlines(open), outlines(closed));
});

test('a closer closes the innermost block of its kind in its column, and deeper blocks with it', () => {
  assert.is(
    outlines('IF a:\n  IF b:\n    FOR i IN 0..2:\n      SET 1 → x\nENDIF\nSET 2 → y'),
    'if{if{for{x}}} y',
  );
  assert.is(outlines('IF a:\nIF b:\n  SET 1 → x\nENDIF\nSET 2 → y\nENDIF\nSET 3 → z'), 'if{if{x} y} z');
});

test('ELSE belongs to the innermost IF in its column', () => {
  assert.is(outlines('IF a:\n  IF b:\n    SET 1 → x\nELSE:\n  SET 2 → y'), 'if{if{x}}else{y}');
  assert.is(outlines('IF a:\n  IF b:\n    SET 1 → x\n  ELSE:\n    SET 2 → y'), 'if{if{x}else{y}}');
});

test('a body with a closer may stand anywhere and be empty', () => {
  assert.is(outlines('  IF a:\nSET 1 → x\n  ENDIF\n  SET 2 → y'), 'if{x} y');
  assert.is(outlines('IF a:\nELSE:\n  SET 2 → y\nENDIF'), 'if{}else{y}');
});

test('GPU_END stands at any indentation and closes every block', () => {
  const text =
    'GPU_KERNEL k\nGPU_THREAD_CODE:\n    WHILE a:\n        IF b:\n            SET 1 → x\n                GPU_END\nGPU_SYNC';
  assert.equal(
    treeOf(text).children.map(({ type }) => type),
    ['kernel', 'host-sync'],
  );
});

test('indentation outside of thread code is free', () => {
  assert.is(treeOf('  GPU_SYNC\n      GPU_SYNC\nGPU_SYNC').children.length, 3);
});

test('200 nested blocks and 200 nested parentheses parse', () => {
  const blocks = `${'WHILE a:\n'.repeat(200)}${'ENDWHILE\n'.repeat(200)}`;
  assert.is(bodyOf(blocks).length, 1);
  assert.is(set(`${'('.repeat(200)}1${')'.repeat(200)}`), '1');
});

// ------------------------------------------------------------------------------------------------ operands

test('operands are separated by blanks', () => {
  assert.equal(operands('FMA x (y + 1) a[i - 1] → r'), ['x', '(y + 1)', 'a[(i - 1)]']);
  assert.equal(operands('MAX min(a, b) (c) → r'), ['min(a, b)', 'c']);
});

test('a parenthesis directly behind a name is a call, behind a blank never', () => {
  assert.equal(operands('ADD f(x) 1 → r'), ['f(x)', '1']);
  assert.equal(operands('ADD f (x) → r'), ['f', 'x']);
});

test('a sign directly before a number starts an operand', () => {
  assert.equal(operands('SUB x -5 → y'), ['x', '-5']);
  assert.equal(operands('ADD +1 -.5 → y'), ['+1', '-.5']);
});

test('statements keep their type, axis and results apart', () => {
  const [id, convert, unpack] = bodyOf('THREAD_ID Y → y\nCONVERT (x * 2) u8 → b\nUNPACK p → r g b a');
  assert.is(id?.type === 'operation' && id.axis, 'Y');
  assert.is(id?.type === 'operation' && id.operands.length, 0);
  assert.is(convert?.type === 'operation' && convert.typeName?.name, 'u8');
  assert.is(convert?.type === 'operation' && convert.operands.length, 1);
  assert.equal(unpack?.type === 'operation' && unpack.results.map(({ name }) => name), ['r', 'g', 'b', 'a']);
});

// ------------------------------------------------------------------------------------------------ expressions

test('operators bind as in the language, tightest first', () => {
  assert.is(set('a + b * c - d'), '((a + (b * c)) - d)');
  assert.is(set('a << b + c & d ^ e | f'), '((((a << (b + c)) & d) ^ e) | f)');
  assert.is(set('a | b == c'), '((a | b) eq c)');
  assert.is(set('NOT a == b AND NOT c OR d'), '(((NOT (a eq b)) AND (NOT c)) OR d)');
  assert.is(set('a - b - c'), '((a - b) - c)');
  assert.is(set('a / b % c'), '((a / b) % c)');
  assert.is(set('- a * b'), '((- a) * b)');
});

test('a sign belongs to the number that it touches, and is an operator behind an operand', () => {
  assert.is(set('-2147483648'), '-2147483648');
  assert.is(set('x -5'), '(x - 5)');
  assert.is(set('x - -5'), '(x - -5)');
  assert.is(set('- 5'), '(- 5)');
  assert.is(set('-x'), '(- x)');
});

test('numbers keep their text, value and kind', () => {
  const [statement] = bodyOf('FMA 0xFF 1_000 -1e-3 → r');
  const numbers = statement?.type === 'operation' ? statement.operands : [];
  assert.equal(
    numbers.map((node) => node.type === 'number' && [node.text, node.value, node.float, node.bits]),
    [
      ['0xFF', 255, false, true],
      ['1_000', 1000, false, false],
      ['-1e-3', -0.001, true, false],
    ],
  );
});

test('a range does not eat the points of its bounds', () => {
  const [loop] = bodyOf('FOR i IN 0..n - 1 STEP 2:\n  SYNC_THREADS');
  assert.is(
    loop?.type === 'for' && `${shown(loop.from)} ${shown(loop.to)} ${shown(loop.step!)}`,
    '0 (n - 1) 2',
  );
});

// ------------------------------------------------------------------------------------------------ contextual keywords

test('keywords are names wherever no statement starts', () => {
  assert.equal(operands('ADD ADD LOAD → STORE'), ['ADD', 'LOAD']);
  assert.is(outlines('FOR IN IN IN..STEP STEP STEP:\n  SET X → SUM'), 'for{SUM}');
  assert.is(set('HASH + TO * BY'), '(HASH + (TO * BY))');
});

test('a function of the file comes before a statement of its name', () => {
  const text =
    'GPU_FUNCTION load\nGPU_PARAM x int\nGPU_THREAD_CODE:\n  RETURN x\nGPU_END\nGPU_KERNEL k\nGPU_THREAD_CODE:\n  LOAD 5 → y\nGPU_END';
  const kernel = treeOf(text).children[1];
  assert.is(kernel?.type === 'kernel' && kernel.body.children[0]?.type, 'operation');
});

test('a call stands under the name as declared and in capitals', () => {
  const text =
    'GPU_KERNEL k\nGPU_THREAD_CODE:\n  half_of 5 → y\n  HALF_OF 5 → z\nGPU_END\nGPU_FUNCTION half_of\nGPU_PARAM x int\nGPU_THREAD_CODE:\n  RETURN (x / 2)\nGPU_END';
  assert.is(treeOf(text).children.length, 2);
});

// ------------------------------------------------------------------------------------------------ declarations and host

test('declarations say types, sizes and blocks', () => {
  const [kernel] = treeOf(
    'GPU_KERNEL k\nGPU_PARAM a float[]\nGPU_PARAM b float* INOUT\nGPU_PARAM n int\nGPU_SHARED t u8 16 * 16\nGPU_SHARED_MEM s 64\nGPU_TARGET auto\nGPU_DISTRIBUTE strategy=block\nGPU_BLOCK 16, 16\nGPU_THREAD_CODE:\nGPU_END',
  ).children;
  const declarations = kernel?.type === 'kernel' ? kernel.declarations : [];
  assert.equal(
    declarations.map((node) =>
      node.type === 'param'
        ? `${node.name.name} ${node.paramType.name} ${node.paramType.array} ${node.access ?? '-'}`
        : node.type === 'shared'
          ? `${node.name.name} ${node.elementType?.name ?? '-'} ${shown(node.size)}`
          : node.type === 'block'
            ? node.sizes.map(shown).join(' ')
            : node.type,
    ),
    [
      'a float true -',
      'b float true INOUT',
      'n int false -',
      't u8 (16 * 16)',
      's - 64',
      'target',
      'distribute',
      '16 16',
    ],
  );
});

test('BLOCKS and THREADS take expressions one after another', () => {
  const [launch] = treeOf(
    'GPU_LAUNCH k BLOCKS (n + 255) / 256 (m + 1) THREADS 16, 16 WITH a=-1.5 b=x c=(n * 2) d=p.width',
  ).children;
  assert.is(launch?.type, 'launch');
  if (launch?.type !== 'launch') return;
  assert.equal(launch.blocks.map(shown), ['((n + 255) / 256)', '(m + 1)']);
  assert.equal(launch.threads.map(shown), ['16', '16']);
  assert.equal(
    launch.bindings.map(({ param, value }) => `${param.name}=${shown(value)}`),
    ['a=-1.5', 'b=x', 'c=(n * 2)', 'd=p.width'],
  );
});

test('paths are bare or strings, never names', () => {
  const files = treeOf(
    'READ_FILE ../in/data-1.bin INTO a AS float # raw\nREAD_IMAGE "a b\\u00e9.png" INTO p\nWRITE_FILE a TO out/a.bin\nWRITE_IMAGE p TO p',
  ).children;
  assert.equal(
    files.map(
      (node) => node.type === 'file' && `${node.action} ${node.path.value} ${node.elementType?.name ?? '-'}`,
    ),
    [
      'read-file ../in/data-1.bin float',
      'read-image a bé.png -',
      'write-file out/a.bin -',
      'write-image p -',
    ],
  );
});

test('the other host statements parse', () => {
  const text = [
    'GPU_ALLOC a float 1024',
    'GPU_ALLOC m u8 rows BY 2 * columns',
    'GPU_COPY_TO_GPU a → b 4',
    'GPU_COPY_FROM_GPU b → a n / 2',
    'GPU_SELECT 0',
    'GPU_SYNC',
    'GPU_FREE a',
    'SET p.width * 2 → q.height',
    'PIPELINE: blur → edges → grade ON picture',
    'MATMUL a b → c',
    'ADD a b → c',
    'DOT a b → c',
    'RELU a',
    'SORT array SIZE 1000000',
    'PROCESS_IMAGE 4096x2160 pixels',
  ];
  assert.equal(
    treeOf(text.join('\n')).children.map(({ type }) => type),
    [
      'alloc',
      'alloc',
      'copy',
      'copy',
      'select-device',
      'host-sync',
      'free',
      'host-set',
      'pipeline',
      ...Array(4).fill('matrix'),
      'reserved',
      'reserved',
    ],
  );
});

test('a reserved statement with a block takes its block along', () => {
  assert.is(treeOf('PARALLEL_FOR i IN 0..4:\n    PROCESS i\n    PROCESS i\nGPU_SYNC').children.length, 2);
});

test.run();
