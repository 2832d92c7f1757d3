// What a run has made, as lines for people and as records for programs: its outputs and the files that hold them.
import { arrayOf, type ExecutedRun, type PreparedRun, summarize, summaryLine } from '../run/index.ts';

/** Outputs with the files that they went to. */
export interface Results {
  readonly prepared: PreparedRun;
  readonly contents: ExecutedRun['contents'];
  /** Files by the name of the output that goes there. */
  readonly files: ReadonlyMap<string, string>;
  readonly written: readonly string[];
}

/** A line for each output, and one for each file that the program itself wrote. */
export function resultLines({ prepared, contents, files, written }: Results): readonly string[] {
  const lines = prepared.outputs.map((output) => {
    const file = files.get(output.name);
    const line = summaryLine(output.name, arrayOf(output, { contents }));
    return file === undefined ? line : `${line}  → ${file}`;
  });
  const own = new Set(files.values());
  return [...lines, ...written.flatMap((path) => (own.has(path) ? [] : [`wrote ${path}`]))];
}

/** The properties `outputs` and `written` of the JSON object. */
export function resultRecords({
  prepared,
  contents,
  files,
  written,
}: Results): Readonly<Record<string, unknown>> {
  const outputs = prepared.outputs.map((output) => {
    const file = files.get(output.name);
    const summary = summarize(arrayOf(output, { contents }));
    return { name: output.name, ...summary, ...(file !== undefined && { file }) };
  });
  return { outputs, written };
}
