import { adopt } from '../adopt';
import css from './clients.css?inline';

/** The style of the list of clients, and of their marks on the lanes. */
export const adoptClients = (): void => adopt(css);
