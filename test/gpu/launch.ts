// Runs one kernel on the device of the tests, from IR to numbers, without the pipeline around it.
import { build, type Kernel } from 'pxos/core';
import { legalize } from '../../plugins/emit-wgsl/emit.ts';
import { printModule } from '../../plugins/emit-wgsl/module.ts';
import { complaintsOf } from '../../plugins/emit-wgsl/validate.ts';
import { executeJob, type Session, sessionOn } from '../../plugins/run-webgpu/execute.ts';
import { type TestLaunch as KernelLaunch, launchOf } from '../cpu/launch.ts';
import { decode, encode } from '../elements.ts';
import { nagaComplaint } from '../naga.ts';
import { theDevice } from './device.ts';

/** A launch in the words of a test. */
export interface TestLaunch extends KernelLaunch {
  readonly fast?: boolean;
}

let session: Session | undefined;

/** The session that all tests share. */
export function theSession(): Session {
  session ??= sessionOn(theDevice());
  return session;
}

/** The WGSL of a kernel as the plugin emits it, without the header, and its facts. */
export function moduleOf(kernel: Kernel, options: Pick<TestLaunch, 'functions' | 'fast'> = {}) {
  const program = legalize(build.programOf(kernel, options.functions));
  const [lowered] = program.kernels;
  if (!lowered) throw new Error('no kernel');
  const { text, meta } = printModule(lowered, {
    program,
    block: kernel.block ?? [256, 1, 1],
    fast: options.fast ?? false,
    header: () => ['A kernel of a test.'],
  });
  return { code: text, meta };
}

/** Fails, with the module's text, when Dawn or naga refuses it. */
export async function assertAccepted(code: string): Promise<void> {
  const dawn = (await complaintsOf(code))?.map(({ line, message }) => `Dawn, line ${line}: ${message}`) ?? [];
  const naga = nagaComplaint(code);
  const complaints = naga === undefined ? dawn : [...dawn, `naga: ${naga}`];
  if (complaints.length > 0) throw new Error(`${complaints.join('\n')}\n${code}`);
}

/** Emits, checks with Dawn and naga, and runs a kernel; gives every array of it as it is afterwards. */
export async function launch(kernel: Kernel, options: TestLaunch = {}): Promise<Record<string, number[]>> {
  const module = moduleOf(kernel, options);
  await assertAccepted(module.code);
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const result = await executeJob(theSession(), {
    modules: [module],
    buffers: arrays.map(({ name, element }) => {
      const values = options.arrays?.[name] ?? [];
      return { name, element, length: values.length, data: encode(element, values) };
    }),
    operations: [launchOf(kernel, options)],
    outputs: arrays.map(({ name }) => name),
  });
  return Object.fromEntries(
    arrays.map(({ name, element }) => [name, decode(element, result.buffers[name] ?? new Uint8Array())]),
  );
}
