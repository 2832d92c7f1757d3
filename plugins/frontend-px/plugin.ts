// The front end of `.px` files: sets the parser of the build's unified processor, adds the checks, and lowers to IR.
import { type Hooks, loadLanguage, type Plugin, textOf } from 'pxos/core';

// Built-in plugins are loaded when a hook needs them; this one needs the language then, and its parser at once.
const { parseTree, reportDiagnostic, useChecks } = await loadLanguage();

const NAME = 'frontend-px';

/** Sets the parser and adds the checks. Messages go to the file, as unified wants it. */
function addLanguage(processor: Parameters<Parameters<Hooks['processor']['tap']>[1]>[0]): void {
  processor.use(function setParser() {
    this.parser = (text, file) => {
      const { tree, diagnostics } = parseTree(text, file.path ?? '');
      for (const diagnostic of diagnostics) reportDiagnostic(file, diagnostic);
      return tree;
    };
  });
  useChecks(processor);
}

/** `.px` files to programs. Errors: PX01xx to PX05xx, as messages on the file. */
export const frontendPx: Plugin = {
  name: NAME,
  apply({ hooks }) {
    hooks.processor.tap(NAME, addLanguage);
    hooks.frontend.for('.px').tapPromise(NAME, async (file, { processor }) => {
      textOf(file.value);
      await processor.run(processor.parse(file), file);
      return file.messages.some(({ fatal }) => fatal) ? undefined : file.data.program;
    });
  },
};
