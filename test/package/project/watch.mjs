// Calls the hook that only hosts that watch call, through the programming interface.
import { openPipeline } from 'pxos';

const pipeline = await openPipeline({ config: 'every-hook.config.mjs' });
await pipeline.hooks.watchChange.promise('fill.px');
await pipeline.close();
