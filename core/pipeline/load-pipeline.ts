// Makes the pipeline of a project: its configuration is found and loaded, and what is doubtful about it is reported.
import { type LoadOptions, loadConfig } from '../config/index.ts';
import { isPxosError, PxosError } from '../diagnostics/index.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';

export interface LoadPipelineOptions
  extends LoadOptions,
    Pick<PipelineOptions, 'plugins' | 'builtins' | 'observers'> {}

/**
 * The pipeline of the project that a folder lies in. Warnings about the configuration are in its report, and in the error
 * when there is one.
 *
 * @throws PxosError as `loadConfig` and `createPipeline` do
 */
export async function loadPipeline(options: LoadPipelineOptions): Promise<Pipeline> {
  const { cwd, config, env, ...parts } = options;
  const { warnings, ...loaded } = await loadConfig({ cwd, config, env });
  try {
    const pipeline = await createPipeline({ ...parts, ...loaded, cwd, checked: true });
    for (const warning of warnings) pipeline.report.add(warning);
    return pipeline;
  } catch (error) {
    if (!isPxosError(error)) throw error;
    throw new PxosError([...warnings, ...error.diagnostics], { cause: error.cause });
  }
}
