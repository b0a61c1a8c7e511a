import { topic } from '#command';

export default topic({ summary: "The same as 'globus gcs storage-gateway'.", sameAs: 'gcs storage-gateway' });
