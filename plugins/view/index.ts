// The door of the page that shows pixel programs.
export { type EmbeddedFile, viewPage } from './page-text.ts';
