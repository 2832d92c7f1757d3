// The part of a browser's `navigator` that pxOS uses; TypeScript knows it only together with the whole DOM.

declare var navigator: { readonly gpu?: GPU; readonly userAgent: string } | undefined;
