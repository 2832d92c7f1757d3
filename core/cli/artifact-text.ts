// Artifacts as text for a terminal or a pipe.
import type { Artifact } from '../contract/index.ts';
import { formatBytes } from '../diagnostics/index.ts';

/** The bytes that an artifact takes as a file. */
export const sizeOf = ({ contents }: Artifact): number => Buffer.byteLength(contents);

/** Several artifacts below each other, each with a line that names it; of one that is no text the size is told. */
export function artifactsText(artifacts: readonly Artifact[]): string {
  return artifacts
    .map((artifact) => {
      const { path, contents } = artifact;
      const text = typeof contents === 'string' ? contents : `(${formatBytes(sizeOf(artifact))}, not text)`;
      return `==> ${path} <==\n${text.trimEnd()}\n`;
    })
    .join('\n');
}
