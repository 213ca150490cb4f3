import type { FrameView } from '../../src-main/contract/views.ts';

/** What a viewer is told of what it shows: a frame, or a master or bad-pixel map, which is no frame of the ledger's. */
export type ViewedFrame =
  | FrameView
  | (Pick<FrameView, 'uid' | 'width' | 'height' | 'saturationAdu' | 'statistics'> & {
      readonly frameType: 'master';
      readonly title: string;
      /** Of its values; empty for flats, which are in parts of their level. */
      readonly unit: 'ADU' | '';
    });

/** Whether the ledger knows of a file of the frame. While it is being taken, and when it was lost, there are no pixels to ask for. */
export function hasFile({ path, state }: FrameView): boolean {
  return path !== null && (state === 'written' || state === 'counted' || state === 'rejected');
}
