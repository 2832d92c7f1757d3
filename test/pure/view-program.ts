// Two small programs for the tests of the page: one of version 1.1 with a kernel, one of version 1.0.
import {
  createImage,
  type Inspection,
  inspectImage,
  type PixelImage,
  readNames,
  writeLegacyInstruction,
  writeMatrix,
} from '../../core/index.ts';
import { assemble } from '../../core/pxi/assembly/index.ts';

export interface ViewProgram {
  readonly image: PixelImage;
  readonly inspection: Inspection;
}

/** Adds 5 to four numbers, threads below 2 twice; copies them. */
export function kernelProgram(): ViewProgram {
  const { image, names } = assemble(`pxi 1.1
kernel @2 add int 3 bool 1 {
  ARRAY readwrite i32
  LIT i1 5
  INDEX i0 thread x
  LOAD i2 s0 i0
  ADD i2 i2 i1
  LT b0 i0 i1
  IF b0 +3
  ADD i2 i2 i1
  END
  STORE i2 s0 i0
  RETURN
}
array @1 x i32 1x4 read write input output {
  1 2 -3 40
}
array @3 y i8 1x6 read write {
  1 -2 3 4 5 6
}
steps {
  DISPATCH @2 grid 4 1 1 block 1 1 1 with @1
  HALT
}
`);
  return { image, inspection: inspectImage(image, { names: readNames(names).names }) };
}

/** MATMUL of 2×3 by 3×2, in an image of five columns: its matrices go on in a second row. */
export function legacyProgram(): ViewProgram {
  const image = createImage(5, 8);
  writeMatrix(image, 1, { rows: 2, columns: 3, elements: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  writeMatrix(image, 3, { rows: 3, columns: 2, elements: Uint8Array.of(1, 0, 0, 1, 1, 1) });
  writeLegacyInstruction(image, 0, 'MATMUL', [1, 3, 5]);
  writeLegacyInstruction(image, 1, 'HALT');
  return { image, inspection: inspectImage(image) };
}
