/*
 * fault_printer: an IPP printer in which everything can go wrong.
 *
 * A process of its own on a free port of the loopback, which speaks just
 * enough HTTP/1.1 and IPP (RFC 8010) to take a job, and does what its plan
 * says.  It shares no code with CUPS, so it also holds what we send to the
 * standard rather than to the library.
 */
#ifndef KX_TESTS_FAULT_PRINTER_H
#define KX_TESTS_FAULT_PRINTER_H

#include <netinet/in.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { OP_CREATE_JOB = 5, OP_SEND_DOCUMENT = 6, OP_CANCEL_JOB = 8, OP_GET_JOB = 9, OP_GET_PRINTER = 0x0B };

struct fault_plan {
	const char *sides, *formats, *media_ready;   /* words with a blank between; NULL: both sides, PDF, Letter */
	bool takes_no_jobs;
	int create_status, job_status;               /* IPP status of Create-Job and Get-Job-Attributes */
	int busy;                                    /* so many Create-Jobs are told that it is busy */
	int job_state; const char *job_reason;       /* what becomes of the job; 0: printed */
	int arriving;                                /* so many looks at the job find it held, still arriving */
	int printer_state; const char *printer_reason;
	bool cuts;                                   /* hangs up while the document comes */
	bool dies;                                   /* is gone once it has the document */
};

/* What it saw; shared with the test. */
struct fault_log {
	int creates, sends, cancels, looks;
	size_t length;
	unsigned char body[262144];                  /* of the last request that brought a document or made a job */
	size_t create_length;
	unsigned char create[8192];
};

struct fault_printer {
	struct fault_plan plan;
	struct fault_log *log;
	int listener, port;
	pid_t process;
	char uri[64];
};

/* ---- saying ---- */

struct ipp_answer { unsigned char bytes[8192]; size_t length; };

static inline void
put(struct ipp_answer *answer, const void *bytes, size_t length)
{
	memcpy(answer->bytes + answer->length, bytes, length);
	answer->length += length;
}

static inline void
put_attribute(struct ipp_answer *answer, int tag, const char *name, const void *value, size_t length)
{
	unsigned char head[3] = { (unsigned char)tag, 0, (unsigned char)strlen(name) };
	unsigned char size[2] = { (unsigned char)(length >> 8), (unsigned char)length };

	put(answer, head, 3);
	put(answer, name, strlen(name));
	put(answer, size, 2);
	put(answer, value, length);
}

static inline void
put_number(struct ipp_answer *answer, int tag, const char *name, int number)
{
	unsigned char value[4] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16), (unsigned char)(number >> 8),
		(unsigned char)number };

	put_attribute(answer, tag, name, value, 4);
}

/* Words with a blank between, as one attribute of several values. */
static inline void
put_words(struct ipp_answer *answer, int tag, const char *name, const char *words)
{
	size_t length;

	for (; *words != '\0'; words += length + (words[length] == ' ')) {
		length = strcspn(words, " ");
		put_attribute(answer, tag, name, words, length);
		name = "";
	}
}

static inline void
describe_printer(struct fault_printer *printer, struct ipp_answer *answer)
{
	const struct fault_plan *plan = &printer->plan;
	unsigned char range[8] = { 0, 0, 0, 1, 0, 0, 0, 99 }, accepts = !plan->takes_no_jobs;

	put(answer, "\4", 1);
	put_words(answer, 0x44, "sides-supported", plan->sides ? plan->sides : "one-sided two-sided-long-edge");
	put_words(answer, 0x44, "media-supported", "na_letter_8.5x11in iso_a4_210x297mm");
	put_words(answer, 0x44, "media-ready", plan->media_ready ? plan->media_ready : "na_letter_8.5x11in");
	put_words(answer, 0x49, "document-format-supported", plan->formats ? plan->formats : "application/pdf");
	put_attribute(answer, 0x33, "copies-supported", range, 8);
	put_attribute(answer, 0x22, "printer-is-accepting-jobs", &accepts, 1);
	put_number(answer, 0x23, "printer-state", plan->printer_state ? plan->printer_state : 3);
	put_words(answer, 0x44, "printer-state-reasons", plan->printer_reason ? plan->printer_reason : "none");
	put_words(answer, 0x41, "printer-make-and-model", "Fault");
}

static inline void
describe_job(struct fault_printer *printer, struct ipp_answer *answer)
{
	const struct fault_plan *plan = &printer->plan;
	bool arriving = printer->log->looks++ < plan->arriving;

	put(answer, "\2", 1);
	put_number(answer, 0x21, "job-id", 7);
	put_number(answer, 0x23, "job-state", arriving ? 4 : plan->job_state ? plan->job_state : 9);
	put_words(answer, 0x44, "job-state-reasons", arriving ? "job-incoming" : plan->job_reason ? plan->job_reason : "none");
}

