/** Where JSON.parse stopped, as far as it says. Its own words quote the text around, and that may be a secret. */
export function placeOf(error: unknown): string {
  const at = /at position \d+/.exec((error as Error).message)?.[0];
  return at ? ` ${at}` : '';
}
