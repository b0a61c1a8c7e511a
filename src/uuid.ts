const uuidForm = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;
export const isUuid = (text: string) => uuidForm.test(text);
/** The canonical form of a UUID: lower case, with dashes. */
export const canonicalUuid = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('-', '')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
/** As much of an id as tells things apart at a look. */
export const shortId = (text: string): string =>
  isUuid(text) || /^[0-9a-f]{16,}$/i.test(text) ? text.slice(0, 8) : text;

/** What a terminal says of tasks: the line to run with what begins the id, which is enough for it, where another screen has it whole. */
export const shortTasks = (text: string): string =>
  text.replace(/(?<=\bglobus task [a-z-]+ )[0-9a-f]{8}(?=(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)\S+/g, shortId);

/** Whether a label is read as one on a line: an option, a bookmark, or the beginning of an id would be read as that. */
export const readsAsLabel = (label: string | null | undefined): label is string =>
  typeof label === 'string' && /^\p{L}[^\p{C}\p{Zl}\p{Zp}]*$/u.test(label) && !/^[0-9a-f-]+$/i.test(label);
