// The profile that stands in when the configuration names none: a desktop with a discrete graphics card.
import type { MachineProfile } from '../contract/index.ts';
import desktop from './profiles/desktop.json' with { type: 'json' };

/** The machine that plans are made for unless `machine` in the configuration says otherwise. */
export const defaultMachineProfile: MachineProfile = desktop;
