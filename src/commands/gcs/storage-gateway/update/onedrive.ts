import { oneDrive } from '../_cloud.js';
import { updateGateway } from '../_update.js';

export default updateGateway(oneDrive);
