import type { FromGif, ToGif } from './gif';
import { GifWriter } from './gifWriter';
import { messageOf } from '../../session/messageOf';

const answer = (message: FromGif, transfer: Transferable[] = []): void =>
  postMessage(message, { transfer });

let writer: GifWriter | undefined;

onmessage = ({ data }: MessageEvent<ToGif>): void => {
  try {
    if ('width' in data) {
      writer = new GifWriter(data.width, data.height);
    } else if ('pixels' in data) {
      writer!.add(data.pixels, data.delayCs);
      answer({ added: true });
    } else {
      const bytes = writer!.finish();
      answer({ bytes }, [bytes.buffer]);
    }
  } catch (error) {
    answer({ error: messageOf(error) });
  }
};
