/*
 * stop: signals that ask a run to end, as something to be read.
 *
 * SIGINT, SIGTERM and SIGHUP are held back and come through a descriptor, so that a
 * run ends between two steps and never within one.  Without writable globals
 * there is no handler that could tell anybody.
 */
#ifndef KX_BATCH_STOP_H
#define KX_BATCH_STOP_H

/* The descriptor, or -1 where there is none; then the signals end the program as ever. */
int kx_stop_open(void);

/* From here on they end the program as ever, also one that has come meanwhile.  Accepts -1. */
void kx_stop_close(int fd);

#endif
