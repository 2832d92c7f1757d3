// Checks an emitted file with hipcc, where it is installed.
import { type Artifact, compileCheck, type EmitContext } from 'pxos/core';

/** The validate hook of rocm: PX0805 for what the compiler refuses. */
export async function validateHip(artifact: Artifact, context: EmitContext): Promise<void> {
  await compileCheck(artifact, context, [
    {
      command: 'hipcc',
      args: (file, folder) => ['-std=c++17', '--offload-arch=gfx1030', '-c', '-o', `${folder}/check.o`, file],
      // Beside a CUDA toolkit hipcc would turn to nvcc.
      env: { HIP_PLATFORM: 'amd' },
    },
  ]);
}
