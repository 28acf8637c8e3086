import { shown } from 'virtual:shown';
import { start } from './start';

start(shown);
