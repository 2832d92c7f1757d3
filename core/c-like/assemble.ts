// Puts host files, which are real files that compile by themselves, into one emitted file: system includes first, each once.

/** The pieces of host files as they go into an emitted file. */
export interface Assembled {
  /** `#include <…>` lines, sorted. */
  readonly includes: readonly string[];
  /** The rest, without `#pragma once` and without includes of each other. */
  readonly text: string;
}

/** Joins host files in the given order. */
export function assemble(files: readonly string[]): Assembled {
  const includes = new Set<string>();
  const bodies = files.map((file) =>
    file
      .split('\n')
      .filter((line) => {
        if (/^#include </.test(line)) includes.add(line);
        return !/^#include ["<]|^#pragma once/.test(line);
      })
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  );
  return { includes: [...includes].sort(), text: bodies.join('\n\n') };
}
