// The door to the language for those who must not pay for it at start: Chevrotain comes with it.

/** Loads the language room: `parseTree`, `checkProgram`, `compile` and the tree plugins. */
export const loadLanguage = () => import('./index.ts');
