// What is said when nobody answers a hook: which hook, what cannot be done, and which built-in plugin would do it.
import { type Diagnostic, didYouMean } from '../diagnostics/index.ts';
import { configMessages, pluginMessages } from '../diagnostics/messages/index.ts';
import type { Answer } from './lazy-plugin.ts';
import type { Registry, RunnerEntry } from './registry.ts';

/** What the plugins of a pipeline can do. */
interface Known {
  readonly extensions: readonly string[];
  readonly targets: readonly string[];
  readonly runners: readonly Pick<RunnerEntry, 'runner' | 'device'>[];
}

/** PX0640, or for a name that no plugin knows at all the message about that name. */
export function unanswered(question: Answer, registry: Registry, known: Known): Diagnostic {
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
      return plugin === undefined && known.extensions.length > 0
        ? configMessages.unknownExtension({ path: `*${question.key}`, known: known.extensions })
        : say(`files that end in \`${question.key}\` cannot be read`);
    case 'plan':
      return say('it is not decided where each piece of the program runs');
    case 'optimize':
      return say(`the stage \`${question.key}\` would be skipped`);
    case 'emit': {
      const { key: target } = question;
      const { targets } = known;
      return plugin === undefined && targets.length > 0
        ? configMessages.unknownTarget({ target, known: targets, suggestion: didYouMean(target, targets) })
        : say(`nothing can be emitted for \`${target}\``);
    }
    case 'run': {
      const { key: runner } = question;
      const runners = known.runners.map((entry) => entry.runner);
      return plugin === undefined && runners.length > 0
        ? configMessages.unknownRunner({ runner, known: runners, suggestion: meantRunner(known, runner) })
        : say(`nothing can be run by \`${runner}\``);
    }
  }
}

/** `gpu` is one letter away from `cpu`, and means the other one. */
function meantRunner({ runners }: Known, name: string): string | undefined {
  const onGpu = runners.find(({ device }) => device === 'gpu');
  return name.toLowerCase() === 'gpu' && onGpu
    ? onGpu.runner
    : didYouMean(
        name,
        runners.map(({ runner }) => runner),
      );
}
