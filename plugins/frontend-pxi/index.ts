// The door of frontend-pxi: images to programs.
export { frontendPxi, frontendPxi as default } from './plugin.ts';
