/*
 * The least that reads frames from a Starlight Xpress camera: system calls on usbfs, one transfer after the other, pixels
 * into one buffer and nothing done with them. What our driver's speed is held against.
 *
 * plain-reader DEVICE WIDTH HEIGHT EXPOSURE_MS FRAMES
 * The camera times the exposure. Prints one line a frame: ms from the first command to the last byte.
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
  unsigned exposure = atoi(given[4]);
  unsigned char timed_read[22] = {0x40, 2, 3, 0, 0, 0, 14, 0, 0, 0, 0, 0, width, width >> 8, height, height >> 8,
                                  1, 1, exposure, exposure >> 8, exposure >> 16, exposure >> 24};
  for (unsigned frame = 0; frame < frames; frame++) {
    double began = now_ms();
    transfer(device, COMMAND_OUT, clear, sizeof clear);
    transfer(device, COMMAND_OUT, timed_read, sizeof timed_read);
    for (size_t got = 0; got < size;) {
      size_t left = size - got;
      got += transfer(device, DATA_IN, pixels + got, left < PIECE ? left : PIECE);
    }
    printf("%.1f\n", now_ms() - began);
  }
  return 0;
}
