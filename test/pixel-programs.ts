// Small pixel programs as assembly, for the tests of the tools that run them.
import { encodePng } from 'pxos/core';
import { assemble } from '../core/pxi/assembly/index.ts';

/** A `.pxi` file of assembly. */
export function pxiOf(text: string): Uint8Array {
  const { image, names } = assemble(text);
  return encodePng(image, names ? { names: new TextEncoder().encode(names) } : {});
}

/** Version 1.1's first lines of a program: a kernel that adds 5 to each number of `x`. Steps follow. */
export const ADD_FIVE = `pxi 1.1
kernel @2 add int 3 {
  ARRAY readwrite i32
  LIT i1 5
  INDEX i0 thread x
  LOAD i2 s0 i0
  ADD i2 i2 i1
  STORE i2 s0 i0
  RETURN
}
array @1 x i32 1x4 read write input output {
  1 2 -3 40
}
`;

/** Every kind of step of version 1.1; integers only. */
export const STEPS = `pxi 1.1
kernel @2 add int 4 {
  ARRAY readwrite i32
  VALUE i3 i32
  LIT i1 5
  INDEX i0 thread x
  LOAD i2 s0 i0
  ADD i2 i2 i3
  STORE i2 s0 i0
  RETURN
}
array @1 x i32 1x4 read write input output {
  1 2 -3 40
}
array @3 total i32 1x1 read write output
array @4 amount i32 1x1 read setting {
  5
}
array @5 grid u32 1x3 read {
  4 1 1
}
steps {
  DISPATCH @2 grid @5 0 0 block 1 1 1 with @1 @4
  DOT @1 @1 @3
  COPY @1 @3 1
  RELU @1
  HALT
}
`;

/** Every instruction of version 1.0. */
export const LEGACY = `pxi 1.0
size 8x8
code {
  MATMUL 1 2 3
  ADD 3 4 5
  RELU 5
  DOT_RGB 3 4 6
  HALT
}
matrix 1 1x2 {
  1 2
}
matrix 2 2x3 {
  1 2 3 4 5 6
}
matrix 4 1x3 {
  10 20 250
}
`;

/** One that fails in its second step: its loop does not end, and a thread has two turns. */
export const SPENT = `pxi 1.1
gas 1
kernel @2 spin int 1 {
  ARRAY readwrite i32
  LOOP
  NEXT
  RETURN
}
array @1 x i32 1x2 read write input output {
  7 8
}
array @3 y i32 1x2 read write output
steps {
  COPY @1 @3 2
  DISPATCH @2 grid 1 1 1 block 1 1 1 with @3
  HALT
}
`;

/** The same with gas for a long time. */
export const ENDLESS = SPENT.replace('gas 1\n', 'gas 31\n');
