/*
 * qpdf: the door to libqpdf, which is loaded when a PDF is read back.
 *
 * Making a sheet does not need it, and with the libraries that it pulls in
 * (C++, TLS) it was most of what the program's start cost.
 *
 * After kx_qpdf_load() the functions are called by their own names: each takes
 * a struct kx_qpdf where libqpdf takes a qpdf_data.
 */
#ifndef KX_PDF_QPDF_H
#define KX_PDF_QPDF_H

#include "base/library.h"

#include <qpdf/qpdf-c.h>
#include <stdbool.h>

struct kx_diagnostics;

/* Every function of libqpdf that is called here; kx_qpdf_load() finds them by name. */
#define KX_QPDF_FUNCTIONS(F) \
	F(qpdf_cleanup) F(qpdf_init) F(qpdf_get_error) F(qpdf_get_error_code) F(qpdf_get_error_message_detail) \
	F(qpdf_get_info_key) F(qpdf_get_num_pages) F(qpdf_get_object_by_id) F(qpdf_get_page_n) F(qpdf_get_root) \
	F(qpdf_get_trailer) F(qpdf_has_error) F(qpdf_is_encrypted) F(qpdf_more_warnings) F(qpdf_next_warning) \
	F(qpdf_oh_begin_dict_key_iter) F(qpdf_oh_dict_more_keys) F(qpdf_oh_dict_next_key) F(qpdf_oh_get_array_item) \
	F(qpdf_oh_get_array_n_items) F(qpdf_oh_get_binary_string_value) F(qpdf_oh_get_bool_value) F(qpdf_oh_get_dict) \
	F(qpdf_oh_get_int_value) F(qpdf_oh_get_int_value_as_int) F(qpdf_oh_get_key) F(qpdf_oh_get_key_if_dict) \
	F(qpdf_oh_get_name) F(qpdf_oh_get_numeric_value) F(qpdf_oh_get_object_id) F(qpdf_oh_get_page_content_data) \
	F(qpdf_oh_get_real_value) F(qpdf_oh_get_stream_data) F(qpdf_oh_get_type_code) \
	F(qpdf_oh_get_utf8_value) F(qpdf_oh_is_array) F(qpdf_oh_is_bool) F(qpdf_oh_is_dictionary) F(qpdf_oh_is_indirect) \
	F(qpdf_oh_is_integer) F(qpdf_oh_is_name) F(qpdf_oh_is_name_and_equals) F(qpdf_oh_is_null) F(qpdf_oh_is_number) \
	F(qpdf_oh_is_stream) F(qpdf_oh_is_string) F(qpdf_oh_new_null) F(qpdf_oh_parse) F(qpdf_oh_release) \
	F(qpdf_push_inherited_attributes_to_page) F(qpdf_read_memory) F(qpdf_set_attempt_recovery) \
	F(qpdf_set_suppress_warnings) F(qpdf_silence_errors)

struct kx_qpdf {
	qpdf_data data;                /* the file that is open, between kx_qpdf_open() and kx_qpdf_close() */
	KX_QPDF_FUNCTIONS(KX_LIBRARY_MEMBER)
};

/* Before a child process is started that calls any of them; KX890 when the library is not on this machine. */
bool kx_qpdf_load(struct kx_qpdf *qpdf, struct kx_diagnostics *diags);

/* A new qpdf_data, and its end. */
void kx_qpdf_open(struct kx_qpdf *qpdf);
void kx_qpdf_close(struct kx_qpdf *qpdf);

