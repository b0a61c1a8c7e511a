import { azureBlob } from '../_cloud.js';
import { createGateway } from '../_create.js';

export default createGateway(azureBlob);
