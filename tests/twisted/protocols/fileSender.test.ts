import { expect } from 'vitest';
import { BytesIO, FileSender } from '../../../src/twisted/protocols/basic';
import { Exception } from '../../../src/twisted/python/exceptions';
import type { IPullProducer } from '../../../src/twisted/internet/interfaces';
import { failureResultOf, successResultOf, twisted } from '../helpers';
import { StringTransport } from './stringTransport';

const sender = twisted('test_basic.FileSenderTests');

/** A transfer of "Test content". */
function transfer(chunkSize = 2 ** 14, transform: ((chunk: string) => string) | null = null) {
  const consumer = new StringTransport();
  const fileSender = new FileSender();
  fileSender.CHUNK_SIZE = chunkSize;
  const d = fileSender.beginFileTransfer(new BytesIO('Test content'), consumer, transform);
  return { consumer, fileSender, d };
}

sender('test_interface', 'it is a pull producer', () => {
  const producer: IPullProducer = new FileSender();
  expect(typeof producer.resumeProducing).toBe('function');
});

sender('test_producerRegistered', 'and registers as one', () => {
  const { consumer, fileSender } = transfer();
  expect(consumer.producer).toBe(fileSender);
  expect(consumer.streaming).toBe(false);
});

sender('test_transfer', 'it writes the file; its Deferred has the last byte', () => {
  const { consumer, fileSender, d } = transfer();
  fileSender.resumeProducing();
  fileSender.resumeProducing();
  expect(consumer.producer).toBeNull();
  expect(successResultOf(d)).toBe('t');
  expect(consumer.value()).toBe('Test content');
});

sender('test_transferMultipleChunks', 'one chunk each time that it is resumed', () => {
  const { consumer, fileSender, d } = transfer(4);
  for (const sofar of ['Test', 'Test con', 'Test content']) {
    fileSender.resumeProducing();
    expect(consumer.value()).toBe(sofar);
  }
  fileSender.resumeProducing();
  expect(successResultOf(d)).toBe('t');
});

sender('test_transferWithTransform', 'chunks can be changed on the way', () => {
  const { consumer, fileSender, d } = transfer(2 ** 14, (chunk) => chunk.toUpperCase());
  fileSender.resumeProducing();
  fileSender.resumeProducing();
  expect(successResultOf(d)).toBe('T');
  expect(consumer.value()).toBe('TEST CONTENT');
});

sender('test_abortedTransfer', 'stopped before the end, its Deferred fails', () => {
  const { fileSender, d } = transfer();
  fileSender.stopProducing();
  expect(failureResultOf(d, Exception).getErrorMessage()).toBe(
    'Consumer asked us to stop producing',
  );
});
