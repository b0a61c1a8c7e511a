import { googleDrive } from '../_cloud.js';
import { updateGateway } from '../_update.js';

export default updateGateway(googleDrive);
