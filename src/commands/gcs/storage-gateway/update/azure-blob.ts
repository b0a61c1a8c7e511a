import { azureBlob } from '../_cloud.js';
import { updateGateway } from '../_update.js';

export default updateGateway(azureBlob);
