// One kernel or function: its declarations, its body, and what has to hold for the body as a whole.
import { flowMessages } from '../../diagnostics/messages/index.ts';
import type { FunctionDef, Kernel } from '../../ir/index.ts';
import type { HostConstants } from '../expressions/index.ts';
import type { FunctionEntry } from '../functions.ts';
import type { FileNames } from '../names.ts';
import type { Report } from '../report.ts';
import type { KernelNode } from '../tree.ts';
import { type AssignmentResult, analyzeAssignment } from './assignment.ts';
import { type Body, createBody, reportUnresolved } from './body.ts';
import { lowerStatements } from './control-statements.ts';
import { declareFunctionParams, declareKernel, inferAccess } from './declarations.ts';
import { checkUniformity } from './uniformity.ts';

function reportUnassigned(body: Body, { unassigned }: AssignmentResult): void {
  for (const { name, at } of unassigned)
    if (at)
      body.report.say(flowMessages.readBeforeAssigned, { name: body.writtenNames.get(name) ?? name }, at);
}

/** Checks a kernel and lowers it. After an error in it the result is good for finding further errors only. */
export function lowerKernel(
  report: Report,
  names: FileNames,
  constants: HostConstants,
  node: KernelNode,
): Kernel {
  const body = createBody('kernel', report, names.functions);
  const declarations = declareKernel(body, node.declarations, constants);
  const stmts = lowerStatements(body, node.body);
  reportUnresolved(body, names.hostNames);
  reportUnassigned(body, analyzeAssignment(stmts));
  const { shared, block, target, distribute } = declarations;
  const kernel: Kernel = {
    name: node.name.name,
    params: inferAccess(report, declarations),
    shared,
    ...(block && { block }),
    ...(target !== undefined && { target }),
    ...(distribute && { distribute }),
    locals: body.locals,
    body: stmts,
    at: node.position,
  };
  checkUniformity(report, kernel);
  return kernel;
}

/** Lets callers know the parameters of a function, before any body is checked. */
export function declareFunction(report: Report, names: FileNames, entry: FunctionEntry): () => FunctionDef {
  const body = createBody('function', report, names.functions);
  const params = declareFunctionParams(body, entry.node.declarations);
  entry.parameters = params;
  return () => {
    const stmts = lowerStatements(body, entry.node.body);
    reportUnresolved(body, names.hostNames);
    const flow = analyzeAssignment(stmts);
    reportUnassigned(body, flow);
    const { name, position } = entry.name;
    if (flow.reachesEnd) report.say(flowMessages.missingReturn, { name }, position);
    entry.results = body.results;
    const results = body.results ?? [];
    return { name, params, results, locals: body.locals, body: stmts, at: entry.node.position };
  };
}
