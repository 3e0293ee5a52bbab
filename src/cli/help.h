/*
 * help: what the tables say, for people and for shells.
 */
#ifndef KX_CLI_HELP_H
#define KX_CLI_HELP_H

#include "cli/options.h"

struct kx_buffer;

/* `kxreport --help`: every command and option. */
void kx_help_overview(struct kx_buffer *out);

/* `kxreport help COMMAND`: one command with its options. */
void kx_help_command(enum kx_command_id id, struct kx_buffer *out);

/* The manual page, for man(7) macros. */
void kx_help_man(struct kx_buffer *out);

/* A completion script; `shell` is bash, zsh or fish. */
void kx_help_completion(const char *shell, struct kx_buffer *out);

#endif
