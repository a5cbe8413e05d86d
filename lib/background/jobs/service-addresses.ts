import type { ServiceAddresses } from '../../clone/job/record.ts';
import { serviceAddress } from '../../services/address.ts';
import type { Settings } from '../../settings/settings.ts';

/** The room services that the settings name. */
export const addressesOf = ({ chatService, storyboardService }: Settings): ServiceAddresses => ({
  chat: serviceAddress('chat', chatService),
  storyboard: serviceAddress('storyboard', storyboardService),
});
