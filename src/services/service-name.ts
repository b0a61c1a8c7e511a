const names: ReadonlyMap<string, string> = new Map([
  ['gcs', 'GCS Manager'],
  ['https', 'HTTPS server'],
]);

/** What a service is called in messages: 'Globus Transfer', and by its own name what is not Globus's. */
export const serviceName = (service: string): string => names.get(service) ?? `Globus ${capital(service)}`;

const capital = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
