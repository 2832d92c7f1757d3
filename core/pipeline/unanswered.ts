// What is said when nobody answers a hook: which hook, what cannot be done, and which built-in plugin would do it.
import { type Diagnostic, didYouMean } from '../diagnostics/index.ts';
import { configMessages, pluginMessages } from '../diagnostics/messages/index.ts';
import type { Answer } from './lazy-plugin.ts';
import type { Pipeline } from './pipeline.ts';
import type { Registry } from './registry.ts';

/** PX0640, or for a name that no plugin knows at all the message about that name. */
export function unanswered(question: Answer, registry: Registry, pipeline: Pipeline): Diagnostic {
  const plugin = registry.wouldAnswer(question);
  const say = (what: string): Diagnostic =>
    pluginMessages.nobodyAnswers({
      hook: question.hook,
      key: 'key' in question ? question.key : undefined,
      what,
      plugin,
    });
  switch (question.hook) {
    case 'frontend':
      return plugin === undefined && pipeline.extensions.length > 0
        ? configMessages.unknownExtension({ path: `*${question.key}`, known: pipeline.extensions })
        : say(`files that end in \`${question.key}\` cannot be read`);
    case 'plan':
      return say('it is not decided where each piece of the program runs');
    case 'optimize':
      return say(`the stage \`${question.key}\` would be skipped`);
    case 'emit': {
      const { key: target } = question;
      const known = pipeline.targets;
      return plugin === undefined && known.length > 0
        ? configMessages.unknownTarget({ target, known, suggestion: didYouMean(target, known) })
        : say(`nothing can be emitted for \`${target}\``);
    }
    case 'run': {
      const { key: runner } = question;
      const known = pipeline.runners.map((entry) => entry.runner);
      return plugin === undefined && known.length > 0
        ? configMessages.unknownRunner({ runner, known, suggestion: meantRunner(pipeline, runner) })
        : say(`nothing can be run by \`${runner}\``);
    }
  }
}

/** `gpu` is one letter away from `cpu`, and means the other one. */
function meantRunner({ runners }: Pipeline, name: string): string | undefined {
  const onGpu = runners.find(({ device }) => device === 'gpu');
  return name.toLowerCase() === 'gpu' && onGpu
    ? onGpu.runner
    : didYouMean(
        name,
        runners.map(({ runner }) => runner),
      );
}
