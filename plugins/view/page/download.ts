// Gives people a file to save.

export function download(name: string, contents: Uint8Array<ArrayBuffer> | string): void {
  const url = URL.createObjectURL(new Blob([contents], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the Blob after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
