import { isObject, type Json } from '../../http/body.js';
import { ApiError } from '../../http/api-error.js';
import { optionalText, text } from './body.js';
import { atOnce, type ActionProvider } from './provider.js';

/** The prefix of identifiers that DataCite keeps for tests. */
const testPrefix = '10.5072';

/** A message to people. The sandbox sends none: what it would have said is in the details. */
export const notifyAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, (_context, body) => {
    const variables = isObject(body['body_variables']) ? body['body_variables'] : {};
    const message = text(body, 'body_template').replace(/\$\{?(\w+)\}?/g, (whole, name: string) =>
      Object.hasOwn(variables, name) ? String(variables[name]) : whole,
    );
    return {
      sent: false,
      message: 'The sandbox sends no messages',
      notification: {
        destination: text(body, 'destination'),
        sender: optionalText(body, 'sender') ?? null,
        subject: optionalText(body, 'subject') ?? null,
        body: message,
      },
    };
  });

/** An identifier as DataCite would give it; the sandbox's are not registered anywhere. */
export const mintAction = (scopes: readonly string[]): ActionProvider =>
  atOnce(scopes, ({ world }, body) => {
    const given = body['Doi'] ?? body['doi'];
    if (!isObject(given))
      throw new ApiError(400, 'BadRequest', "'Doi' is required: the document that describes what gets an identifier");
    const attributes: Json = isObject(given['attributes']) ? given['attributes'] : {};
    const prefix = optionalText(attributes, 'prefix') ?? testPrefix;
    const doi =
      optionalText(attributes, 'doi') ?? optionalText(given, 'id') ?? `${prefix}/${world.ids.uuid('doi').slice(0, 8)}`;
    return {
      data: {
        ...given,
        id: doi,
        type: 'dois',
        attributes: { ...attributes, doi, prefix, state: attributes['event'] === 'publish' ? 'findable' : 'draft' },
      },
    };
  });
