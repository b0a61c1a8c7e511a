import type { Result } from '../../services/gcs.js';

/**
 * The document of this kind (`collection`, `role`) in the envelope of a GCS Manager's answer; the answer itself where the manager sent
 * it bare. Versions of a document are not told apart.
 */
export function itemOf<T extends { readonly DATA_TYPE: string }>(answer: Result<T> | T, kind: string): T {
  const items: readonly unknown[] = 'data' in answer && Array.isArray(answer.data) ? answer.data : [answer];
  const isKind = (item: unknown) => (item as Partial<T> | null)?.DATA_TYPE?.startsWith(`${kind}#`);
  return (items.find(isKind) ?? items[0] ?? answer) as T;
}
