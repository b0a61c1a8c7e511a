import { UsageError } from '../../errors.js';
import { isName } from '../../services/expected.js';
import type { FlowsOperations } from '../../services/flows.js';
import { canonicalUuid, isUuid } from '../../uuid.js';
import { visible } from '../../visible.js';
import type { Answerer } from './form.js';

/**
 * The id of the option that a text means, by its id or its label in any case. Without a text, `ask` chooses among the options.
 * UsageError, with all options, where there is neither, or the text means none or several.
 */
export async function optionId(
  webInputId: string,
  answer: string | undefined,
  {
    flows,
    ask,
  }: { readonly flows: Pick<FlowsOperations, 'getWebInput'>; readonly ask?: Pick<Answerer, 'select'> | undefined },
): Promise<string> {
  if (answer !== undefined && isUuid(answer)) return canonicalUuid(answer);
  const { options: offered = [], context, title } = await flows.getWebInput(webInputId);
  // what has no id cannot be the answer
  const options = offered.filter(({ option_id: id }) => isName(id));
  if (answer === undefined && ask) {
    const choices = options.map(({ option_id: value, label, description }) => ({
      name: description ? `${label}: ${description}` : label,
      value,
    }));
    return ask.select([context?.title ?? title, context?.text].filter(Boolean).join('\n'), choices);
  }
  const found = options.filter(
    ({ option_id: id, label }) => id === answer || label.toLowerCase() === answer?.toLowerCase(),
  );
  const [first] = found;
  if (first && found.length === 1) return first.option_id;
  const hint = `The answers are:\n${options.map((each) => `  ${visible(`${each.option_id}  ${each.label}`)}`).join('\n')}`;
  throw new UsageError(
    answer === undefined
      ? "Missing argument 'OPTION'."
      : first
        ? `Several answers are called '${answer}'; give an id.`
        : `There is no answer '${answer}'.`,
    { hint },
  );
}
