import { raw, sortedJson } from '#command';

/** For what people read as JSON, too: definitions, and what would be sent. */
export const jsonView = raw((document: unknown) => `${sortedJson(document, 2)}\n`);