#define qpdf_get_error(qpdf, ...) ((qpdf)->qpdf_get_error((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_error_code(qpdf, ...) ((qpdf)->qpdf_get_error_code((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_error_message_detail(qpdf, ...) ((qpdf)->qpdf_get_error_message_detail((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_info_key(qpdf, ...) ((qpdf)->qpdf_get_info_key((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_num_pages(qpdf, ...) ((qpdf)->qpdf_get_num_pages((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_object_by_id(qpdf, ...) ((qpdf)->qpdf_get_object_by_id((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_page_n(qpdf, ...) ((qpdf)->qpdf_get_page_n((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_root(qpdf, ...) ((qpdf)->qpdf_get_root((qpdf)->data, ##__VA_ARGS__))
#define qpdf_get_trailer(qpdf, ...) ((qpdf)->qpdf_get_trailer((qpdf)->data, ##__VA_ARGS__))
#define qpdf_has_error(qpdf, ...) ((qpdf)->qpdf_has_error((qpdf)->data, ##__VA_ARGS__))
#define qpdf_is_encrypted(qpdf, ...) ((qpdf)->qpdf_is_encrypted((qpdf)->data, ##__VA_ARGS__))
#define qpdf_more_warnings(qpdf, ...) ((qpdf)->qpdf_more_warnings((qpdf)->data, ##__VA_ARGS__))
#define qpdf_next_warning(qpdf, ...) ((qpdf)->qpdf_next_warning((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_begin_dict_key_iter(qpdf, ...) ((qpdf)->qpdf_oh_begin_dict_key_iter((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_dict_more_keys(qpdf, ...) ((qpdf)->qpdf_oh_dict_more_keys((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_dict_next_key(qpdf, ...) ((qpdf)->qpdf_oh_dict_next_key((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_array_item(qpdf, ...) ((qpdf)->qpdf_oh_get_array_item((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_array_n_items(qpdf, ...) ((qpdf)->qpdf_oh_get_array_n_items((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_binary_string_value(qpdf, ...) ((qpdf)->qpdf_oh_get_binary_string_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_bool_value(qpdf, ...) ((qpdf)->qpdf_oh_get_bool_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_dict(qpdf, ...) ((qpdf)->qpdf_oh_get_dict((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_int_value(qpdf, ...) ((qpdf)->qpdf_oh_get_int_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_int_value_as_int(qpdf, ...) ((qpdf)->qpdf_oh_get_int_value_as_int((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_key(qpdf, ...) ((qpdf)->qpdf_oh_get_key((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_key_if_dict(qpdf, ...) ((qpdf)->qpdf_oh_get_key_if_dict((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_name(qpdf, ...) ((qpdf)->qpdf_oh_get_name((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_numeric_value(qpdf, ...) ((qpdf)->qpdf_oh_get_numeric_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_object_id(qpdf, ...) ((qpdf)->qpdf_oh_get_object_id((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_page_content_data(qpdf, ...) ((qpdf)->qpdf_oh_get_page_content_data((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_real_value(qpdf, ...) ((qpdf)->qpdf_oh_get_real_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_stream_data(qpdf, ...) ((qpdf)->qpdf_oh_get_stream_data((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_type_code(qpdf, ...) ((qpdf)->qpdf_oh_get_type_code((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_get_utf8_value(qpdf, ...) ((qpdf)->qpdf_oh_get_utf8_value((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_array(qpdf, ...) ((qpdf)->qpdf_oh_is_array((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_bool(qpdf, ...) ((qpdf)->qpdf_oh_is_bool((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_dictionary(qpdf, ...) ((qpdf)->qpdf_oh_is_dictionary((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_indirect(qpdf, ...) ((qpdf)->qpdf_oh_is_indirect((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_integer(qpdf, ...) ((qpdf)->qpdf_oh_is_integer((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_name(qpdf, ...) ((qpdf)->qpdf_oh_is_name((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_name_and_equals(qpdf, ...) ((qpdf)->qpdf_oh_is_name_and_equals((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_null(qpdf, ...) ((qpdf)->qpdf_oh_is_null((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_number(qpdf, ...) ((qpdf)->qpdf_oh_is_number((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_stream(qpdf, ...) ((qpdf)->qpdf_oh_is_stream((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_is_string(qpdf, ...) ((qpdf)->qpdf_oh_is_string((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_new_null(qpdf, ...) ((qpdf)->qpdf_oh_new_null((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_parse(qpdf, ...) ((qpdf)->qpdf_oh_parse((qpdf)->data, ##__VA_ARGS__))
#define qpdf_oh_release(qpdf, ...) ((qpdf)->qpdf_oh_release((qpdf)->data, ##__VA_ARGS__))
#define qpdf_push_inherited_attributes_to_page(qpdf, ...) ((qpdf)->qpdf_push_inherited_attributes_to_page((qpdf)->data, ##__VA_ARGS__))
#define qpdf_read_memory(qpdf, ...) ((qpdf)->qpdf_read_memory((qpdf)->data, ##__VA_ARGS__))
#define qpdf_set_attempt_recovery(qpdf, ...) ((qpdf)->qpdf_set_attempt_recovery((qpdf)->data, ##__VA_ARGS__))
#define qpdf_set_suppress_warnings(qpdf, ...) ((qpdf)->qpdf_set_suppress_warnings((qpdf)->data, ##__VA_ARGS__))
#define qpdf_silence_errors(qpdf, ...) ((qpdf)->qpdf_silence_errors((qpdf)->data, ##__VA_ARGS__))

#endif
