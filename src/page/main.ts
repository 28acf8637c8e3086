import { shown } from 'virtual:shown';
import { start } from './start';

void start(shown);
