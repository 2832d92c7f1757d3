// Checks an emitted file with nvcc or, where there is none, its kernels with clang; says nothing where neither is installed.
import { type Artifact, compileCheck, type EmitContext } from 'pxos/core';

/** The validate hook of cuda: PX0805 for what the compiler refuses. */
export async function validateCuda(artifact: Artifact, context: EmitContext): Promise<void> {
  await compileCheck(artifact, context, [
    {
      command: 'nvcc',
      args: (file, folder) => ['-std=c++17', '-arch=sm_75', '-cubin', '-o', `${folder}/check.cubin`, file],
    },
  ]);
}
