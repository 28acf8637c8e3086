/** Twisted's twisted/protocols/basic.py. */
export { BytesIO, FileSender } from './fileSender';
export type { ReadableFile } from './fileSender';
export {
  Int8StringReceiver,
  Int16StringReceiver,
  Int32StringReceiver,
  IntNStringReceiver,
  StringTooLongError,
} from './intNStringReceiver';
export { LineOnlyReceiver, LineReceiver, NotImplementedError } from './lineReceivers';
export { NetstringParseError, NetstringReceiver } from './netstringReceiver';
