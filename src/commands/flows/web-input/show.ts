import { choice, command, date, list, message, principal, record, sections, table, type View } from '#command';
import type { WebInput } from '#services/flows';
import { webInputId } from './_params.js';

const detail = record<WebInput>({
  'Web Input ID': 'id',
  Title: (input) => input.context?.title ?? input.title,
  Status: 'status',
  'Your Roles': list('user_roles'),
  'Run ID': 'run.id',
  'Run Label': 'run.label',
  'Flow ID': 'flow.id',
  'Flow Title': 'flow.title',
  'Created At': date('created_timestamp'),
  'Closed At': date('closed_timestamp'),
  Creator: principal('creator_urn'),
  Viewers: principal('roles.viewer_urns'),
  Respondents: principal('roles.respondent_urns'),
});
const explanation: View<WebInput> = message(({ context }: WebInput) => context?.text ?? '');
const facts: View<WebInput> = table((input: WebInput) => input.context?.rows ?? [], { Field: 'field', Value: 'value' });
const options: View<WebInput> = table((input: WebInput) => input.options ?? [], {
  'Option ID': 'option_id',
  Label: 'label',
  Description: 'description',
});

export default command({
  summary: 'Show a question, what it is about, and its answers.',
  examples: [{ title: 'Show a question', line: 'globus flows web-input show WEB_INPUT_ID' }],
  needs: ['flows'],
  args: { webInputId },
  output: choice(({ context }: WebInput) => sections(detail, ...(context?.rows ? [facts] : [explanation]), options)),
  run: ({ args, flows }) => flows.getWebInput(args.webInputId),
});
