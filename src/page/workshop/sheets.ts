import { adopt } from '../adopt';
import css from './workshop.css?inline';

/** That of the editor and of what is said beside it. */
export const adoptWorkshop = (): void => adopt(css);
