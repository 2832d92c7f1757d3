// The door of pixel form: what a program becomes before it is encoded, with everything of the host resolved.
export { type PixelFormOptions, toPixelForm } from './pixel-form.ts';
