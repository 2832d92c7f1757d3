// A file without a launch runs its only kernel, or the one that the caller picks: the launch that nobody wrote.
import type { Kernel, LaunchStep, Param } from '../../ir/index.ts';
import type { ExpressionNode, HostStatementNode } from '../tree.ts';
import { type Bindings, bind, declareLaunch, requireBlockShape } from './launches.ts';
import type { Host } from './state.ts';

/** The launches that a file implies, and the statement that they stand before; at the end without one. */
export interface ImplicitLaunches {
  readonly before: HostStatementNode | undefined;
  /** Lowers them; to be called when it is their turn. */
  readonly steps: () => readonly LaunchStep[];
}

const NONE: ImplicitLaunches = { before: undefined, steps: () => [] };

/** True for statements that want the kernel's results. */
function wantsResults(node: HostStatementNode): boolean {
  switch (node.type) {
    case 'file':
      return node.action === 'write-file' || node.action === 'write-image';
    case 'copy':
      return node.direction === 'from-gpu';
    case 'free':
    case 'host-sync':
      return true;
    default:
      return false;
  }
}

/**
 * The implied launches: one for each kernel, of which one will run. Where two kernels of a file use a name with two
 * types, the later one's is called `kernel_name`, since only one of them is the program's input.
 */
export function implicitLaunches(host: Host, statements: readonly HostStatementNode[]): ImplicitLaunches {
  if (statements.some(({ type }) => type === 'launch' || type === 'pipeline')) return NONE;
  const launches = [...host.kernels.values()].map((kernel) => {
    const node = host.names.kernels.get(kernel.name);
    const place = node?.name.position ?? node?.position;
    const bindings = host.kernels.size > 1 ? ownNames(host, kernel) : new Map<string, ExpressionNode>();
    if (place) {
      requireBlockShape(host, kernel, place);
      declareLaunch(host, kernel, bindings, place);
      declareSettings(host, kernel, bindings);
    }
    return { kernel, bindings, place };
  });
  const steps = (): readonly LaunchStep[] =>
    launches.flatMap(({ kernel, bindings, place }) =>
      place
        ? [
            {
              kind: 'launch' as const,
              kernel: kernel.name,
              extent: { kind: 'threads' as const },
              bindings: bind(host, kernel, bindings, place),
              implicit: true,
              at: place,
            },
          ]
        : [],
    );
  return { before: statements.find(wantsResults), steps };
}

function clashes(host: Host, param: Param): boolean {
  const array = host.arrays.get(param.name);
  const value = host.values.get(param.name);
  if (param.kind === 'array')
    return value !== undefined || (array?.origin === 'open' && array.element !== param.element);
  return array !== undefined || (value?.declared !== undefined && value.declared !== param.declared);
}

/** Own names for parameters whose name an earlier kernel uses with another type. */
function ownNames(host: Host, kernel: Kernel): Bindings {
  const bindings = new Map<string, ExpressionNode>();
  for (const param of kernel.params)
    if (param.at && clashes(host, param))
      bindings.set(param.name, { type: 'name', name: `${kernel.name}_${param.name}`, position: param.at });
  return bindings;
}

/** The settings behind own names of scalars; those behind plain names are declared with the launch. */
function declareSettings(host: Host, kernel: Kernel, bindings: Bindings): void {
  const scalars = kernel.params.filter((param) => param.kind === 'value');
  for (const param of scalars) {
    const node = bindings.get(param.name);
    if (node?.type !== 'name') continue;
    const renamed: Kernel = { ...kernel, params: [{ ...param, name: node.name }] };
    declareLaunch(host, renamed, new Map(), node.position);
  }
}
