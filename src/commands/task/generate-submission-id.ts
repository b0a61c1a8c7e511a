import { command, message } from '#command';

export default command({
  summary: 'Get an id that makes a submission safe to repeat.',
  description:
    'A transfer or delete submitted twice with the same --submission-id becomes one task: get an id first, and a script that was ' +
    'interrupted can submit again without doing the work twice.',
  examples: [
    {
      title: 'Submit once, however often the script runs',
      line: 'globus transfer @data @archive --submission-id "$(globus task generate-submission-id)"',
    },
  ],
  needs: ['transfer'],
  output: message((document: { value: string }) => document.value),
  run: ({ transfer }) => transfer.getSubmissionId(),
});
