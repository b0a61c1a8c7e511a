import { written } from '#command';

/** For what people read as JSON, too: definitions, and what would be sent. */
export const jsonView = written<unknown>();
