import { EPollReactor } from '../twisted/internet/epollreactor';
import { provideReactor } from './simulation';

// Imported where a run may have the epoll reactor: a page has no use for it until an address asks.
provideReactor('epoll', EPollReactor);