/* The answer to one request: its operation in bytes 2 and 3, its number in bytes 4 to 7. */
static inline void
answer_request(struct fault_printer *printer, const unsigned char *request, struct ipp_answer *answer)
{
	const struct fault_plan *plan = &printer->plan;
	unsigned char head[8] = { 2, 0, 0, 0, request[4], request[5], request[6], request[7] };
	int operation = request[2] << 8 | request[3], status = 0;

	printer->log->creates += operation == OP_CREATE_JOB;
	printer->log->sends += operation == OP_SEND_DOCUMENT;
	printer->log->cancels += operation == OP_CANCEL_JOB;
	if (operation == OP_CREATE_JOB)
		status = printer->log->creates <= plan->busy ? 0x0507 : plan->create_status;
	if (operation == OP_GET_JOB)
		status = plan->job_status;
	head[2] = (unsigned char)(status >> 8);
	head[3] = (unsigned char)status;
	answer->length = 0;
	put(answer, head, 8);
	put(answer, "\1", 1);
	put_words(answer, 0x47, "attributes-charset", "utf-8");
	put_words(answer, 0x48, "attributes-natural-language", "en");
	if (operation == OP_GET_PRINTER)
		describe_printer(printer, answer);
	else if (operation != OP_CANCEL_JOB && status < 0x0400)
		describe_job(printer, answer);
	put(answer, "\3", 1);
}

/* ---- hearing ---- */

static inline bool
hear_line(FILE *in, char *line, int room)
{
	if (fgets(line, room, in) == NULL)
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

/* The body of a request, whole or in chunks (RFC 9112, 7.1). */
static inline size_t
hear_body(FILE *in, long length, bool chunked, unsigned char *body, size_t room)
{
	size_t heard = 0, part;
	char line[256];

	if (!chunked)
		return length > 0 && (size_t)length <= room ? fread(body, 1, (size_t)length, in) : 0;
	while (hear_line(in, line, sizeof(line)) && (part = strtoul(line, NULL, 16)) > 0 && heard + part <= room) {
		heard += fread(body + heard, 1, part, in);
		hear_line(in, line, sizeof(line));
	}
	hear_line(in, line, sizeof(line));
	return heard;
}

/* One request and its answer; false when the connection is over. */
static inline bool
serve_request(struct fault_printer *printer, FILE *in, int socket, unsigned char *body)
{
	struct ipp_answer answer;
	bool chunked = false;
	char line[1024];
	long length = 0;
	size_t heard;
	int operation;

	if (!hear_line(in, line, sizeof(line)))
		return false;
	while (hear_line(in, line, sizeof(line)) && line[0] != '\0') {
		if (strncasecmp(line, "Content-Length:", 15) == 0)
			length = strtol(line + 15, NULL, 10);
		if (strncasecmp(line, "Transfer-Encoding: chunked", 26) == 0)
			chunked = true;
		if (strncasecmp(line, "Expect: 100-continue", 20) == 0)
			dprintf(socket, "HTTP/1.1 100 Continue\r\n\r\n");
	}
	heard = hear_body(in, length, chunked, body, sizeof(printer->log->body));
	if (heard < 8)
		return false;
	operation = body[2] << 8 | body[3];
	if (operation == OP_SEND_DOCUMENT) {
		memcpy(printer->log->body, body, heard);
		printer->log->length = heard;
	}
	if (operation == OP_CREATE_JOB && heard <= sizeof(printer->log->create)) {
		memcpy(printer->log->create, body, heard);
		printer->log->create_length = heard;
	}
	if (operation == OP_SEND_DOCUMENT && printer->plan.cuts)
		return false;
	answer_request(printer, body, &answer);
	dprintf(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: %zu\r\n\r\n", answer.length);
	if (write(socket, answer.bytes, answer.length) < 0)
		return false;
	if (operation == OP_SEND_DOCUMENT && printer->plan.dies)
		_exit(0);
	return true;
}

static inline void
serve(struct fault_printer *printer)
{
	unsigned char *body = malloc(sizeof(printer->log->body));
	FILE *in;
	int socket;

	signal(SIGPIPE, SIG_IGN);
	alarm(60);
	while ((socket = accept(printer->listener, NULL, NULL)) >= 0) {
		in = fdopen(socket, "rb");
		while (serve_request(printer, in, socket, body))
			;
		fclose(in);
	}
	_exit(1);
}

/* ---- on and off ---- */

static inline bool
fault_printer_on(struct fault_printer *printer, const struct fault_plan *plan)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t length = sizeof(address);

	printer->plan = *plan;
	printer->log = mmap(NULL, sizeof(*printer->log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	printer->listener = socket(AF_INET, SOCK_STREAM, 0);
	if (printer->log == MAP_FAILED || bind(printer->listener, (struct sockaddr *)&address, length) != 0 ||
	    listen(printer->listener, 8) != 0 || getsockname(printer->listener, (struct sockaddr *)&address, &length) != 0)
		return false;
	snprintf(printer->uri, sizeof(printer->uri), "ipp://127.0.0.1:%d/ipp/print", ntohs(address.sin_port));
	printer->process = fork();
	if (printer->process == 0)
		serve(printer);
	close(printer->listener);
	return printer->process > 0;
}

static inline void
fault_printer_off(struct fault_printer *printer)
{
	if (printer->process > 0) {
		kill(printer->process, SIGKILL);
		waitpid(printer->process, NULL, 0);
	}
	munmap(printer->log, sizeof(*printer->log));
}

#endif
