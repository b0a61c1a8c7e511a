/** A request path with every value percent-encoded: path`task/${id}`. */
export const path = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): string =>
  parts.reduce((joined, part, i) => joined + encodeURIComponent(String(values[i - 1] ?? '')) + part);
