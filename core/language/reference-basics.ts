// The part of the language reference that stands before the keywords: lines and blocks, types, literals, operators, conversions.
import { bytesOf, valueTypeOf } from '../ir/index.ts';
import { rangeOf } from '../ops/index.ts';
import { elementTypeNamed, nameOfType, TYPE_NAMES } from '../ops/type-names.ts';

const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

/** What the types without a range of integers hold. */
const HOLDS: Readonly<Record<string, string>> = {
  float: 'IEEE 754 single precision',
  bool: '`true` and `false`',
  half: 'IEEE 754 half precision, up to 65504',
  double: 'IEEE 754 double precision; not every GPU has it',
  pixel: 'red, green, blue, alpha: a byte each, red in the lowest 8 bits',
};

function typeRow(name: string): readonly string[] {
  const element = elementTypeNamed(name) ?? 'i32';
  const range = rangeOf(element === 'pixel' ? 'bool' : element);
  const holds = HOLDS[name] ?? (range ? `${range[0]} to ${range[1]}` : '');
  return [code(name), String(bytesOf(element)), code(nameOfType(valueTypeOf(element))), holds];
}

/** From the tightest to the loosest. */
const OPERATORS: readonly (readonly [operators: readonly string[], about: string])[] = [
  [['-'], 'the sign of one operand; directly before a number it belongs to the number'],
  [['*', '/', '%'], '`MUL`, `DIV`, `MOD`'],
  [['+', '-'], '`ADD`, `SUB`'],
  [['<<', '>>'], '`SHL`, `SHR`'],
  [['&'], 'bits that both have'],
  [['^'], 'bits that one of both has'],
  [['|'], 'bits that any has'],
  [['==', '!=', '<', '<=', '>', '>='], 'comparisons, which give a bool and do not chain'],
  [['NOT'], 'of a bool'],
  [['AND'], 'of bools; the right side is read only where the left one is true'],
  [['OR'], 'of bools; the right side is read only where the left one is false'],
];

/** The lines of the sections; `table` prints a table. */
export function basics(
  table: (head: readonly string[], rows: readonly (readonly string[])[]) => readonly string[],
): readonly string[] {
  return [
    '## Lines and blocks',
    '',
    'A line is a statement. `#` begins a comment, which goes to the end of the line; `//` does so at the start of a line.',
    'Blank lines mean nothing. A file is UTF-8.',
    '',
    'A block follows a line that ends in `:`. It ends at its closer (`ENDIF`, `ENDFOR`, `ENDWHILE`), or, without one, where a line',
    'is indented no deeper than the line that opened it; a file may mix both. A tab counts to the next multiple of 8 columns.',
    'Blank lines and comments have no indentation. `GPU_END` ends a kernel with every block in it, at any indentation.',
    '',
    '## Types',
    '',
    'A type of memory has a size; in a variable its values have the type of the third column.',
    '',
    ...table(['type', 'bytes', 'as a value', 'holds'], TYPE_NAMES.map(typeRow)),
    '',
    'A load widens a small integer to int and a half to float. A store keeps the low bits of an integer and rounds a float.',
    'Integers wrap around.',
    '',
    '## Literals',
    '',
    ...table(
      ['written', 'meaning'],
      [
        [
          '`42`, `-7`, `1_000`',
          'an integer; it takes the type of the other operand. Alone it is int, above 2147483647 uint',
        ],
        ['`0xFF`, `0b1010`', 'an integer by its bits: `0xFFFFFFFF` is the int -1 where an int is wanted'],
        ['`1.5`, `2e-3`', 'a float; beside a double it is double'],
        ['`true`, `false`', 'a bool'],
      ],
    ),
    '',
    'A literal that its type does not have is an error. `1 / 2` is the int 0.',
    '',
    '## Operators',
    '',
    'Expressions stand inside `[ ]` and `( )`, behind `SET`, `IF`, `WHILE`, `BLOCKS` and `THREADS`, around `..`, behind `STEP`, and',
    'before the arrow of `STORE`. Tightest first; operators of one row are read from left to right.',
    '',
    ...table(
      ['operators', 'meaning'],
      OPERATORS.map(([operators, about]) => [operators.map(code).join(' '), about]),
    ),
    '',
    'Elsewhere a statement has operands with blanks between them: a name, an element `a[e]`, a literal, a call, or an expression in',
    'parentheses: `ADD (x * 2) -5 → y`. `(` directly behind a name is a call, behind a blank it is an operand.',
    '',
    '## Conversions',
    '',
    '- Of two operands of different types, double is the stronger one, then float, then uint, then int; the other one is converted.',
    '- A value that is assigned or stored becomes int, uint, float or double by itself where that loses no fraction: integers become',
    '  any number, a float becomes a double. From float or double to an integer, and from double to float, write `CONVERT`.',
    '- Int and uint become each other by their bits.',
    '- A bool is no number, and a number is no condition: write `x != 0`, or `CONVERT`.',
    '',
  ];
}
