export { KioskOrdersPlugin } from './plugin';
export type { KioskOrdersOptions, Webhook } from './options';
export { KioskChange, KioskOrder } from './entities';
