// Rule 5 of version 1.1: which conditions keep a barrier from being reached by all threads, one program for each clause.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { validateImage } from '../../core/pxi/words/validate/index.ts';
import { array, functionOf, kernel, launched } from './pxi-kernel.ts';

/** Registers: 0 zero, 1 one, 2–5 ints, 6–8 bools; slot 0 read only, slot 1 written too, slot 2 shared. */
const HEAD = 'ARRAY 1 6\nARRAY 3 6\nSHARED 6 4\nLIT 0 0\nLIT 1 1';

/** The codes of what is wrong with a kernel of this body. */
function codesOf(body: string): readonly string[] {
  const { image } = launched(
    {
      arrays: [array(0x06, 4), array(0x06, 4)],
      functions: [functionOf({ int: 1 }, 'VALUE 0 6\nRET 0 0\nRETURN')],
      kernel: kernel({ int: 6, bool: 3 }, `${HEAD}\n${body}\nRETURN`),
    },
    { block: [4, 1, 1] },
  );
  return validateImage(image).map(({ code }) => code);
}

/** A barrier under the condition that register 2 is one. */
const UNDER = 'EQ 6 2 1\nIF 6\nSYNC\nEND';
const VARYING = 'INDEX 2 1 0\nEQ 6 2 1';
const UNIFORM = 'INDEX 2 2 0\nEQ 6 2 1';

const REACHED: Readonly<Record<string, string>> = {
  'a condition on the block': `INDEX 2 2 0\n${UNDER}`,
  'a condition on the sizes of block and grid': `INDEX 2 3 0\nINDEX 3 4 0\nADD 2 2 3\n${UNDER}`,
  'a load at a uniform index of an array that is only read': `LOAD 2 0 1\n${UNDER}`,
  'the result of a block reduction': `INDEX 3 1 0\nBLOCK_REDUCE 2 3 0\n${UNDER}`,
  'the result of a call with uniform arguments': `ARG 0 1\nCALL 3\nRES 2 0\n${UNDER}`,
  'a register that varies only behind another call': `INDEX 3 1 0\nARG 0 3\nCALL 3\nRES 4 0\nARG 0 1\nCALL 3\nRES 2 0\n${UNDER}`,
  'a loop with a uniform exit': `LOOP\n${UNIFORM}\nWHILE 6\nSYNC\nNEXT`,
  'a loop that counts to a uniform end': 'DO 2 0 0\nFOR 2 1 1\nSYNC\nNEXT',
  'what follows a branch that threads take differently': `${VARYING}\nIF 6\nADD 3 0 1\nELSE\nADD 3 1 1\nEND\nSYNC`,
  'what follows a loop that threads leave differently': `LOOP\n${VARYING}\nWHILE 6\nNEXT\nSYNC`,
  'what follows a loop with a varying break': `LOOP\n${VARYING}\nIF 6\nBREAK\nEND\nNEXT\nSYNC`,
  'what stands before a varying return': `SYNC\n${VARYING}\nIF 6\nRETURN\nEND`,
};

const MISSED: Readonly<Record<string, string>> = {
  'a condition on the thread': `INDEX 2 0 0\n${UNDER}`,
  'a condition on the place in the block': `INDEX 2 1 1\n${UNDER}`,
  'the other branch of such a condition': `${VARYING}\nIF 6\nELSE\nSYNC\nEND`,
  'a register computed from one that varies': `INDEX 3 1 0\nADD 2 3 1\n${UNDER}`,
  'an atomic’s old value': `ATOMIC 2 1 0 0 1 0 1\n${UNDER}`,
  'a warp reduction': `WARP_REDUCE 2 1 0\n${UNDER}`,
  'a load of an array that may be written': `LOAD 2 1 0\n${UNDER}`,
  'a load of shared memory': `LOAD 2 2 0\n${UNDER}`,
  'a load at an index that varies': `INDEX 3 1 0\nLOAD 2 0 3\n${UNDER}`,
  'the result of a call with an argument that varies': `INDEX 3 1 0\nARG 0 3\nCALL 3\nRES 2 0\n${UNDER}`,
  'a register that is written under a condition that varies': `${VARYING}\nIF 6\nADD 3 1 1\nEND\nEQ 7 3 1\nIF 7\nSYNC\nEND`,
  'a block reduction’s result under a condition that varies': `${VARYING}\nIF 6\nBLOCK_REDUCE 3 1 0\nEND`,
  'a loop that tests what varies': `LOOP\n${VARYING}\nWHILE 6\nSYNC\nNEXT`,
  'a barrier before such a test, in its loop': `LOOP\nSYNC\n${VARYING}\nWHILE 6\nNEXT`,
  'a loop that counts to an end that varies': 'INDEX 3 1 0\nDO 2 0 0\nFOR 2 3 1\nSYNC\nNEXT',
  'a loop that counts from a beginning that varies': 'INDEX 3 1 0\nDO 2 3 0\nFOR 2 1 1\nSYNC\nNEXT',
  'a loop with a varying break behind the barrier': `LOOP\nSYNC\n${VARYING}\nIF 6\nBREAK\nEND\nNEXT`,
  'a loop with a varying continue': `DO 2 0 0\nFOR 2 1 1\nSYNC\nINDEX 3 1 0\nEQ 6 3 1\nIF 6\nCONTINUE\nEND\nNEXT`,
  'what follows a varying return': `${VARYING}\nIF 6\nRETURN\nEND\nSYNC`,
  'a loop with a varying return behind the barrier': `LOOP\nSYNC\n${VARYING}\nIF 6\nRETURN\nEND\nNEXT`,
  'an outer loop of a varying return': `LOOP\nSYNC\nLOOP\n${VARYING}\nIF 6\nRETURN\nEND\nNEXT\nNEXT`,
  'STAGE under such a condition': `${VARYING}\nIF 6\nSTAGE 2 0 0 1 0\nEND`,
};

for (const [name, body] of Object.entries(REACHED))
  test(`a barrier is reached under ${name}`, () => {
    assert.equal(codesOf(body), []);
  });

for (const [name, body] of Object.entries(MISSED))
  test(`a barrier is refused under ${name}`, () => {
    assert.equal(codesOf(body), ['PX1248']);
  });

test.run();
