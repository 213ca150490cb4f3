/*
 * The least that reads frames from a Starlight Xpress camera: system calls on usbfs, one transfer after the other, pixels
 * into one buffer and nothing done with them. What our driver's speed is held against.
 *
 * plain-reader DEVICE WIDTH HEIGHT EXPOSURE_MS FRAMES
 * Prints one line a frame: ms from the command to the last byte of the whole frame, ms of these from the read command on.
 */
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { COMMAND_OUT = 0x01, DATA_IN = 0x82, PIECE = 1 << 20, TIMEOUT_MS = 30000 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int transfer(int device, unsigned endpoint, void *bytes, unsigned length) {
  struct usbdevfs_bulktransfer order = {.ep = endpoint, .len = length, .timeout = TIMEOUT_MS, .data = bytes};
  int done = ioctl(device, USBDEVFS_BULK, &order);
  if (done < 0) {
    perror("transfer");
    exit(1);
  }
  return done;
}

int main(int count, char **given) {
  if (count != 6) return 2;
  int device = open(given[1], O_RDWR);
  unsigned interface = 0, width = atoi(given[2]), height = atoi(given[3]), frames = atoi(given[5]);
  if (device < 0 || ioctl(device, USBDEVFS_CLAIMINTERFACE, &interface) < 0) {
    perror(given[1]);
    return 1;
  }
  size_t size = (size_t)width * height * 2;
  unsigned char *pixels = malloc(size);
  unsigned char clear[8] = {0x40, 1, 3};
  unsigned char latch[18] = {0x40, 3, 3, 0, 0, 0, 10, 0, 0, 0, 0, 0, width, width >> 8, height, height >> 8, 1, 1};
  for (unsigned frame = 0; frame < frames; frame++) {
    double began = now_ms();
    transfer(device, COMMAND_OUT, clear, sizeof clear);
    usleep(atoi(given[4]) * 1000);
    double latched = now_ms();
    transfer(device, COMMAND_OUT, latch, sizeof latch);
    for (size_t got = 0; got < size;) {
      size_t left = size - got;
      got += transfer(device, DATA_IN, pixels + got, left < PIECE ? left : PIECE);
    }
    double done = now_ms();
    printf("%.1f %.1f\n", done - began, done - latched);
  }
  return 0;
}
