// Checks an emitted file with nvcc or, where there is none, its kernels with clang; says nothing where neither is installed.
import { type Artifact, compileCheck, type EmitContext } from 'pxos/core';
import { HOST_FILES } from './host/embedded.ts';

/** Launch record and kernels of an emitted file behind what clang must know of CUDA: needs no toolkit. */
export function clangSource(text: string): string {
  const kernels = text.slice(text.indexOf('struct px_launch'), text.indexOf('}  // namespace kernels'));
  return `${HOST_FILES['clang-device.h']}\n${kernels}}\n`;
}

/** How clang checks what `clangSource` gives. */
export const CLANG_ARGUMENTS: readonly string[] = [
  ...'-std=c++17 -O1 -x cuda --cuda-device-only --cuda-path=/nonexistent --cuda-gpu-arch=sm_75'.split(' '),
  ...'-Xclang -target-feature -Xclang +ptx80 -nocudainc -nocudalib -ffp-contract=off'.split(' '),
  ...'-Wno-unknown-cuda-version -Wno-pragma-once-outside-header -S'.split(' '),
];

/** The validate hook of cuda: PX0805 for what the compiler refuses. */
export async function validateCuda(artifact: Artifact, context: EmitContext): Promise<void> {
  const clang = (command: string) => ({
    command,
    source: clangSource,
    args: (file: string, folder: string) => [...CLANG_ARGUMENTS, '-o', `${folder}/check.ptx`, file],
  });
  await compileCheck(artifact, context, [
    {
      command: 'nvcc',
      args: (file, folder) => ['-std=c++17', '-arch=sm_75', '-cubin', '-o', `${folder}/check.cubin`, file],
    },
    clang('clang++-19'),
    clang('clang++'),
  ]);
}
