// What WebGPU guarantees and what its best devices offer, held against each kernel before it is printed.
import { type Diagnostic, forEachStmt, type Kernel, type Program, someExprIn } from 'pxos/core';
import { reachableFunctions } from './functions.ts';
import { messages } from './messages.ts';
import type { WgslMeta } from './meta.ts';
import { depthOfBlocks } from './shallow.ts';

/** Limits of a device: those of every one, and the highest that implementations expose. */
const LIMITS = {
  maxStorageBuffersPerShaderStage: { guaranteed: 8, highest: 64 },
  maxComputeWorkgroupStorageSize: { guaranteed: 16384, highest: 65536 },
  maxComputeInvocationsPerWorkgroup: { guaranteed: 256, highest: 1024 },
  maxComputeWorkgroupSizeZ: { guaranteed: 64, highest: 64 },
} as const;

/** Levels of statements that Dawn follows, less those that an entry point and an access function take. */
const DEEPEST_STATEMENT = 120;

/** Why WGSL cannot hold this kernel at all, or nothing. */
export function refusalOf(kernel: Kernel, program: Program, file: string): Diagnostic | undefined {
  const place = (node: { readonly at?: Kernel['at'] }) => ({ file, place: node.at ?? kernel.at });
  const refuse = (what: string, node: { readonly at?: Kernel['at'] }) =>
    messages.doubleUnsupported({ kernel: kernel.name, what }, place(node));
  for (const param of kernel.params)
    if (param.kind === 'array' ? param.element === 'f64' : param.type === 'f64')
      return refuse(`the parameter \`${param.name}\``, param);
  for (const shared of kernel.shared)
    if (shared.element === 'f64') return refuse(`the shared array \`${shared.name}\``, shared);
  for (const owner of [kernel, ...reachableFunctions(program, kernel)]) {
    if (depthOfBlocks(owner.body) > DEEPEST_STATEMENT)
      return messages.tooDeep({ name: owner.name, most: DEEPEST_STATEMENT }, place(owner));
    const local = owner.locals.find(({ type }) => type === 'f64');
    let at: Kernel['at'];
    forEachStmt(owner.body, (stmt) => {
      at ??= someExprIn([stmt], (expr) => expr.type === 'f64') ? stmt.at : undefined;
    });
    if (local) return refuse(`the variable \`${local.name}\``, { at });
    if (at) return refuse('an expression', { at });
    if (someExprIn(owner.body, (expr) => expr.type === 'f64')) return refuse('an expression', owner);
  }
  return undefined;
}

/** What the module needs beyond WebGPU's guarantees: errors where no device has it, else warnings. */
export function checkLimits(kernel: Kernel, meta: WgslMeta, file: string): readonly Diagnostic[] {
  const threads = meta.block[0] * meta.block[1] * meta.block[2];
  const bytes = meta.workgroup.bytes + meta.workgroup.bytesPerThread * threads;
  const wishes: readonly (readonly [keyof typeof LIMITS, number, string])[] = [
    ['maxStorageBuffersPerShaderStage', meta.arrays.length, 'arrays'],
    ['maxComputeWorkgroupStorageSize', bytes, 'bytes of shared memory'],
    ['maxComputeInvocationsPerWorkgroup', threads, 'threads in a block'],
    ['maxComputeWorkgroupSizeZ', meta.block[2], 'threads along Z'],
  ];
  return wishes.flatMap(([limit, wanted, what]) => {
    const { guaranteed, highest } = LIMITS[limit];
    const say = wanted > highest ? messages.aboveLimit : messages.aboveGuarantee;
    const most = wanted > highest ? highest : guaranteed;
    return wanted > guaranteed
      ? [say({ kernel: kernel.name, limit, wanted, most, what }, { file, place: kernel.at })]
      : [];
  });
}
