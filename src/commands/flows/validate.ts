import { choice, command, message, sections, table, type View } from '#command';
import { lostInput } from '#globus/flows/lost-input';
import type { FlowValidation } from '#services/flows';
import { aboutFlags, definition, definedFields } from './_document.js';

interface ScopeUse {
  readonly runAs: string;
  readonly scope: string;
}
const uses = ({ scopes = {} }: FlowValidation): ScopeUse[] =>
  Object.entries(scopes).flatMap(([runAs, all]) => all.map((scope) => ({ runAs, scope })));

const analysis: View<FlowValidation> = message(
  ({ analysis: { number_of_possibilities: count } = {} }: FlowValidation) =>
    `Analysis\n========\n${count ? `Possible State Traversals: ${count}\n` : ''}`,
);
const heading = 'Discovered Scopes\n=================';
const scopes: View<FlowValidation> = table(uses, { RunAs: 'runAs', Scope: 'scope' }, { heading });
const noScopes: View<FlowValidation> = message(`${heading}\nNo scopes discovered`);

export default command({
  summary: 'Check a definition without making a flow.',
  description:
    'Shows what scopes its steps need and how many ways there are through it. A definition with mistakes ends with exit code 1. ' +
    'Warns of a Catch without ResultPath that throws away what a later state reads.',
  examples: [{ title: 'Check a definition', line: 'globus flows validate definition.json --input-schema schema.json' }],
  needs: ['flows', 'notices'],
  args: { definition },
  flags: { inputSchema: aboutFlags.inputSchema },
  output: choice((found: FlowValidation) =>
    sections(...(found.analysis ? [analysis] : []), ...(found.scopes ? [uses(found).length ? scopes : noScopes] : [])),
  ),
  run: async ({ args, flags, flows, notices }) => {
    const fields = definedFields({ definition: args.definition, input_schema: flags.inputSchema });
    const validation = await flows.validateFlow(fields);
    lostInput(args.definition).forEach(notices.warn);
    return validation;
  },
});
