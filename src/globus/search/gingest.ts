import { UsageError } from '../../errors.js';
import type { Json } from '../../json.js';

type Document = Readonly<Record<string, Json>>;

/**
 * The request that a document makes: a GIngest as it is, a GMetaEntry or GMetaList wrapped in one. A document that does not say what it is
 * is known by what it holds. UsageError where that does not tell either.
 */
export function ingestBody(document: Document): Document {
  const says = document['@datatype'];
  if (says === 'GIngest' || 'ingest_type' in document) return document;
  const type =
    says === 'GMetaEntry' || says === 'GMetaList'
      ? says
      : 'gmeta' in document
        ? 'GMetaList'
        : 'subject' in document
          ? 'GMetaEntry'
          : undefined;
  if (type === undefined) {
    throw new UsageError(
      "The document is not a GIngest, GMetaList or GMetaEntry: it has no 'ingest_type', no 'gmeta' and no 'subject'.",
    );
  }
  return { '@datatype': 'GIngest', ingest_type: type, ingest_data: document };
}
