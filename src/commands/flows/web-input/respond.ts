import { command, isUuid, message, type NeedTypes, param, UsageError } from '#command';
import { webInputId } from './_params.js';

/** The option that a person means by its label or id; asked for where it was not said. */
async function optionId(
  id: string,
  said: string | undefined,
  { flows, prompt }: Pick<NeedTypes, 'flows' | 'prompt'>,
): Promise<string> {
  if (said !== undefined && isUuid(said)) return said;
  const { options = [], context, title } = await flows.getWebInput(id);
  if (said === undefined && prompt.available) {
    const choices = options.map(({ option_id: value, label, description }) => ({
      name: description ? `${label}: ${description}` : label,
      value,
    }));
    return prompt.select([context?.title ?? title, context?.text].filter(Boolean).join('\n'), choices);
  }
  const found = options.filter((each) => each.option_id === said || each.label.toLowerCase() === said?.toLowerCase());
  const [first] = found;
  if (first && found.length === 1) return first.option_id;
  const hint = `The answers are:\n${options.map((each) => `  ${each.option_id}  ${each.label}`).join('\n')}`;
  throw new UsageError(
    said === undefined
      ? "Missing argument 'OPTION'."
      : first
        ? `Several answers are called '${said}'; give an id.`
        : `There is no answer '${said}'.`,
    { hint },
  );
}

export default command({
  summary: 'Answer a question, so that its run goes on.',
  description:
    'The answer is the label or the id of one of the options. Without it, on a terminal, the options are shown to choose from.',
  examples: [{ title: 'Approve', line: 'globus flows web-input respond WEB_INPUT_ID Approve' }],
  needs: ['flows', 'prompt'],
  args: { webInputId, option: param.text({ summary: 'The answer, by label or id', optional: true }) },
  output: message('The answer was given.'),
  run: async ({ args, flows, prompt }) =>
    flows.respondToWebInput(args.webInputId, {
      value: await optionId(args.webInputId, args.option, { flows, prompt }),
    }),
});
