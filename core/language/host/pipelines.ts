// PIPELINE: each stage becomes a launch over the elements of its input, with a fresh buffer for what it hands on.
import type { Position } from 'unist';
import { hostMessages } from '../../diagnostics/messages/index.ts';
import {
  type ArrayParam,
  type Expr,
  type Kernel,
  type Step,
  someExprIn,
  type TakenNames,
} from '../../ir/index.ts';
import { nameOfType } from '../../ops/type-names.ts';
import type { NameNode, PipelineNode } from '../tree.ts';
import { type Bindings, bind, declareLaunch, kernelNamed, requireBlockShape } from './launches.ts';
import { arrayOfHost, checkLive, declareArray, type Host, type HostArray } from './state.ts';

/** A stage: its kernel, the parameter that takes the input, and the one with the output, which may be the same. */
interface Stage {
  readonly node: NameNode;
  readonly kernel: Kernel;
  readonly input: ArrayParam;
  readonly output: ArrayParam;
}

/** A PIPELINE whose names are known. */
export interface Pipeline {
  readonly node: PipelineNode;
  readonly stages: readonly Stage[];
  readonly buffer: string;
}

function stageOf(host: Host, node: NameNode): Stage | undefined {
  const kernel = kernelNamed(host, node);
  if (!kernel) return undefined;
  const arrays = kernel.params.filter((param) => param.kind === 'array');
  const [input] = arrays;
  if (!input) {
    host.report.say(hostMessages.stageWithoutInput, { kernel: kernel.name }, node.position);
    return undefined;
  }
  // The first array that is written: the input itself where the stage works in place.
  const output = arrays.find((param) => param.access !== 'read');
  if (!output) {
    host.report.say(
      hostMessages.stageWithoutOutput,
      { kernel: kernel.name, input: input.name },
      node.position,
    );
    return undefined;
  }
  requireBlockShape(host, kernel, node.position);
  return { node, kernel, input, output };
}

const named = (name: string, position: Position): NameNode => ({ type: 'name', name, position });

/** Input and output of a stage, bound to arrays of the host. */
function stageBindings(stage: Stage, input: NameNode, output: NameNode): Bindings {
  return new Map([
    [stage.output.name, output],
    [stage.input.name, input],
  ]);
}

const GIVEN = ['width', 'height'];

/** Finds the stages and the buffer of a PIPELINE, and declares the arrays and settings that it brings into being. */
export function declarePipeline(host: Host, node: PipelineNode): Pipeline | undefined {
  const stages = node.stages.map((stage) => stageOf(host, stage));
  const known = stages.filter((stage) => stage !== undefined);
  const [first] = known;
  if (!first || known.length < stages.length) return undefined;
  const buffer = pipelineName(host, node, first);
  if (
    !buffer ||
    !declareArray(host, buffer, first.input.element, 'open', `the stage \`${first.kernel.name}\``)
  )
    return undefined;
  for (const stage of known) {
    const { kernel, node: at } = stage;
    const params = kernel.params.filter(
      (param) =>
        param !== stage.input &&
        param !== stage.output &&
        (param.kind === 'array' || !GIVEN.includes(param.name)),
    );
    declareLaunch(host, { ...kernel, params }, new Map(), at.position);
  }
  return { node, stages: known, buffer: buffer.name };
}

/** The buffer of a PIPELINE: that of ON, the only array of the program, or one that the caller gives to the first stage. */
function pipelineName(host: Host, node: PipelineNode, first: Stage): NameNode | undefined {
  if (node.buffer) return node.buffer;
  const names = [...host.arrays.keys()];
  if (names.length > 1) {
    host.report.say(hostMessages.pipelineBuffer, { names }, node.position);
    return undefined;
  }
  return named(names[0] ?? first.input.name, first.node.position);
}

/** True when the kernel asks for an index along Y, so that it runs over width × height. */
const usesY = (kernel: Kernel): boolean =>
  someExprIn(kernel.body, (expr) => expr.kind === 'index' && expr.axis === 1);

/** Lowers a PIPELINE to allocations, launches and, where the last output is a fresh buffer, the replacement. */
export function lowerPipeline(host: Host, pipeline: Pipeline, names: TakenNames): readonly Step[] {
  const { node, stages, buffer } = pipeline;
  const steps: Step[] = [];
  const whole = arrayOfHost(host, named(buffer, node.position));
  if (!whole) return steps;
  checkLive(host, whole, (node.buffer ?? node).position);
  const given = new Map(
    GIVEN.map((name): [string, Expr] => [name, { kind: 'host', type: 'i32', name: `${buffer}.${name}` }]),
  );
  let current: HostArray = whole;
  for (const stage of stages) {
    const { kernel, node: place, input, output } = stage;
    const at = place.position;
    const from = current;
    if (!holds(host, from, input, stage) || !holds(host, from, output, stage)) return steps;
    if (output !== input) {
      const fresh = named(names.claim(`${buffer}_${kernel.name}`), at);
      const next = declareArray(host, fresh, from.element, 'stage', '');
      if (!next) return steps;
      steps.push({ kind: 'alloc', buffer: next.name, size: { kind: 'like', buffer: from.name }, at });
      current = next;
    }
    const bindings = stageBindings(stage, named(from.name, at), named(current.name, at));
    steps.push({
      kind: 'launch',
      kernel: kernel.name,
      extent: { kind: 'over', buffer, axes: usesY(kernel) ? 2 : 1 },
      bindings: bind(host, kernel, bindings, at, given),
      at,
    });
  }
  if (current !== whole) {
    steps.push({ kind: 'replace', buffer, from: current.name, at: node.position });
    current.reads = true;
    whole.writes = true;
  }
  return steps;
}

/** Reports a parameter whose type is not that of what the pipeline hands on. */
function holds(host: Host, array: HostArray, param: ArrayParam, stage: Stage): boolean {
  if (array.element === param.element) return true;
  const type = `${nameOfType(array.element)}[]`;
  const by = `\`${param.name}\` of the stage \`${stage.kernel.name}\``;
  const args = { name: array.name, type, wanted: `${nameOfType(param.element)}[]`, by };
  host.report.say(hostMessages.bufferType, args, stage.node.position);
  return false;
}
