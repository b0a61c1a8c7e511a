import { type Made, readsAsLabel } from '#command';

/**
 * A task or run that was just begun: its label, which stands for the newest that bears it, is its name where it is read as one; else it
 * is the newest of all. Screens call it the same (`calledOnLine`).
 */
export const labelled = (id: unknown, label: string | null | undefined): Made | undefined =>
  typeof id === 'string' ? { id, name: readsAsLabel(label) ? label : '@last' } : undefined;
