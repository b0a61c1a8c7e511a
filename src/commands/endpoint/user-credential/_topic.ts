import { topic } from '#command';

export default topic({ summary: "The same as 'globus gcs user-credential'.", sameAs: 'gcs user-credential' });
