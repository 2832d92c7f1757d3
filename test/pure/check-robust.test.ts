// Damaged programs: whatever is wrong with a text becomes messages with a place, and what passes is sound IR.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Program, verifyProgram } from '../../core/ir/index.ts';
import { POISON } from '../../core/language/expressions/index.ts';
import { compile } from '../../core/language/index.ts';
import { fixtures } from '../fixture.ts';

const PROGRAMS = 3000;
const texts = fixtures().map(({ text }) => text);

/** Numbers below a limit, the same in every run. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The text with one word in the place of another or missing, one line twice, or one line missing. */
function damaged(text: string, random: (limit: number) => number): string {
  const lines = text.split('\n');
  const line = lines[random(lines.length)] ?? '';
  switch (random(6)) {
    case 0:
      lines.splice(random(lines.length), 1);
      return lines.join('\n');
    case 1:
      lines.splice(random(lines.length), 0, line);
      return lines.join('\n');
    case 2: {
      const words = [...text.matchAll(/\w+/g)];
      const word = words[random(words.length)];
      return word ? text.slice(0, word.index) + text.slice(word.index + word[0].length) : text;
    }
    default: {
      const words = [...text.matchAll(/\w+|→|[^\s\w]/g)];
      const from = words[random(words.length)];
      const to = words[random(words.length)];
      if (!from || !to) return text;
      return text.slice(0, from.index) + to[0] + text.slice(from.index + from[0].length);
    }
  }
}

/** True if an expression that stands for an error is left somewhere in the program. */
function hasPoison(program: Program): boolean {
  const seen: unknown[] = [program];
  for (let part = seen.pop(); part !== undefined; part = seen.pop()) {
    if (part === POISON) return true;
    if (typeof part === 'object' && part !== null) seen.push(...Object.values(part).filter(Boolean));
  }
  return false;
}

test('damaged programs give messages with a place, or IR that the verifier accepts', () => {
  const random = randomNumbers(2026);
  let sound = 0;
  for (let i = 0; i < PROGRAMS; i++) {
    const text = damaged(texts[random(texts.length)] ?? '', random);
    const { program, diagnostics } = compile(text, 'damaged.px');
    for (const { code, message, hint, place } of diagnostics) {
      assert.ok(place && place.start.line >= 1 && place.end.column >= 1, `${code} has a place:\n${text}`);
      assert.not.match(`${message} ${hint ?? ''}`, /undefined|NaN|\[object/, text);
    }
    const errors = diagnostics.some(({ severity }) => severity === 'error');
    assert.is(errors, program === undefined, `an error or a program:\n${text}`);
    if (!program) continue;
    sound++;
    assert.equal(verifyProgram(program), [], text);
    assert.not(hasPoison(program), `nothing that stands for an error is in the program:\n${text}`);
  }
  assert.ok(sound > PROGRAMS / 10, `${sound} of ${PROGRAMS} programs were sound`);
});

test.run();
