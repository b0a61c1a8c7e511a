import type { Http } from '../../services/http.js';
import { canonicalUuid, isUuid } from '../../uuid.js';

/**
 * The id of the collection that an HTTPS server serves: a browser without a token is sent to the login page, with the collection as the
 * application that asks. Undefined where the server sends nobody there.
 */
export async function collectionServedBy(http: Pick<Http, 'raw'>): Promise<string | undefined> {
  const { headers } = await http.raw('GET', '/', {
    anonymous: true,
    followRedirects: false,
    allowErrors: true,
    headers: { accept: 'text/html' },
  });
  const location = headers.get('location') ?? '';
  const id = URL.canParse(location) ? new URL(location).searchParams.get('client_id') : undefined;
  return id && isUuid(id) ? canonicalUuid(id) : undefined;
}
