// `pxos check FILE…`: every file through its front end, nothing written.
import { compileSource, readSource } from '../pipeline/index.ts';
import { type CommandInput, inSession } from './session.ts';

/** Reports the messages of all files; quiet when there are none. */
export async function check(input: CommandInput): Promise<number> {
  return inSession(input, async ({ pipeline, args, io, json, sources }) => {
    for (const path of args) {
      try {
        const source = await readSource(path, io.cwd);
        if (!source.bytes) sources.set(source.path, source.text);
        await compileSource(pipeline, source);
      } catch (error) {
        pipeline.report.addError(error);
      }
    }
    const { failed, diagnostics } = pipeline.report;
    if (!json && !failed && io.stdout.isTTY) {
      const count = args.length === 1 ? '1 file' : `${args.length} files`;
      io.stdout.write(`${count} checked, ${diagnostics.length === 0 ? 'nothing to say' : 'no errors'}\n`);
    }
    return { json: { files: args } };
  });
}
